"""What looks odd at the door. Flags for people to look at, never refusals: a granddaughter brings six neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")

MANY_FROM_ONE = "many_from_one"


def many_from_one(browsers: Mapping[K, str | None], limit: int) -> set[K]:
    """Those who were checked in from a browser that checked in `limit` people or more. `browsers`: who → browser."""
    counted = Counter(browser for browser in browsers.values() if browser)
    return {who for who, browser in browsers.items() if browser and counted[browser] >= limit}


def together(flags: Iterable[str], more: Iterable[str]) -> list[str]:
    """Both, each once, in order."""
    return list(dict.fromkeys([*flags, *more]))
