"""What the handlers of the owner's screens share: who is signed in with a pass, and for whom they look."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import reflex as rx

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.health.service.guardian import note_look
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import run
from app.shared.errors import DomainError, Invalid, NotFound
from app.shared.i18n import LANGUAGES

LONGEST = 40  # characters of an id that are looked at
Choice = TypeVar("Choice", bound=StrEnum)


def one_of(kind: type[Choice], asked: Any) -> Choice | None:
    """The member that a browser named; None for whatever is none."""
    return kind(asked) if isinstance(asked, str) and asked in [one.value for one in kind] else None


class AtOwner(rx.State, mixin=True):
    """`there`: somebody is signed in who came in with a pass. `whose`: "?person=…" for a child they answer for.

    `wrong_zh`, `wrong_en`: what has to be mended, by field.
    """

    ready: bool = False
    there: bool = False
    name: str = ""
    whose: str = ""
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    async def _who(self) -> Actor:
        """Raises `SignInNeeded`."""
        return await who_is(self)

    def _person(self) -> UUID | None:
        """The child that the address names; None: themselves. Raises `NotFound` for what is no id."""
        named = self.router.url.query_parameters.get("person", "")[:LONGEST]
        return uuid_of(named) if named else None

    async def _looked(self) -> None:
        """A guardian has opened what is kept of a child."""
        if self._person():
            await run(note_look, await self._who(), self._person(), now())

    def _nobody_yet(self) -> None:
        """Whoever was here before in this tab may have signed out."""
        self.name = self.whose = ""

    def _nothing_wrong(self) -> None:
        self.wrong_zh, self.wrong_en = {}, {}

    def _wrong(self, error: DomainError, otherwise: str) -> None:
        """Put the sentences of a refusal below their fields; what belongs to none stands below `otherwise`.

        Raises what is not there, or not theirs, again: that is no matter of a field.
        """
        if isinstance(error, NotFound):
            raise error
        errors = error.errors if isinstance(error, Invalid) else [error]
        self.wrong_zh, self.wrong_en = (
            {one.field or otherwise: one.sentence(language) for one in errors} for language in LANGUAGES
        )
