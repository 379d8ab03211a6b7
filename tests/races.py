"""Doing things at the same moment, each in a transaction and thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.shared.db import transaction


def at_once(engine: Engine, works: Sequence[Callable[[Session], Any]]) -> list[Any]:
    """What each returns or raises. All start together."""
    ready = Barrier(len(works))

    def one(work: Callable[[Session], Any]) -> Any:
        ready.wait()
        try:
            with transaction(engine) as session:
                return work(session)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))
