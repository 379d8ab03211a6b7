"""Small helpers of the tests of volunteers: people who join, a front desk, and a shift there tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.volunteers.forms import JoinForm, NeedForm, ShiftForm
from app.volunteers.models import Assignment, AssignmentState, Shift, ShiftNeed
from app.volunteers.service.course import publish_shifts
from app.volunteers.service.joining import join_for
from app.volunteers.service.own import set_experienced
from app.volunteers.service.shifts import add_shift
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TOMORROW = NOW + DAY  # ten in the morning in Xiamen
EARLIER = NOW - 30 * DAY


def actor(session: Session, account: Account) -> Actor:
    return actor_of(session, account.id, NOW)


def phone(number: int) -> str:
    return f"137{number:08d}"


def volunteer(session: Session, cast: Cast, name: str, number: int = 1, *, novice: bool = False, **form: Any) -> Me:
    """Somebody who has joined, and needs nobody beside them."""
    who = actor(session, cast.cadre)
    asked = JoinForm(**{"name": name, "phone": phone(number), "agreed": True} | form)
    me = join_for(session, who, cast.hupan.id, asked, EARLIER).me
    if not novice:
        set_experienced(session, who, me.volunteer_id, True, EARLIER)
    return me


def need(role: str = "接待", **columns: Any) -> NeedForm:
    return NeedForm(**{"role": role} | columns)


def shift(
    session: Session, cast: Cast, starts_at: datetime = TOMORROW, hours: float = 2, *, published: bool = True,
    needs: Sequence[NeedForm] = (), at: datetime = EARLIER, event: Any = None, **columns: Any,
) -> Shift:  # fmt: skip
    """The front desk, tomorrow from ten to twelve, one seat."""
    form = ShiftForm(
        **{
            "title": "前台", "place": "公共客厅", "starts_at": starts_at, "ends_at": starts_at + hours * HOUR,
            "needs": list(needs) or [need()],
        } | columns
    )  # fmt: skip
    who = actor(session, cast.cadre)
    made = add_shift(session, who, cast.hupan.id, form, at, event_id=event.id if event else None)
    if published:
        publish_shifts(session, who, [made.id], at)
    return made


def seat_of(session: Session, made: Shift, role: str = "接待") -> ShiftNeed:
    return session.exec(select(ShiftNeed).where(ShiftNeed.shift_id == made.id, ShiftNeed.role == role)).one()


def put(
    session: Session, me: Me, made: Shift, state: AssignmentState = AssignmentState.ACCEPTED, **columns: Any
) -> Assignment:
    """Somebody sits there, however that came about."""
    row = Assignment(
        **{
            "community_id": made.community_id, "shift_id": made.id, "need_id": seat_of(session, made).id,
            "volunteer_id": me.volunteer_id, "state": state, "told_at": EARLIER, "created_at": EARLIER,
        } | columns
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def states(session: Session, made: Shift) -> list[AssignmentState]:
    found = session.exec(select(Assignment).where(Assignment.shift_id == made.id).order_by(Assignment.created_at))
    return [one.state for one in found]


MONTH = (date(2026, 3, 1), date(2026, 3, 31))
