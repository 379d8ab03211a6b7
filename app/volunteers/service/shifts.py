"""Shifts: made from the rota, an event or by hand; checked, published, finished, called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.service.find import event_for, no_event
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.forms import NeedForm, ShiftForm, check, wrong_needs, wrong_shift
from app.volunteers.models import Assignment, Shift, ShiftNeed
from app.volunteers.rules.standing import can_change
from app.volunteers.service.facts import holders_of
from app.volunteers.service.find import needs_of, post_for, shift_for
from app.volunteers.service.line import promote
from app.volunteers.service.locks import hold
from app.volunteers.service.skills import ensure_known
from app.volunteers.service.who import check_coordinator, zone_of


def add_shift(
    session: Session, who: Actor, community_id: UUID, form: ShiftForm, now: datetime, *, event_id: UUID | None = None
) -> Shift:
    """A shift of its own, or of an event of this community. Raises `NotFound`, `Invalid`."""
    check_coordinator(who, community_id)
    check(wrong_shift(form))
    if event_id is not None:
        event = event_for(session, who, event_id, Permission.EVENT_READ)
        community_id = event.community_id
    shift = Shift(
        **form.model_dump(exclude={"needs"}), community_id=community_id, event_id=event_id, made_by=author(who),
        on_day=local_day(form.starts_at, zone_of(session, community_id)), created_at=now,
    )  # fmt: skip
    session.add(shift)
    session.flush()
    _add_needs(session, shift, form.needs, now)
    return shift


def add_extra(
    session: Session, who: Actor, community_id: UUID, form: ShiftForm, now: datetime, *, post_id: UUID | None = None,
    event_id: UUID | None = None,
) -> Shift:  # fmt: skip
    """One more shift that is still to come: of a post or an event of this community, or of its own.

    Raises `NotFound`, `Invalid`, `Refused` (`shift_past`).
    """
    if post_id is not None and post_for(session, who, post_id).community_id != community_id:
        raise NotFound("no_such_post", "没有这个岗位。", field="post")
    made = add_shift(session, who, community_id, form, now, event_id=event_id)
    if made.community_id != community_id:
        raise no_event()
    if made.starts_at <= now:
        raise _past()
    made.post_id = post_id
    session.flush()
    return made


def add_role(session: Session, who: Actor, shift_id: UUID, form: NeedForm, now: datetime) -> None:
    """Seats of one more role in a shift that has not begun. Raises `NotFound`, `Invalid`, `Conflict`."""
    shift = _open(session, who, shift_id, now)
    check(wrong_needs([*(NeedForm.of(one) for one in needs_of(session, [shift.id])[shift.id]), form]))
    _add_needs(session, shift, [form], now)


def change_shift(session: Session, who: Actor, shift_id: UUID, form: ShiftForm, now: datetime) -> Shift:
    """Let it say what the form says. While people sit there its hours stay: they said yes to these; and no seat that is
    taken goes away. More seats go to who waits. Raises `NotFound`, `Invalid`, `Conflict`, `Refused`.
    """
    shift = _open(session, who, shift_id, now)
    check(wrong_shift(form))
    holders = holders_of(session, [shift.id])[shift.id]
    if holders and (shift.starts_at, shift.ends_at) != (form.starts_at, form.ends_at):
        raise Refused("seats_taken", "已经有 {count} 人在这个班里，时间不能改。请取消这个班，另开一个。",
                      field="starts_at", count=len(holders))  # fmt: skip
    if form.starts_at != shift.starts_at and form.starts_at <= now:
        raise _past()
    _change_needs(session, shift, form.needs, holders, now)
    for name, value in form.model_dump(exclude={"needs"}).items():
        setattr(shift, name, value)
    shift.on_day = local_day(form.starts_at, zone_of(session, shift.community_id))
    shift.changed_at = now if shift.published_at else None
    session.flush()
    promote(session, shift, now)
    return shift


def _add_needs(session: Session, shift: Shift, needs: Sequence[NeedForm], now: datetime) -> None:
    for one in needs:
        if one.skill:
            ensure_known(session, shift.community_id, one.skill, now)
        session.add(ShiftNeed(shift_id=shift.id, **one.columns()))
    session.flush()


def _change_needs(
    session: Session, shift: Shift, forms: Sequence[NeedForm], holders: Sequence[Assignment], now: datetime
) -> None:
    """By role: a role that is gone must be empty, one that stays keeps at least who sits there."""
    known = {one.role: one for one in needs_of(session, [shift.id])[shift.id]}
    wanted = {one.role: one for one in forms}
    for role, need in known.items():
        taken = sum(one.need_id == need.id for one in holders)
        if taken > (wanted[role].count if role in wanted else 0):
            raise Refused("seats_taken_role", "“{role}”已经有 {count} 人，请先把他们移走。",
                          field="needs", role=role, count=taken)  # fmt: skip
        if role not in wanted:
            session.delete(need)
    session.flush()
    _add_needs(session, shift, [one for role, one in wanted.items() if role not in known], now)
    for role in set(known) & set(wanted):
        for name, value in wanted[role].columns().items():
            setattr(known[role], name, value)
    session.flush()


def _past() -> Refused:
    return Refused("shift_past", "开始时间已经过了，请看一下日期和时间。", field="starts_at")


def _open(session: Session, who: Actor, shift_id: UUID, now: datetime) -> Shift:
    shift_for(session, who, shift_id, now)
    shift = hold(session, shift_id, line=True)
    if shift is None or not can_change(shift, now):
        raise Conflict("shift_closed", "这个班已经开始、结束或取消，不能再报。")
    return shift
