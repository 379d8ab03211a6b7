"""Staff give out passes, replace lost ones and take them back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.households.models import Person
from app.passes.models import KnownDevice, ResidentPass
from app.passes.rules.codes import SHORT, TOKEN, digest, draw
from app.passes.service.accounts import shut
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import one_line

DRAWS = 8  # six letters are taken already once in a hundred thousand draws
AT_ONCE = 100  # cards on ten sheets


def issue_pass(session: Session, who: Actor, person_id: UUID, now: datetime) -> ResidentPass:
    """The person's pass: the one in force, or a new one. Recorded. Raises `NotFound`, `Refused` (has moved away)."""
    person = _person(session, who, person_id)
    found = _live(session, person.id)
    return found or _new(session, who, person, now)


def passes_of(session: Session, who: Actor, people: Sequence[UUID], now: datetime) -> list[tuple[Person, ResidentPass]]:
    """Passes for a sheet of cards, in the order asked for; made where there is none. Raises as `issue_pass`."""
    if len(people) > AT_ONCE:
        raise Refused("too_many_cards", "一次最多 {most} 张，请分几次打印。", most=AT_ONCE)
    wanted = list(dict.fromkeys(people))
    return [(_person(session, who, one), issue_pass(session, who, one, now)) for one in wanted]


def reissue_pass(session: Session, who: Actor, person_id: UUID, why: str, now: datetime) -> ResidentPass:
    """A new pass in place of a lost one, without a PIN; phones that knew the old one forget it. Raises as above."""
    person = _person(session, who, person_id, lock=True)
    found = _live(session, person.id)
    if found is not None:
        _revoke(session, who, found, why, now)
    return _new(session, who, person, now)


def revoke_pass(session: Session, who: Actor, pass_id: UUID, why: str, now: datetime) -> ResidentPass:
    """Take a pass back; it opens no door from now on. Twice changes nothing. Raises `NotFound`."""
    found = session.exec(select(ResidentPass).where(ResidentPass.id == pass_id).with_for_update()).first()
    if found is None or not who.may_within(Permission.PASS_ISSUE, found.community_id):
        raise NotFound("no_such_pass", "没有这张居民码。")
    if found.revoked_at is None:
        _revoke(session, who, found, why, now)
    return found


def somebody_without(session: Session, who: Actor) -> UUID:
    """Somebody of their communities who can be phoned and has no pass yet: to try things out. Raises `NotFound`."""
    scopes = who.scopes_for(Permission.PASS_ISSUE)
    held = select(ResidentPass.person_id).where(col(ResidentPass.revoked_at).is_(None))
    living = col(Person.merged_into).is_(None), col(Person.moved_out_on).is_(None), col(Person.phone_index).is_not(None)
    wanted = select(Person.id).where(*living, col(Person.id).not_in(held)).order_by(col(Person.id))
    if not any(scope.community_id is None for scope in scopes):
        wanted = wanted.where(col(Person.community_id).in_([scope.community_id for scope in scopes]))
    found = session.exec(wanted).first()
    if found is None:
        raise NotFound("person_unknown", "找不到这个人。")
    return found


def _person(session: Session, who: Actor, person_id: UUID, *, lock: bool = False) -> Person:
    query = select(Person).where(Person.id == person_id)
    person = session.exec(query.with_for_update() if lock else query).first()
    if person is None or not who.may_within(Permission.PASS_ISSUE, person.community_id):
        raise NotFound("person_unknown", "找不到这个人。")
    if person.merged_into is not None or person.moved_out_on is not None:
        raise Refused("person_gone", "这个人已迁出或已合并，不能发居民码。", field="person_id")
    return person


def _live(session: Session, person_id: UUID) -> ResidentPass | None:
    wanted = select(ResidentPass).where(ResidentPass.person_id == person_id, col(ResidentPass.revoked_at).is_(None))
    return session.exec(wanted).first()


def _new(session: Session, who: Actor, person: Person, now: datetime) -> ResidentPass:
    """Of two colleagues who issue at the same moment the second gets the first one's pass."""
    for _ in range(DRAWS):
        made = _drawn(person, who, now)
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:
            if found := _live(session, person.id):
                return found
            continue  # somebody has these six letters
        record(session, who, "pass:issue", f"person {person.id}", person.community_id)
        return made
    raise Conflict("no_code_left", "没能发出居民码，请再试一次。")


def _drawn(person: Person, who: Actor, now: datetime) -> ResidentPass:
    token = draw(TOKEN, secrets.token_bytes(4 * TOKEN))
    return ResidentPass(
        community_id=person.community_id, person_id=person.id, token=token, digest=digest(token),
        short_code=draw(SHORT, secrets.token_bytes(4 * SHORT)), issued_by=author(who), created_at=now,
    )  # fmt: skip


def _revoke(session: Session, who: Actor, found: ResidentPass, why: str, now: datetime) -> None:
    found.revoked_at, found.revoked_by, found.why = now, author(who), one_line(why, 200)
    forget_devices(session, [found.id], now)
    shut(session, found.person_id, now)
    record(session, who, "pass:revoke", f"person {found.person_id}", found.community_id, found.why)
    session.flush()


def forget_devices(session: Session, pass_ids: Iterable[UUID], now: datetime) -> None:
    """Whoever found a lost card may have opened it: browsers that a pass made known are known no more."""
    session.execute(
        update(KnownDevice)
        .where(col(KnownDevice.pass_id).in_(list(pass_ids)), col(KnownDevice.revoked_at).is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )
