"""What the handlers of the volunteers' own screens share: whose browser, link or account it is."""

from __future__ import annotations

from contextlib import suppress

import reflex as rx

from app.accounts.session import who_is
from app.events.service.people import Caller
from app.passes.cookies import resident_cookie
from app.passes.service import device_of
from app.shared.clock import now
from app.shared.db import read
from app.shared.errors import DomainError, Invalid, SignInNeeded
from app.shared.i18n import LANGUAGES
from app.shared.origins import network_of
from app.shared.problems import cookie
from app.volunteers.service.who import Me, me_of, no_volunteer

LONGEST = 40  # characters of a code that are looked at


class AtMe(rx.State, mixin=True):
    """`there`: this browser, link or account is a volunteer's. `wrong_zh`, `wrong_en`: what has to be mended."""

    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    link: str = ""  # "?code=…" while their own link is open, to go with them from screen to screen
    there: bool = False
    ready: bool = False

    async def _caller(self) -> Caller:
        """A tab that keeps no cookie is told apart by the name Reflex gives it."""
        device = await read(device_of, self._token(), now())
        return Caller(device, self.router.session.client_token, network_of(self.router.session.client_ip))

    async def _look(self) -> Me | None:
        """Who it is, if anybody."""
        account = None
        with suppress(SignInNeeded):
            account = (await who_is(self)).account_id
        return await read(me_of, await self._caller(), account, self._code())

    async def _me(self) -> Me:
        """Who it is. Raises `NotFound`."""
        found = await self._look()
        if found is None:
            raise no_volunteer()
        return found

    def _code(self) -> str:
        return self.router.url.query_parameters.get("code", "")[:LONGEST]

    def _token(self) -> str | None:
        return cookie(self.router.headers.cookie, resident_cookie())

    def _nothing_wrong(self) -> None:
        self.wrong_zh, self.wrong_en = {}, {}

    def _wrong(self, error: DomainError, otherwise: str) -> None:
        """Put the sentences of a refusal below their fields; what belongs to none stands below `otherwise`."""
        errors = error.errors if isinstance(error, Invalid) else [error]
        self.wrong_zh, self.wrong_en = (
            {one.field or otherwise: one.sentence(language) for one in errors} for language in LANGUAGES
        )
