"""A resident shows a pass instead of name and phone: the same rules as at the door, and never a word whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.service.tries import count_miss, slow_down
from app.events.service.find import public_event
from app.events.service.pace import check_pace, count_try
from app.events.service.people import Caller
from app.households.models import Person
from app.households.service.reach import surviving
from app.passes.models import ResidentPass
from app.passes.rules.codes import Read, read_pass
from app.passes.service.pins import PinTry, begin_pin
from app.shared.errors import DomainError, NotFound, Refused


@dataclass(frozen=True)
class Proof:
    """What a pass proves. `person_id` only when it is `good`: nobody is told anything about anybody else's."""

    verdict: Literal["good", "unknown", "revoked", "needs_pin"]
    person_id: UUID | None = None


def show_pass(
    session: Session, caller: Caller, event_id: UUID, typed: str, now: datetime, *, pin_right: bool = False
) -> Proof:
    """Look at a pass: its address, its token or the six letters. A wrong one is counted, so this is to be committed.

    Six letters can be guessed: they are slowed down together with those at the door. Raises `NotFound`, `TooMany`.
    """
    community_id = public_event(session, event_id, now).community_id
    return show_pass_in(session, caller, community_id, typed, now, pin_right=pin_right)


def show_pass_in(
    session: Session, caller: Caller, community_id: UUID, typed: str, now: datetime, *, pin_right: bool = False
) -> Proof:
    """The same where no event is looked at. Raises `TooMany`."""
    read = read_pass(typed)
    check_pace(session, "pass", caller, now)
    if not read.token:
        slow_down(session, "pass:short", caller.address, now)
    found = _found(session, community_id, read) if read else None
    if found is None:
        count_try(session, "pass", caller, now)
        if not read.token:
            count_miss(session, "pass:short", caller.address, now)
        return Proof("unknown")
    person = session.get_one(Person, surviving(session, [found.person_id])[found.person_id])
    if found.revoked_at is not None or person.moved_out_on is not None:
        return Proof("revoked")
    if found.pin_hash is not None and not pin_right:
        return Proof("needs_pin")
    return Proof("good", person.id)


def begin_pin_of(session: Session, caller: Caller, event_id: UUID, typed: str, now: datetime) -> PinTry:
    """Count a try at the PIN of a pass, before `passwords.check` and `finish_pin`. Raises `NotFound`, `TooMany`."""
    return begin_pin(session, public_event(session, event_id, now).community_id, typed, caller.address, now)


def refusal(proof: Proof) -> DomainError:
    """Why a pass is not enough, and the next step: one sentence for each."""
    if proof.verdict == "needs_pin":
        return Refused("needs_pin", "这张居民码设了密码，请输密码。", field="pin")
    if proof.verdict == "revoked":
        return Refused("pass_revoked", "这张居民码已经停用。找工作人员换一张新的，或者写名字和手机号。", field="pass")
    return NotFound("no_such_pass", "没有这个居民码。请对一下卡上的字，或者写名字和手机号。", field="pass")


def _found(session: Session, community_id: UUID, read: Read) -> ResidentPass | None:
    """Of this community; the one in force before those that were taken back."""
    which = ResidentPass.token == read.token if read.token else ResidentPass.short_code == read.short_code
    wanted = select(ResidentPass).where(which, ResidentPass.community_id == community_id)
    return session.exec(wanted.order_by(col(ResidentPass.revoked_at).is_not(None)).limit(1)).first()
