"""The PIN of a pass: set by its holder, checked like a password.

The try is counted as failed before it is checked and given back if it was right, and the check itself (argon2) runs
between two transactions: `begin_pin`, then `passwords.check`, then `finish_pin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.throttle import Failures, wait
from app.accounts.service.records import record
from app.accounts.service.tries import EVERYBODY, count, refuse_while, slow_down, tries_of
from app.passes.models import ResidentPass
from app.passes.rules.codes import read_pass
from app.passes.service.accounts import shut
from app.passes.service.issue import forget_devices
from app.passes.service.lookup import OwnPass, own_pass
from app.shared.errors import NotFound, Refused


@dataclass(frozen=True)
class PinTry:
    """A counted try. `token` None: no such pass, or one without a PIN; the work of checking is done all the same."""

    subject: str
    address: str
    token: str | None
    pin_hash: str | None


def begin_pin(session: Session, community_id: UUID, code: str, address: str, now: datetime) -> PinTry:
    """Count a try at a pass (token or six letters). Raises `TooMany` (then nothing is counted)."""
    read = read_pass(code)
    slow_down(session, "pass:pin", address, now)
    which = ResidentPass.token == read.token if read.token else ResidentPass.short_code == read.short_code
    here = ResidentPass.community_id == community_id
    wanted = select(ResidentPass).where(which, here, col(ResidentPass.revoked_at).is_(None))
    found = session.exec(wanted).first() if read else None
    subject = f"pass:{found.id}" if found else f"pass:{read.short_code or read.token[:16]}"
    rows = [tries_of(session, *key, now) for key in _keys(subject, address)]
    here_, everybody, _ = (Failures(row.failures, row.last_at) for row in rows)
    refuse_while(wait(here_, everybody, Failures(), False, now))
    count(rows, now)
    known = found if found is not None and found.pin_hash else None
    return PinTry(subject, address, known.token if known else None, known.pin_hash if known else None)


def finish_pin(session: Session, tried: PinTry, right: bool, now: datetime) -> OwnPass:
    """The pass, when `right`; the try then does not count. Raises `Refused`: one sentence for whatever was wrong.

    What somebody is let in to in the same transaction ends with the pass or PIN: whoever ends it waits, or was first.
    """
    if not right or tried.token is None:
        raise Refused("wrong_pin", "居民码或密码不对。", field="pin")
    here, *others = (tries_of(session, *key, now) for key in _keys(tried.subject, tried.address))
    here.failures = 0
    for row in others:
        row.failures = max(0, row.failures - 1)
    held = select(ResidentPass).where(ResidentPass.token == tried.token).with_for_update()
    card = session.exec(held.execution_options(populate_existing=True)).one()
    if card.revoked_at is not None or card.pin_hash != tried.pin_hash:  # it ended while the check ran
        raise Refused("wrong_pin", "居民码或密码不对。", field="pin")
    return own_pass(session, tried.token)


def set_pin(session: Session, token: str, pin_hash: str, holder: UUID | None, now: datetime) -> OwnPass:
    """The holder of the pass sets or changes the PIN. `holder`: the person of the remembered browser, if there is one.

    The first PIN needs only the pass; to change it the browser must be known as theirs, or staff clear it first.
    Other browsers that the pass alone had made known are forgotten, and who had come in with the old PIN is out.

    Raises `NotFound`, `Refused`.
    """
    own = own_pass(session, token)
    row = session.exec(select(ResidentPass).where(ResidentPass.id == own.id).with_for_update()).one()
    if row.revoked_at is not None:
        raise Refused("pass_revoked", "这张居民码已停用，请到公共客厅换一张。")
    if row.pin_hash is not None and holder != row.person_id:
        raise Refused("pin_is_set", "已经设过密码。要改，请用记住您的那台手机，或请工作人员清除。", field="pin")
    row.pin_hash, row.pin_set_at = pin_hash, now
    forget_devices(session, [row.id], now)
    shut(session, row.person_id, now)
    session.flush()
    return own_pass(session, token)


def clear_pin(session: Session, who: Actor, pass_id: UUID, now: datetime) -> None:
    """Staff clear a forgotten PIN, with the person before them; who had come in with it is out. Recorded.

    Raises `NotFound`.
    """
    row = session.exec(select(ResidentPass).where(ResidentPass.id == pass_id).with_for_update()).first()
    if row is None or not who.may_within(Permission.PASS_ISSUE, row.community_id):
        raise NotFound("no_such_pass", "没有这张居民码。")
    row.pin_hash = row.pin_set_at = None
    shut(session, row.person_id, now)
    record(session, who, "pass:clear_pin", f"person {row.person_id}", row.community_id)
    session.flush()


def _keys(subject: str, address: str) -> tuple[tuple[str, str], ...]:
    """Always locked in this order, so that two tries never wait for each other in a circle."""
    return (subject, address), (subject, EVERYBODY), ("pass:pin", address)
