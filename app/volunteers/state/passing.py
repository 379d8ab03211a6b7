"""Passing seats on, as volunteers see it on `/volunteer`: what others offer, and what has become of one's own seats."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from app.events.when import hours_words
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.volunteers.models import Shift, SwapKind
from app.volunteers.service.news import news_of
from app.volunteers.service.offers import offers_for
from app.volunteers.service.who import Me


@dataclass
class AgainstRow:
    """One of their own seats, against which they can have the offered one."""

    id: str = ""
    title: str = ""
    when: Both = field(default_factory=Both)


@dataclass
class OfferRow:
    """A seat of somebody else that they could take. `against`: only for one of these seats of theirs; empty: it is
    given away. `found`: they look for a swap too, and these two fit."""

    id: str = ""
    title: str = ""
    role: str = ""
    when: Both = field(default_factory=Both)
    place: str = ""
    giver: str = ""
    against: list[AgainstRow] = field(default_factory=list)
    found: bool = False


@dataclass
class NewsRow:
    """What has happened to a seat without their doing. `turn`: of `service.news.Turn`."""

    id: str = ""
    turn: str = ""
    title: str = ""
    role: str = ""
    when: Both = field(default_factory=Both)
    other: str = ""
    skill: str = ""
    why: str = ""
    back: bool = False


def offer_rows(session: Session, me: Me, zone: str, moment: datetime) -> list[OfferRow]:
    """What others offer and they could take; who also looks for a swap comes first. Raises `NotFound`."""
    return [
        OfferRow(
            str(one.swap.id), one.shift.title, one.need.role, _when(one.shift, zone, moment), one.shift.place,
            one.giver,
            [AgainstRow(str(seat.id), shift.title, _when(shift, zone, moment)) for seat, shift in one.against],
            one.found,
        )
        for one in offers_for(session, me, moment)
        if one.swap.kind is SwapKind.GIVE or one.against
    ]  # fmt: skip


def news_rows(session: Session, me: Me, zone: str, moment: datetime) -> list[NewsRow]:
    """Raises `NotFound`."""
    return [
        NewsRow(
            str(one.id), one.turn.value, one.shift.title, one.need.role, _when(one.shift, zone, moment), one.other,
            one.skill, one.why, one.back,
        )
        for one in news_of(session, me, moment)
    ]  # fmt: skip


def _when(shift: Shift, zone: str, moment: datetime) -> Both:
    return both(hours_words(shift.starts_at, shift.ends_at, zone, local_day(moment, zone)))
