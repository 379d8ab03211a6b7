"""The whole demo: the community itself, then what each feature adds to it.

A feature that has a past to invent puts one line into `_histories`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from app.households.demo import DemoResult, seed_demo
from app.households.demo.seed import Progress

History = Callable[[Session, DemoResult, Progress], None]


def write_demo(session: Session, progress: Progress | None = None, *, beside: bool = False) -> DemoResult:
    """Write everything. Flushes, does not commit. Raises `Refused` when there is a community already."""
    tell = progress or (lambda what, share: None)
    result = seed_demo(session, tell, beside=beside)
    for add_history in _histories():
        add_history(session, result, tell)
    return result


def _histories() -> list[History]:
    return []
