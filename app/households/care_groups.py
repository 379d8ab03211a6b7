"""The care groups (重点人群) a new community starts with: a shipped data file, not constants.

A community adds, renames and drops rows of its own in the table `CareGroup`; this list only fills it once.
Origin of each row: `data/SOURCES.md` and the row's own `source`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "care_groups.csv"


@dataclass(frozen=True, slots=True)
class DefaultCareGroup:
    """One row of the shipped list. `platform_code` is that of the social-work platform, empty where it has none."""

    code: str
    name: str
    source: str
    for_leaders: bool
    platform_code: str


@cache
def default_care_groups() -> tuple[DefaultCareGroup, ...]:
    """The shipped list in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            DefaultCareGroup(r["code"], r["name"], r["source"], r["for_leaders"] == "yes", r["platform_code"])
            for r in csv.DictReader(file)
        )
