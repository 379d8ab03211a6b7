"""Agreeing that health data is kept and used, and taking it back. Each kind by itself; refusing needs no row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from app.accounts.service.records import record
from app.health.models import Consent, ConsentKind, FollowUp, ShareGrant
from app.health.rules.consent import needs_guardian, version_of
from app.health.service.keys import locked
from app.health.service.whose import Owner, acting_for
from app.households.models import Community, Person
from app.shared.clock import local_day
from app.shared.errors import Conflict, Refused

Listener = Callable[[Session, UUID, ConsentKind, datetime], None]

_withdrawn: list[Listener] = []


@dataclass(frozen=True)
class Agreed:
    """A consent as a screen shows it. `by`: who gave it, where that was somebody else. `outdated`: the words have
    changed since, or the child for whom a guardian agreed is 14 now; it is asked for again and holds no more."""

    kind: ConsentKind
    version: int
    given_at: datetime
    by: str
    withdrawn_at: datetime | None
    outdated: bool

    @property
    def in_force(self) -> bool:
        return self.withdrawn_at is None and not self.outdated


def on_withdrawal(listener: Listener) -> Listener:
    """Call `listener(session, person_id, kind, now)` in the transaction in which somebody takes a consent back."""
    if listener not in _withdrawn:
        _withdrawn.append(listener)
    return listener


def consents_of(session: Session, person_id: UUID, today: date | None = None) -> list[Agreed]:
    """Everything they ever agreed to, the latest first. Internal: the caller has seen to whose it is."""
    wanted = select(Consent).where(Consent.person_id == person_id)
    rows = session.exec(wanted.order_by(col(Consent.created_at).desc(), col(Consent.id).desc())).all()
    ids = {one.given_by for one in rows} | {person_id}
    people = {one.id: one for one in session.exec(select(Person).where(col(Person.id).in_(ids)))}
    child = today is not None and person_id in people and needs_guardian(people[person_id].born_on, today)
    return [
        Agreed(
            one.kind, one.version, one.created_at,
            people[one.given_by].name if one.given_by != person_id and one.given_by in people else "",
            one.withdrawn_at, _outdated(one, child, today),
        )
        for one in rows
    ]  # fmt: skip


def in_force(session: Session, person_id: UUID, kind: ConsentKind, today: date | None = None) -> bool:
    """Whether they agree, in the words of today. With `today` a guardian's consent ends at 14.

    Whoever writes in the same transaction calls `keys.locked` first: then nobody takes it back meanwhile.
    """
    found = _live(session, person_id, kind)
    if found is None:
        return False
    child = False
    if today is not None and found.given_by != person_id:
        child = needs_guardian(session.get_one(Person, person_id).born_on, today)
    return not _outdated(found, child, today)


def give(
    session: Session, by: Owner, kind: ConsentKind, version: int, now: datetime, person_id: UUID | None = None
) -> Consent:
    """Agree for oneself, or as the guardian of a child under 14 (`person_id`). Twice is once. Recorded.

    `version`: of the words that were on the screen. Raises `NotFound`, `Conflict` (`words_changed`), `Refused`
    (`guardian_needed`).
    """
    today = _today(session, by, now)
    whose = acting_for(session, by, person_id, today)
    if version != version_of(kind):
        raise Conflict("words_changed", "这段话刚刚改过，请再读一遍。", field="version")
    if whose.person_id == by.person_id and needs_guardian(by.born_on, today):
        raise Refused("guardian_needed", "未满 14 周岁，请家长用自己的居民码来同意。")
    locked(session, whose.person_id)
    live = _live(session, whose.person_id, kind)
    if live is not None and not _outdated(live, needs_guardian(whose.born_on, today), today):
        return live
    if kind is ConsentKind.KEEP and whose.person_id == by.person_id:
        _begin_anew(session, whose.person_id, now)
    if live is not None:
        live.withdrawn_at = now
        session.flush()
    made = Consent(
        community_id=whose.community_id, person_id=whose.person_id, kind=kind, version=version,
        given_by=by.person_id, created_at=now,
    )  # fmt: skip
    session.add(made)
    record(session, by.actor, "health:consent", f"person {whose.person_id}", whose.community_id, kind.value)
    session.flush()
    return made


def withdraw(session: Session, by: Owner, kind: ConsentKind, now: datetime, person_id: UUID | None = None) -> None:
    """Take a consent back: use ends at once. Twice is once. Recorded. Raises `NotFound`."""
    whose = acting_for(session, by, person_id, _today(session, by, now))
    locked(session, whose.person_id)
    live = _live(session, whose.person_id, kind)
    if live is None:
        return
    end(session, live, now)
    record(session, by.actor, "health:withdraw", f"person {whose.person_id}", whose.community_id, kind.value)
    session.flush()


def end(session: Session, live: Consent, now: datetime) -> None:
    """What follows from it. Internal; the person's row is locked (`keys.locked`)."""
    live.withdrawn_at = now
    session.flush()
    if live.kind is ConsentKind.FOLLOW_UP:  # nobody is to be asked after any more
        open_ones = (col(FollowUp.person_id) == live.person_id) & col(FollowUp.closed_at).is_(None)
        session.execute(delete(FollowUp).where(open_ones))
    for listener in _withdrawn:
        listener(session, live.person_id, live.kind, now)


def _begin_anew(session: Session, person_id: UUID, now: datetime) -> None:
    """Whoever agrees for themselves after a guardian had: whom the guardian let see is no choice of theirs."""
    wanted = select(Consent.given_by).where(Consent.person_id == person_id, Consent.kind == ConsentKind.KEEP)
    last = session.exec(wanted.order_by(col(Consent.created_at).desc(), col(Consent.id).desc())).first()
    if last is not None and last != person_id:
        theirs = update(ShareGrant).where(col(ShareGrant.person_id) == person_id, col(ShareGrant.revoked_at).is_(None))
        session.execute(theirs.values(revoked_at=now), execution_options={"synchronize_session": "fetch"})


def _live(session: Session, person_id: UUID, kind: ConsentKind) -> Consent | None:
    here = select(Consent).where(Consent.person_id == person_id, Consent.kind == kind)
    wanted = here.where(col(Consent.withdrawn_at).is_(None)).execution_options(populate_existing=True)
    return session.exec(wanted).first()


def _outdated(one: Consent, child: bool, today: date | None) -> bool:
    grown = today is not None and one.given_by != one.person_id and not child
    return one.version != version_of(one.kind) or grown


def _today(session: Session, owner: Owner, now: datetime) -> date:
    return local_day(now, session.get_one(Community, owner.community_id).zone)
