"""`/admin`: what is theirs, and what waits there."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import reflex as rx

from app.accounts.rules import Permission
from app.accounts.session import who_is
from app.desk.service import waiting_for
from app.shared.clock import now
from app.shared.db import read
from app.shared.handlers import shows_refusals


@dataclass
class Board:
    """Numbers of what waits (see `service.Waiting`)."""

    needs: int = 0
    corrections: int = 0
    feedback: int = 0
    phones: int = 0
    overdue: int = 0
    follow_ups: int = 0
    calls: int = 0


class DeskState(rx.State):
    """The person's name, what they may do anywhere (`Permission` values), and what waits."""

    name: str = ""
    may: rx.Field[list[str]] = rx.field(default_factory=list)
    board: Board = Board()
    allowed: bool = True  # everybody has a desk
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Count anew."""
        who = await who_is(self)
        self.name = who.name
        self.may = sorted(one.value for one in Permission if who.may_somewhere(one))
        self.board = Board(**asdict(await read(waiting_for, who, now())))
        self.ready = True
