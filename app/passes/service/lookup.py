"""Whose pass is this? For the resident who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.households.models import Person
from app.passes.models import ResidentPass
from app.passes.rules.codes import read_pass
from app.shared.errors import NotFound


@dataclass(frozen=True)
class OwnPass:
    """A pass as its holder sees it. `name` is the whole name: show it masked to a browser that is not known."""

    id: UUID
    community_id: UUID
    person_id: UUID
    name: str
    token: str
    short_code: str
    has_pin: bool
    revoked_at: datetime | None


def own_pass(session: Session, token: str) -> OwnPass:
    """The pass behind `/p/<token>`, revoked ones too. Six letters are not enough here. Raises `NotFound`."""
    read = read_pass(token)
    wanted = select(ResidentPass, Person.name).join(Person, Person.id == ResidentPass.person_id)  # type: ignore[arg-type]
    found = session.exec(wanted.where(ResidentPass.token == read.token)).first() if read.token else None
    if found is None:
        raise no_pass()
    row, name = found
    return OwnPass(
        row.id, row.community_id, row.person_id, name, row.token, row.short_code, row.pin_hash is not None,
        row.revoked_at,
    )  # fmt: skip


def no_pass() -> NotFound:
    """One answer for a wrong and for a mistyped code."""
    return NotFound("no_such_pass", "没有这张居民码，请对一下再输。", field="pass")
