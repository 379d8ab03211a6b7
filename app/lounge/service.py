"""The lounge's door: what everybody may know, and who sets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select

from app.accounts.rules import Actor, Permission
from app.accounts.service.records import record
from app.households.models import Community
from app.lounge.models import LoungeCard, OpeningHours
from app.lounge.rules import Door, Off, Span, door_at
from app.shared.errors import NotFound, Refused
from app.shared.text import clean_text, one_line
from app.visits.models import CommitteeCard

MOST = 30  # communities


@dataclass(frozen=True)
class Lounge:
    """One lounge and how it stands with its door. `hours`: free text of the committee, where no week is set."""

    community: Community
    card: LoungeCard
    committee: CommitteeCard
    spans: tuple[Span, ...]
    door: Door


def lounges(session: Session, now: datetime) -> list[Lounge]:
    """Every lounge that says something of itself, by name."""
    communities = session.exec(select(Community).order_by(col(Community.name)).limit(MOST)).all()
    found = [lounge_of(session, one, now) for one in communities]
    return [one for one in found if one.spans or one.committee.hours or one.committee.address or one.committee.phone]


def lounge_of(session: Session, community: Community, now: datetime) -> Lounge:
    """One lounge."""
    here = community.id
    card = session.exec(select(LoungeCard).where(LoungeCard.community_id == here)).first()
    committee = session.exec(select(CommitteeCard).where(CommitteeCard.community_id == here)).first()
    rows = session.exec(select(OpeningHours).where(OpeningHours.community_id == here)).all()
    spans = tuple(Span(one.weekday, one.opens, one.closes) for one in rows)
    card = card or LoungeCard(community_id=here)
    door = door_at(spans, off_of(card), now.astimezone(ZoneInfo(community.zone)))
    return Lounge(community, card, committee or CommitteeCard(community_id=here), spans, door)


def off_of(card: LoungeCard) -> Off | None:
    """The days off that are set."""
    if card.closed_from is None:
        return None
    return Off(card.closed_from, card.closed_until or card.closed_from)


def change_lounge(
    session: Session, who: Actor, community_id: UUID, spans: list[Span], now: datetime, *,
    can_do: str = "", on_duty: str = "", closed_from: date | None = None, closed_until: date | None = None,
    closed_why: str = "",
) -> LoungeCard:  # fmt: skip
    """Say when the door is open. Recorded. Raises `NotFound`, `Refused`."""
    if not who.may_within(Permission.EVENT_EDIT, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    if closed_from and closed_until and closed_until < closed_from:
        raise Refused("ends_before_start", "结束时间要晚于开始时间。", field="closed_until")
    session.exec(delete(OpeningHours).where(col(OpeningHours.community_id) == community_id))
    session.add_all(OpeningHours(community_id=community_id, **vars(one)) for one in spans)
    card = session.exec(select(LoungeCard).where(LoungeCard.community_id == community_id)).first()
    card = card or LoungeCard(community_id=community_id)
    card.can_do, card.on_duty = clean_text(can_do).strip()[:500], one_line(on_duty, 80)
    card.closed_from, card.closed_until, card.closed_why = closed_from, closed_until, one_line(closed_why, 80)
    card.changed_at, card.changed_by = now, who.account_id
    session.add(card)
    record(session, who, "lounge:hours", "", community_id)
    session.flush()
    return card
