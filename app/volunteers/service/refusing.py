"""What is said to somebody beside the seats they may not take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.shared.i18n import LANGUAGES
from app.volunteers.rules.words import refusal, values_of
from app.volunteers.service.facts import Span, facts_of
from app.volunteers.service.find import asked_of, settings_of, skill_names
from app.volunteers.service.listed import OpenShift
from app.volunteers.service.who import Me, own, zone_of


def refusals(session: Session, me: Me, shifts: Sequence[OpenShift], now: datetime) -> dict[UUID, tuple[str, str]]:
    """By need: the weightiest reason as a sentence, Chinese and English. Nothing for seats they may take.

    Raises `NotFound`.
    """
    row, zone, names = own(session, me), zone_of(session, me.community_id), skill_names(session, me.community_id)
    facts = facts_of(session, [row], settings_of(session, me.community_id), Span(now, now), now)[row.id]
    found = {}
    for one in shifts:
        for seat in one.seats:
            if seat.why:
                skill = names.get(seat.need.skill or "", seat.need.skill or "")
                error = refusal(seat.why[0], values_of(asked_of(one.shift, seat.need, zone), facts, skill))
                chinese, english = (error.sentence(language) for language in LANGUAGES)
                found[seat.need.id] = chinese, english
    return found
