"""What the handlers of `/events/<id>` share: the event in the address, and the browser that asks."""

from __future__ import annotations

from uuid import UUID

import reflex as rx

from app.events.service.people import Caller
from app.events.state.own import EventWhole, SignUpRow, mine, whole
from app.passes.cookies import resident_cookie
from app.passes.service import device_of
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read
from app.shared.errors import DomainError
from app.shared.origins import network_of
from app.shared.problems import cookie


class AtPublic(rx.State, mixin=True):
    """One event; what this browser has signed up for; or a sign-up looked at by its code."""

    event: EventWhole = EventWhole()
    mine: rx.Field[list[SignUpRow]] = rx.field(default_factory=list)
    found: SignUpRow = SignUpRow()
    me: str = ""  # the masked name of whom this browser is remembered as
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # by field; "slow": too fast
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    there: bool = False
    ready: bool = False

    async def _look_again(self) -> None:
        """How many places are left now, and what this browser has."""
        if self.there:
            self.event = await read(whole, self._asked(), now())
            self.me, self.mine = await read(mine, (await self._caller()).device, self._asked(), now())

    async def _caller(self) -> Caller:
        """A tab that keeps no cookie is told apart by the name Reflex gives it, until it is closed."""
        device = await read(device_of, self._token(), now())
        return Caller(device, self.router.session.client_token, network_of(self.router.session.client_ip))

    def _wrong(self, error: DomainError, field: str) -> None:
        """Put the sentence of a refusal below a field."""
        self.wrong_zh, self.wrong_en = {field: error.sentence("zh")}, {field: error.sentence("en")}

    def _nothing_wrong(self) -> None:
        self.wrong_zh, self.wrong_en = {}, {}

    def _asked(self) -> UUID:
        return uuid_of(self.router.url.path.rstrip("/").rpartition("/")[2])

    def _token(self) -> str | None:
        return cookie(self.router.headers.cookie, resident_cookie())
