"""What somebody who comes to a shift has to know beside its hours: what to do there, who leads, whom to call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.visits.models import CommitteeCard
from app.volunteers.models import HOLDING, Assignment, Post, Shift, ShiftNeed, Volunteer
from app.volunteers.service.who import names_of


@dataclass(frozen=True)
class Brief:
    """Of one shift. `about`: what there is to do; `leads`: their names, empty while nobody leads."""

    about: str = ""
    leads: tuple[str, ...] = ()


def briefs(session: Session, shifts: Collection[Shift]) -> dict[UUID, Brief]:
    """For whoever sits in these shifts: ask only for shifts they may see."""
    posts = {one.post_id for one in shifts if one.post_id is not None}
    about = dict(session.exec(select(Post.id, Post.about).where(col(Post.id).in_(posts))).all()) if posts else {}
    leads = _leads(session, [one.id for one in shifts])
    return {one.id: Brief(about.get(one.post_id, "") if one.post_id else "", tuple(leads[one.id])) for one in shifts}


def committee_phone(session: Session, community_id: UUID) -> str:
    """The number to call when something comes up; empty while the committee has written none."""
    card = session.exec(select(CommitteeCard).where(CommitteeCard.community_id == community_id)).first()
    return card.phone if card else ""


def _leads(session: Session, shift_ids: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    wanted = (
        select(Assignment.shift_id, Volunteer)
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .join(Volunteer, col(Volunteer.id) == col(Assignment.volunteer_id))
        .where(
            col(Assignment.shift_id).in_(shift_ids), col(Assignment.state).in_(HOLDING),
            col(Assignment.told_at).is_not(None), col(ShiftNeed.leader).is_(True),
        )
    )  # fmt: skip
    rows = session.exec(wanted).all()
    names = names_of(session, [one for _, one in rows])
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for shift_id, one in rows:
        found[shift_id].append(names[one.id])
    return found
