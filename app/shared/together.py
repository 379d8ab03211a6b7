"""Use cases that arrive while another is being committed share the next transaction.

For the few that come in crowds, like a hundred residents at one door: a commit, and the lock on a row that all of them
want, is then paid once for many. Alone, a use case runs at once, as in `db.run`.

If one of a group raises, nothing of the group is kept and each runs again alone, in its own transaction: so a use case
must do nothing but talk to the database, and one that refuses should return its refusal rather than raise it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlmodel import Session

from app.shared.db import transaction

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[Session], Any]

MOST = 32  # in one transaction: beyond it little is won, and others wait longer for their rows


@dataclass
class _Queue:
    """What waits in one event loop, and who works it off."""

    waiting: list[tuple[Work, asyncio.Future[Any]]] = field(default_factory=list)
    worker: asyncio.Task[None] | None = None


_queues: WeakKeyDictionary[asyncio.AbstractEventLoop, _Queue] = WeakKeyDictionary()


async def run_together(use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one use case, off the event loop, in a transaction that it may share. Raises what it raises."""
    loop = asyncio.get_running_loop()
    queue = _queues.setdefault(loop, _Queue())
    answer: asyncio.Future[T] = loop.create_future()
    queue.waiting.append((lambda session: use_case(session, *args, **kwargs), answer))
    if queue.worker is None or queue.worker.done():
        queue.worker = loop.create_task(_work_off(queue))
    return await answer


async def _work_off(queue: _Queue) -> None:
    while queue.waiting:
        group, queue.waiting = queue.waiting[:MOST], queue.waiting[MOST:]
        results = await asyncio.to_thread(in_one_go, [work for work, _ in group])
        for (_, answer), (result, error) in zip(group, results, strict=True):
            if answer.done():
                continue  # whoever asked has gone; what they asked for is done
            if error is None:
                answer.set_result(result)
            else:
                answer.set_exception(error)


def in_one_go(group: list[Work]) -> list[tuple[Any, Exception | None]]:
    """Everybody's result, or what it raised."""
    if len(group) > 1:
        try:
            with transaction() as session:
                return [(_next(session, work), None) for work in group]
        except Exception:  # whatever it was, it happens again to the one that it belongs to
            pass
    return [_alone(work) for work in group]


def _next(session: Session, work: Work) -> Any:
    result = work(session)
    session.flush()
    session.expunge_all()  # the next one sees the database and not what this one has read
    return result


def _alone(work: Work) -> tuple[Any, Exception | None]:
    try:
        with transaction() as session:
            return work(session), None
    except Exception as error:
        return None, error
