"""Passing a seat on: given away, or against another one. Offered to those who fit only; taken in one transaction in
which everything is looked at again; and for a set time a coordinator may undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import one_line
from app.volunteers.models import Assignment, AssignmentState, Shift, ShiftNeed, Swap, SwapKind, SwapState
from app.volunteers.rules.giving_up import pass_on_until, veto_until
from app.volunteers.rules.standing import takes_people
from app.volunteers.rules.words import refusal
from app.volunteers.service.drafts import drop_own
from app.volunteers.service.find import settings_of
from app.volunteers.service.fitting import why_not_instead
from app.volunteers.service.line import reason_values
from app.volunteers.service.locks import hold_people, hold_shifts, read_again
from app.volunteers.service.releasing import end_offers
from app.volunteers.service.signing import own_seat
from app.volunteers.service.who import Me, coordinates, own, zone_of

SURE = (AssignmentState.SIGNED_UP, AssignmentState.ACCEPTED)


def offer(
    session: Session, me: Me, assignment_id: UUID, now: datetime, *, kind: SwapKind = SwapKind.GIVE, words: str = ""
) -> Swap:
    """Offer a seat one has said yes to. Until somebody takes it, it stays theirs. Again: the offer there is.

    Raises `NotFound`, `Conflict` (`shift_closed`), `Refused` (`answer_first`, `too_late_to_pass_on`).
    """
    row, shift = own_seat(session, me, assignment_id)
    hold_shifts(session, [shift.id])
    read_again(session, row)
    if row.state is AssignmentState.PROPOSED:
        raise Refused("answer_first", "请先答复：去，还是去不了。")
    _check_open(session, row, shift, now)
    known = session.exec(select(Swap).where(Swap.assignment_id == row.id, Swap.state == SwapState.OPEN)).first()
    if known is not None:
        return known
    made = Swap(
        community_id=row.community_id, kind=kind, assignment_id=row.id, giver_id=me.volunteer_id,
        words=one_line(words, 200), created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def withdraw(session: Session, me: Me, swap_id: UUID, now: datetime) -> Swap:
    """Take an offer back that nobody has taken. Twice changes nothing. Raises `NotFound`, `Conflict` (`offer_gone`)."""
    swap = session.get(Swap, swap_id)
    if swap is None or swap.giver_id != me.volunteer_id:
        raise _no_offer()
    hold_shifts(session, [session.get_one(Assignment, swap.assignment_id).shift_id])
    read_again(session, swap)
    if swap.state is SwapState.OPEN:
        swap.state, swap.withdrawn_at = SwapState.WITHDRAWN, now
    elif swap.state is not SwapState.WITHDRAWN:
        raise _gone()
    session.flush()
    return swap


def take(session: Session, me: Me, swap_id: UUID, now: datetime, *, against_id: UUID | None = None) -> Assignment:
    """Take what somebody offers, for `against_id`, one's own seat, when it is a swap. Returns the seat one has now.

    Everything is locked and looked at again for both. Raises `NotFound`, `Conflict` (`offer_gone`, `shift_closed`),
    `Refused` (`own_offer`, `against_missing`, `may_not_…`, `giver_may_not`).
    """
    swap = _offer_for(session, me, swap_id)
    offered, against = _rows(session, me, swap, against_id)
    seats = [offered, against] if against else [offered]
    shifts = hold_shifts(session, {one.shift_id for one in seats})
    hold_people(session, {me.volunteer_id, swap.giver_id})
    for row in (swap, *seats):
        read_again(session, row)
    if swap.state is not SwapState.OPEN or offered.volunteer_id != swap.giver_id or offered.state not in SURE:
        raise _gone()
    for one in seats:
        _check_open(session, one, shifts[one.shift_id], now)
    _check_fit(session, me, swap, offered, against, now)
    to = [me.volunteer_id, swap.giver_id][: len(seats)]
    moved, *rest = _pass(session, seats, to, shifts, now)
    back = rest[0] if rest else None
    first = min(shifts[one.shift_id].starts_at for one in seats)
    swap.state, swap.taker_id, swap.accepted_at = SwapState.TAKEN, me.volunteer_id, now
    swap.against_id, swap.moved_id = against.id if against else None, moved.id
    swap.returned_id = back.id if back else None
    swap.veto_until = veto_until(now, first, settings_of(session, swap.community_id))
    end_offers(session, [one.id for one in seats], now)
    session.flush()
    return moved


def veto(session: Session, who: Actor, swap_id: UUID, why: str, now: datetime) -> Swap:
    """Undo what two people have agreed on, within the time that the community has set; both read why.

    Raises `NotFound`, `Refused` (`veto_why`, `giver_busy`), `Conflict` (`veto_over`).
    """
    swap = session.get(Swap, swap_id)
    if swap is None or not coordinates(who, swap.community_id):
        raise _no_offer()
    told = one_line(why, 200)
    if not told:
        raise Refused("veto_why", "请写明为什么撤回，两个人都会看到。", field="why")
    now_have = [session.get_one(Assignment, one) for one in (swap.moved_id, swap.returned_id) if one is not None]
    shifts = hold_shifts(session, {one.shift_id for one in now_have})
    hold_people(session, {one for one in (swap.giver_id, swap.taker_id) if one is not None})
    for row in (swap, *now_have):
        read_again(session, row)
    over = swap.state is not SwapState.TAKEN or swap.veto_until is None or now > swap.veto_until
    if over or any(one.state not in SURE for one in now_have):
        raise Conflict("veto_over", "已经不能撤回了：过了时间，或者位子又有了变化。")
    _undo(session, swap, now_have, shifts, now)
    swap.state, swap.vetoed_at, swap.vetoed_by, swap.vetoed_why = SwapState.VETOED, now, author(who), told
    record(session, who, "volunteer:veto", str(swap.id), swap.community_id, told)
    session.flush()
    return swap


def _undo(session: Session, swap: Swap, now_have: list[Assignment], shifts: dict[UUID, Shift], now: datetime) -> None:
    leaves = [one.shift_id for one in now_have]
    to = [one for one in (swap.giver_id, swap.taker_id) if one is not None][: len(now_have)]
    for row, volunteer_id in zip(now_have, to, strict=True):
        if why_not_instead(session, volunteer_id, row, now, without=leaves):
            raise Refused("giver_busy", "原来的人已经来不了了，请直接另外安排。")
    _pass(session, now_have, to, shifts, now, why="vetoed")


def _offer_for(session: Session, me: Me, swap_id: UUID) -> Swap:
    own(session, me)
    swap = session.get(Swap, swap_id)
    if swap is None or swap.community_id != me.community_id:
        raise _no_offer()
    if swap.giver_id == me.volunteer_id:
        raise Refused("own_offer", "这是您自己放出来的班。")
    return swap


def _rows(session: Session, me: Me, swap: Swap, against_id: UUID | None) -> tuple[Assignment, Assignment | None]:
    offered = session.get_one(Assignment, swap.assignment_id)
    if swap.kind is SwapKind.GIVE:
        return offered, None
    if against_id is None:
        raise Refused("against_missing", "对方想换班，请选您的哪一个班。", field="against")
    return offered, own_seat(session, me, against_id)[0]


def _check_open(session: Session, row: Assignment, shift: Shift, now: datetime) -> None:
    if row.state not in SURE or not takes_people(shift, now):
        raise Conflict("shift_closed", "这个班已经开始、结束或取消，或者位子已经不在您这里。")
    if now > pass_on_until(shift.starts_at, settings_of(session, shift.community_id)):
        raise Refused("too_late_to_pass_on", "快开始了，来不及换人。请打电话给社区。")


def _check_fit(
    session: Session, me: Me, swap: Swap, offered: Assignment, against: Assignment | None, now: datetime
) -> None:
    mine = [against.shift_id] if against else []
    why = why_not_instead(session, me.volunteer_id, offered, now, without=mine)
    if why:
        shift, need = session.get_one(Shift, offered.shift_id), session.get_one(ShiftNeed, offered.need_id)
        settings, zone = settings_of(session, me.community_id), zone_of(session, me.community_id)
        raise refusal(why[0], reason_values(session, shift, need, me.volunteer_id, settings, zone, now))
    if against and why_not_instead(session, swap.giver_id, against, now, without=[offered.shift_id]):
        raise Refused("giver_may_not", "对方上不了您的这个班，请换一个。", field="against")


def _pass(
    session: Session, rows: Sequence[Assignment], to: Sequence[UUID], shifts: dict[UUID, Shift], now: datetime,
    why: str = "passed_on",
) -> list[Assignment]:  # fmt: skip
    """Everybody gets up before anybody sits down: the two seats may be in one shift."""
    for row in rows:
        row.state, row.cancelled_at, row.cancelled_why, row.locked = AssignmentState.CANCELLED, now, why, False
    session.flush()
    made = []
    for row, volunteer_id in zip(rows, to, strict=True):
        drop_own(session, volunteer_id, shifts[row.shift_id], settings_of(session, row.community_id))
        made.append(
            Assignment(
                community_id=row.community_id, shift_id=row.shift_id, need_id=row.need_id, volunteer_id=volunteer_id,
                state=AssignmentState.ACCEPTED, told_at=now, accepted_at=now, why={"from": why}, created_at=now,
            )
        )  # fmt: skip
    session.add_all(made)
    session.flush()
    return made


def _gone() -> Conflict:
    return Conflict("offer_gone", "这个班刚刚被别人接走，或者已经收回了。")


def _no_offer() -> NotFound:
    return NotFound("no_such_offer", "没有这个换班。", field="offer")
