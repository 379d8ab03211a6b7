"""One seat in words: who sits there and why, who else could, who cannot, what keeps it empty; and whom to call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.when import hours_words
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.shared.i18n import LANGUAGES, translate
from app.volunteers.rules.risk import WORDS
from app.volunteers.service.coverage import at_risk, call_list
from app.volunteers.service.who import zone_of
from app.volunteers.service.why import SeatWhy, why_seat

MOST = 30  # people in one list


@dataclass
class WhyRow:
    """Somebody and a reason. `soft`: a coordinator may still ask them. `phone`, `said`: only in the call list."""

    id: str = ""
    name: str = ""
    words: Both = field(default_factory=Both)
    soft: bool = False
    phone: str = ""
    said: str = ""


@dataclass
class SeatRow:
    """Everything about the seats of one role. `binding`: why nobody, with how many people."""

    id: str = ""
    role: str = ""
    free: int = 0
    sits: list[WhyRow] = field(default_factory=list)
    others: list[WhyRow] = field(default_factory=list)
    cannot: list[WhyRow] = field(default_factory=list)
    binding: list[Both] = field(default_factory=list)


@dataclass
class RiskRow:
    """A seat that may stay empty."""

    shift: str = ""
    need: str = ""
    title: str = ""
    when: Both = field(default_factory=Both)
    words: Both = field(default_factory=Both)


def seat_row(session: Session, who: Actor, need_id: UUID, moment: datetime) -> SeatRow:
    """Raises `NotFound`."""
    found = why_seat(session, who, need_id, moment)
    return SeatRow(
        str(found.need.id), found.need.role, found.free,
        [WhyRow(str(one.candidate.id), one.candidate.name, both(one.words)) for one in found.sits],
        [WhyRow(str(one.candidate.id), one.candidate.name, both(one.words)) for one in found.others[:MOST]],
        [WhyRow(str(one.candidate.id), one.candidate.name, both(one.words), one.soft)
         for one in sorted(found.cannot, key=lambda one: not one.soft)[:MOST]],
        _binding(found),
    )  # fmt: skip


def calls_of(session: Session, who: Actor, need_id: UUID, moment: datetime) -> list[WhyRow]:
    """Whom to call, with numbers; recorded. Raises `NotFound`."""
    return [
        WhyRow(str(one.volunteer_id), one.name, both(one.words), one.assignment is not None, one.phone,
               one.last.answer.value if one.last else "")
        for one in call_list(session, who, need_id, moment)[:MOST]
    ]  # fmt: skip


def risks_of(session: Session, who: Actor, community_id: UUID, moment: datetime) -> list[RiskRow]:
    """Seats of the next days that may stay empty. Raises `NotFound`."""
    zone = zone_of(session, community_id)
    today = local_day(moment, zone)
    return [
        RiskRow(
            str(one.shift.id), str(one.need.id), f"{one.shift.title} · {one.need.role}",
            both(hours_words(one.shift.starts_at, one.shift.ends_at, zone, today)),
            Both(*("、 ".join(translate(WORDS[risk], code) for risk in one.risks) for code in LANGUAGES)),
        )
        for one in at_risk(session, who, community_id, moment)[:MOST]
    ]  # fmt: skip


def _binding(found: SeatWhy) -> list[Both]:
    """The most frequent reasons, as said of the first of those whom each keeps away."""
    words = {one.why: one.words for one in reversed(found.cannot)}
    return [Both(f"{words[why][0]}：{n} 人", f"{words[why][1]}: {n}") for why, n in found.binding[:5]]
