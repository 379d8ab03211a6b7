"""Signing up by oneself, waiting, giving up, and answering when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.events.models import Event
from app.shared.clock import local_time
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import one_line
from app.volunteers.models import (
    HOLDING,
    Assignment,
    AssignmentState,
    Shift,
    ShiftNeed,
    ShiftWaiting,
)
from app.volunteers.rules.fair import looks_back, opens_for
from app.volunteers.rules.giving_up import cancel_until
from app.volunteers.rules.may_sit import Why
from app.volunteers.rules.settings import Settings
from app.volunteers.rules.standing import can_change, takes_people
from app.volunteers.rules.words import refusal
from app.volunteers.service.drafts import make_room
from app.volunteers.service.facts import holders_of
from app.volunteers.service.find import need_of, no_shift, settings_of
from app.volunteers.service.line import ahead_of, reason_values, reasons
from app.volunteers.service.locks import hold, read_again
from app.volunteers.service.releasing import release
from app.volunteers.service.who import Me, Who, coordinates, own, zone_of


@dataclass(frozen=True)
class Signed:
    """What somebody has now. `assignment_id` None: they wait, with `ahead` people before them."""

    shift_id: UUID
    assignment_id: UUID | None = None
    waiting_id: UUID | None = None
    ahead: int = 0


def sign_up(session: Session, me: Me, need_id: UUID, now: datetime, *, wait: bool = False) -> Signed:
    """Take a seat of a published shift; `wait`: or stand in line when there is none.

    Raises `NotFound`, `Conflict` (`shift_closed`), `Refused` (`may_not_…` of `rules.may_sit.Why`, `not_yet`, `full`).
    """
    need = need_of(session, need_id)
    shift = hold(session, need.shift_id, me.volunteer_id)
    if shift is None or shift.community_id != me.community_id or shift.published_at is None:
        raise no_shift()
    if not takes_people(shift, now) or _event_is_off(session, shift):
        raise Conflict("shift_closed", "这个班已经开始、结束或取消，不能再报。")
    settings, zone = settings_of(session, me.community_id), zone_of(session, me.community_id)
    _check_turn(session, me, shift, settings, zone, now)
    firm = [one for one in holders_of(session, [shift.id])[shift.id] if not is_draft(one)]
    why = reasons(session, shift, need, me.volunteer_id, firm, settings, zone, now, drafts=False)
    if why:
        raise refusal(why[0], reason_values(session, shift, need, me.volunteer_id, settings, zone, now))
    if sum(one.need_id == need.id for one in firm) < need.count:
        return _take(session, me, shift, need, settings, now)
    if not wait:
        raise Refused("full", "这个位子刚刚满了，可以排队等候。", field="need")
    return _wait(session, me, shift, need, now)


def leave_line(session: Session, me: Me, shift_id: UUID, now: datetime) -> None:
    """Wait no more. Who does not wait is no mistake. Raises `NotFound`."""
    own(session, me)
    wanted = select(ShiftWaiting).where(
        ShiftWaiting.shift_id == shift_id, ShiftWaiting.volunteer_id == me.volunteer_id,
        col(ShiftWaiting.ended_at).is_(None),
    )  # fmt: skip
    for one in session.exec(wanted):
        one.ended_at = now
    session.flush()


def give_up(
    session: Session, me: Me, assignment_id: UUID, now: datetime, *, why: str = "", late: bool = False
) -> Assignment:
    """Give a seat up. After the time limit only with `late`: they really cannot come, and a colleague is told to call.

    Twice changes nothing. Raises `NotFound`, `Refused` (`too_late`), `Conflict` (`shift_closed`).
    """
    row, shift = own_seat(session, me, assignment_id)
    if row.state is AssignmentState.CANCELLED:
        return row
    _still_open(row, shift, now)
    until = cancel_until(shift.starts_at, settings_of(session, me.community_id))
    if now > until and not late:
        words = local_time(until, zone_of(session, me.community_id))
        raise Refused(
            "too_late",
            "{until} 以后不能直接取消了。可以转给别人；真的来不了请再点一次“来不了”，我们好找人。",
            until=words,
        )
    release(session, me, [row], one_line(why, 200), now)
    return row


def accept(session: Session, me: Me, assignment_id: UUID, now: datetime) -> Assignment:
    """Say yes to a seat, or that one still comes. Twice changes nothing. Raises `NotFound`, `Conflict`, `Refused`."""
    row, shift = own_seat(session, me, assignment_id)
    hold(session, shift.id, me.volunteer_id)
    read_again(session, row)
    _still_open(row, shift, now)
    need, settings = session.get_one(ShiftNeed, row.need_id), settings_of(session, me.community_id)
    others = [one for one in holders_of(session, [shift.id])[shift.id] if one.id != row.id]
    zone = zone_of(session, me.community_id)
    gone = [one for one in reasons(session, shift, need, me.volunteer_id, others, settings, zone, now, drafts=False)
            if one in SERIOUS]  # fmt: skip
    if gone:
        raise refusal(gone[0], reason_values(session, shift, need, me.volunteer_id, settings, zone, now))
    row.state, row.accepted_at = AssignmentState.ACCEPTED, row.accepted_at or now
    session.flush()
    return row


SERIOUS = frozenset({Why.LEFT, Why.SKILL, Why.PROOF, Why.EXPIRED})
"""What may have changed since somebody was asked, and cannot be accepted away."""


def decline(session: Session, me: Me, assignment_id: UUID, now: datetime, *, why: str = "") -> Assignment:
    """Say no to a seat one was asked for; who waits is asked next. Twice changes nothing. Raises `NotFound`,
    `Conflict`, `Refused` (`answered`: said yes before, that is `give_up`)."""
    row, shift = own_seat(session, me, assignment_id)
    if row.state is AssignmentState.DECLINED:
        return row
    _still_open(row, shift, now)
    if row.state is not AssignmentState.PROPOSED:
        raise Refused("answered", "您已经答应了，来不了请点“取消”。")
    release(session, me, [row], one_line(why, 200), now, AssignmentState.DECLINED)
    return row


def own_seat(session: Session, who: Who, assignment_id: UUID) -> tuple[Assignment, Shift]:
    """A seat of their own, or for coordinators one of their community; with its shift. Raises `NotFound`."""
    row = session.get(Assignment, assignment_id)
    mine = row is not None and (
        row.volunteer_id == who.volunteer_id and (row.told_at is not None or row.state is AssignmentState.SIGNED_UP)
        if isinstance(who, Me)
        else coordinates(who, row.community_id)
    )
    if row is None or not mine:
        raise NotFound("no_such_seat", "没有这个位子。", field="assignment")
    return row, session.get_one(Shift, row.shift_id)


def is_draft(one: Assignment) -> bool:
    """Only planned: the Python twin of `facts.IS_DRAFT`."""
    return one.state is AssignmentState.PROPOSED and one.told_at is None and not one.locked


def popular_had(session: Session, volunteer_id: UUID, now: datetime, settings: Settings) -> int:
    """How many popular shifts somebody has, or has had lately."""
    wanted = (
        select(func.count())
        .select_from(Assignment)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(
            Assignment.volunteer_id == volunteer_id, col(Assignment.state).in_(HOLDING), col(Shift.popular).is_(True),
            Shift.starts_at >= looks_back(now, settings), col(Shift.cancelled_at).is_(None),
        )
    )  # fmt: skip
    return session.exec(wanted).one()


def _check_turn(session: Session, me: Me, shift: Shift, settings: Settings, zone: str, now: datetime) -> None:
    if not shift.popular or shift.published_at is None:
        return
    opens = opens_for(shift.published_at, popular_had(session, me.volunteer_id, now, settings), settings)
    if now < opens:
        words = local_time(opens, zone)
        raise Refused("not_yet", "这个班很抢手，先留给轮得少的人。{when} 起您也可以报。", field="need", when=words)


def _take(session: Session, me: Me, shift: Shift, need: ShiftNeed, settings: Settings, now: datetime) -> Signed:
    make_room(session, me.volunteer_id, shift, need, settings)
    row = Assignment(
        community_id=shift.community_id, shift_id=shift.id, need_id=need.id, volunteer_id=me.volunteer_id,
        state=AssignmentState.SIGNED_UP, told_at=now, accepted_at=now, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    leave_line(session, me, shift.id, now)
    return Signed(shift.id, row.id)


def _wait(session: Session, me: Me, shift: Shift, need: ShiftNeed, now: datetime) -> Signed:
    leave_line(session, me, shift.id, now)  # for another seat of this shift, perhaps
    shift.last_in_line += 1
    row = ShiftWaiting(
        community_id=shift.community_id, shift_id=shift.id, need_id=need.id, volunteer_id=me.volunteer_id,
        in_line=shift.last_in_line, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return Signed(shift.id, None, row.id, ahead_of(session, row))


def _still_open(row: Assignment, shift: Shift, now: datetime) -> None:
    if not row.state.holds or not can_change(shift, now):
        raise Conflict("shift_closed", "这个班已经开始、结束或取消，或者位子已经不在您这里。")


def _event_is_off(session: Session, shift: Shift) -> bool:
    return shift.event_id is not None and session.get_one(Event, shift.event_id).cancelled_at is not None
