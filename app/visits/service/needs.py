"""Needs found at the door: close them with what was done (the command `need.close` v1), and list the open ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.models import Door, Grid, Household
from app.households.service import reach
from app.offline.registry import Meta, command
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import Said
from app.visits.models import Need, Urgency
from app.visits.payload import MAX_NEED, Text
from app.visits.service.due import recompute
from app.visits.service.places import place_for
from app.visits.service.queries import columns


class CloseNeed(Said):
    """`need.close` v1: what was done about it."""

    model_config = ConfigDict(extra="forbid")

    need_id: UUID
    answer: Text


@dataclass(slots=True)
class OpenNeed:
    """An open need with its door, for a list. `days`: since it was found."""

    id: UUID
    household_id: UUID
    community_id: UUID
    door: str
    grid: str
    category: str
    text: str
    urgency: Urgency
    found_at: datetime


@command("need.close", version=1)
def close_need(session: Session, who: Actor, meta: Meta, closing: CloseNeed) -> Need:
    """Say what was done. Raises `NotFound`, `Refused` (nothing said), `Conflict` (somebody else closed it already)."""
    need = session.exec(select(Need).where(Need.id == closing.need_id).with_for_update()).first()
    if need is None:
        raise _no_need()
    try:
        place = place_for(session, who, Permission.NEED_CLOSE, need.household_id)
    except NotFound:
        raise _no_need() from None
    if not closing.answer:
        raise Refused("answer_empty", "请写下怎么办的。", field="answer")
    if len(closing.answer) > MAX_NEED:
        raise Refused("answer_too_long", "太长了（最多 {most} 字）。", field="answer", most=MAX_NEED)
    if need.closed_at is not None:
        if need.closed_by == who.account_id and need.answer == closing.answer:
            return need
        raise _closed_meanwhile(need)
    need.closed_at, need.closed_by, need.answer = meta.received_at, who.account_id, closing.answer
    session.flush()
    recompute(session, place.community_id, [place.household_id], local_day(meta.received_at, place.zone))
    return need


def _no_need() -> NotFound:
    return NotFound("no_such_need", "找不到这条诉求，或者不在您负责的范围里。", field="need_id")


def _closed_meanwhile(need: Need) -> Conflict:
    theirs = {"need_id": str(need.id), "answer": need.answer}
    return Conflict(
        "closed_meanwhile", "这条诉求已经办结：{answer}", field="answer", fields=["answer"], theirs=theirs,
        answer=need.answer or "—",
    )  # fmt: skip


def open_needs(session: Session, who: Actor) -> list[OpenNeed]:
    """The open needs behind their doors: the urgent first, then the oldest."""
    wanted = (
        columns(
            Need.id, Need.household_id, Need.community_id, Door.label, Grid.name, Need.category, Need.text,
            Need.urgency, Need.found_at,
        )
        .join(Household, col(Household.id) == col(Need.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Grid, col(Grid.id) == col(Door.grid_id), isouter=True)
        .where(reach(who, Permission.NEED_CLOSE), col(Need.closed_at).is_(None))
    )  # fmt: skip
    order = [Urgency.NOW, Urgency.SOON, Urgency.LATER]
    rows = [OpenNeed(*row) for row in session.execute(wanted)]
    return sorted(rows, key=lambda need: (order.index(need.urgency), need.found_at))
