"""Seats as their volunteer sees them on `/volunteer`: times in words, what to do, who leads, until when to give up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from app.events.when import hours_words, moment_words
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.volunteers.models import AssignmentState
from app.volunteers.rules.standing import Standing
from app.volunteers.service.brief import Brief, briefs
from app.volunteers.service.listed import MySeat, my_seats
from app.volunteers.service.who import Me, zone_of
from app.volunteers.state.passing import NewsRow, OfferRow, news_rows, offer_rows

ASKED, MINE, OVER, OFF = "asked", "mine", "over", "off"


@dataclass
class SeatRow:
    """A seat. `state`: asked (answer it), mine, over, off (the shift was called off: `why`).

    `leading`: they lead themselves; `free_until`: until then it can be given up; `late`: that is over. `others`: who
    else is there.
    """

    id: str = ""
    title: str = ""
    role: str = ""
    when: Both = field(default_factory=Both)
    place: str = ""
    about: str = ""
    leads: str = ""
    leading: bool = False
    others: int = 0
    state: str = ""
    confirmed: bool = False
    free_until: Both = field(default_factory=Both)
    late: bool = False
    why: str = ""
    offer: str = ""  # the open offer of it
    for_swap: bool = False  # it is offered against another seat only
    can_pass: bool = False


@dataclass
class Seats:
    """All of somebody's seats: what waits for an answer, what comes next, and what was; what has become of some without
    their doing, and what others offer."""

    asked: list[SeatRow] = field(default_factory=list)
    coming: list[SeatRow] = field(default_factory=list)
    over: list[SeatRow] = field(default_factory=list)
    news: list[NewsRow] = field(default_factory=list)
    offers: list[OfferRow] = field(default_factory=list)


def seats_of(session: Session, me: Me, moment: datetime) -> Seats:
    """Raises `NotFound`."""
    zone, found = zone_of(session, me.community_id), Seats()
    seats = my_seats(session, me, moment)
    known = briefs(session, [one.shift for one in seats])
    for one in seats:
        row = _row(one, known[one.shift.id], zone, moment)
        if row is None:
            continue
        {ASKED: found.asked, MINE: found.coming, OFF: found.coming}.get(row.state, found.over).append(row)
    found.over.reverse()
    found.offers = offer_rows(session, me, zone, moment)
    found.news = news_rows(session, me, zone, moment)
    return found


def _row(one: MySeat, brief: Brief, zone: str, moment: datetime) -> SeatRow | None:
    """None for what they have given up or declined, and for what was called off and would be over by now."""
    state = _state(one, moment)
    if state is None:
        return None
    today = local_day(moment, zone)
    return SeatRow(
        id=str(one.assignment.id), title=one.shift.title, role=one.need.role,
        when=both(hours_words(one.shift.starts_at, one.shift.ends_at, zone, today)), place=one.shift.place,
        about=brief.about, leads="、".join(brief.leads), leading=one.need.leader, others=one.others, state=state,
        confirmed=one.assignment.accepted_at is not None,
        free_until=both(moment_words(one.cancel_until, zone, today)), late=moment > one.cancel_until,
        why=one.shift.cancelled_why, offer=str(one.offer_id or ""), for_swap=one.for_swap,
        can_pass=moment <= one.pass_on_until and one.standing is Standing.PUBLISHED,
    )  # fmt: skip


def _state(one: MySeat, moment: datetime) -> str | None:
    if not one.assignment.state.holds:
        return None
    if one.standing is Standing.CANCELLED:
        return OFF if one.shift.ends_at > moment else None
    if one.standing is Standing.DONE:
        return None if one.assignment.state is AssignmentState.PROPOSED else OVER
    asked = one.assignment.state is AssignmentState.PROPOSED and one.standing is Standing.PUBLISHED
    return ASKED if asked else MINE
