"""`/admin/access`: who read, exported or changed what, for auditors and admins. Nothing here can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.service.records import Read, kinds_of, named_records
from app.accounts.session import who_is
from app.shared.clock import local_time, now
from app.shared.db import read
from app.shared.errors import NotFound
from app.shared.handlers import shows_refusals

ALL = "all"
DAYS = (7, 30, 180)  # the Cybersecurity Law asks for logs of six months (DOMAIN §4)
PAGE, MOST = 50, 1000


@dataclass
class AccessRow:
    """One record. `action` is `thing:deed`; `by` is empty for the operator of the server."""

    id: str = ""
    action: str = ""
    by: str = ""
    subject: str = ""
    reason: str = ""
    at: str = ""


class AccessState(rx.State):
    """The records of the chosen days and kind."""

    rows: rx.Field[list[AccessRow]] = rx.field(default_factory=list)
    kinds: rx.Field[list[str]] = rx.field(default_factory=list)
    days: str = "30"
    kind: str = ALL
    shown: int = PAGE
    more: bool = False
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The last month."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.ACCESS_READ)
        if self.allowed:
            await self._show(who, self.days, self.kind, PAGE)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_days(self, days: str) -> None:
        """A week, a month, half a year."""
        await self._show(await who_is(self), days, self.kind, PAGE)

    @rx.event
    @shows_refusals
    async def choose_kind(self, kind: str) -> None:
        """Records about one kind of thing."""
        await self._show(await who_is(self), self.days, kind, PAGE)

    @rx.event
    @shows_refusals
    async def further(self) -> None:
        """Older records."""
        await self._show(await who_is(self), self.days, self.kind, self.shown + PAGE)

    async def _show(self, who: Actor, days: Any, kind: Any, count: int) -> None:
        if not who.may_somewhere(Permission.ACCESS_READ):
            raise NotFound("no_access_records", "您的角色不能看访问记录。")
        known = str(days) if str(days) in map(str, DAYS) else "30"
        chosen = kind if isinstance(kind, str) and kind in {ALL, *self.kinds} else ALL
        wanted = min(MOST, max(PAGE, count))
        self.rows, self.kinds, self.more = await read(_records, who, int(known), chosen, wanted)
        self.days, self.kind, self.shown = known, chosen, wanted


def _records(session: Session, who: Actor, days: int, kind: str, count: int) -> tuple[list[AccessRow], list[str], bool]:
    since = now() - timedelta(days=days)
    found = named_records(session, who, since, "" if kind == ALL else kind, count + 1)
    return [_row(one) for one in found[:count]], kinds_of(session, who, since), len(found) > count


def _row(one: Read) -> AccessRow:
    row = one.record
    return AccessRow(str(row.id), row.action, one.by, row.subject, row.reason, local_time(row.created_at))
