"""Causes a person notes: the commands `priority.mark` v1 and `priority.end` v1."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, select

from app.accounts.rules import Actor, Permission
from app.offline.registry import Meta, command
from app.shared.clock import local_day
from app.shared.errors import NotFound, Refused
from app.shared.text import Said
from app.visits.models import PriorityCause, PriorityMark
from app.visits.service.due import recompute
from app.visits.service.places import Place, place_for

NOTED = (PriorityCause.HOSPITAL, PriorityCause.MOVED_IN)  # the others follow from visits and needs
OLDEST = timedelta(days=366)


class MarkPriority(Said):
    """`priority.mark` v1: e.g. back from hospital since a day."""

    model_config = ConfigDict(extra="forbid")

    household_id: UUID
    cause: PriorityCause
    since: date


class EndPriority(Said):
    """`priority.end` v1: it was a mistake, or has settled."""

    model_config = ConfigDict(extra="forbid")

    mark_id: UUID


@command("priority.mark", version=1)
def mark_priority(session: Session, who: Actor, meta: Meta, marking: MarkPriority) -> PriorityMark:
    """Note a cause; the household moves up at once. Raises `NotFound`, `Refused`."""
    place = place_for(session, who, Permission.VISIT_LOG, marking.household_id)
    earlier = session.get(PriorityMark, meta.command_id)
    if earlier is not None:
        return earlier
    today = local_day(meta.received_at, place.zone)
    _check(marking, today)
    mark = PriorityMark(
        id=meta.command_id, community_id=place.community_id, household_id=place.household_id, cause=marking.cause,
        since=min(marking.since, today), noted_by=who.account_id, created_at=meta.received_at,
    )  # fmt: skip
    session.add(mark)
    session.flush()
    recompute(session, place.community_id, [place.household_id], today)
    return mark


def _check(marking: MarkPriority, today: date) -> None:
    if marking.cause not in NOTED:
        raise Refused("not_noted", "这一项由走访和诉求自动得出，不用标记。", field="cause")
    if marking.since > today + timedelta(days=1):  # a day of slack for a phone's clock
        raise Refused("since_in_future", "日期不能在将来。", field="since")
    if marking.since < today - OLDEST:
        raise Refused("since_long_ago", "这是一年以前的事了，请检查日期。", field="since")


@command("priority.end", version=1)
def end_priority(session: Session, who: Actor, meta: Meta, ending: EndPriority) -> PriorityMark:
    """Take a mark back. Again: nothing happens. Raises `NotFound`."""
    mark = session.exec(select(PriorityMark).where(PriorityMark.id == ending.mark_id).with_for_update()).first()
    place = _place_of(session, who, mark)
    if mark is None or place is None:
        raise NotFound("no_such_mark", "找不到这个标记，或者不在您负责的范围里。", field="mark_id")
    if mark.ended_at is None:
        mark.ended_at, mark.ended_by = meta.received_at, who.account_id
        session.flush()
        recompute(session, place.community_id, [place.household_id], local_day(meta.received_at, place.zone))
    return mark


def _place_of(session: Session, who: Actor, mark: PriorityMark | None) -> Place | None:
    try:
        return place_for(session, who, Permission.VISIT_LOG, mark.household_id) if mark else None
    except NotFound:
        return None
