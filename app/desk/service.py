"""What waits for a person at the desk, in numbers. Of things, never of workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor, Permission
from app.events.service.untold import calls_to_make
from app.feedback.rules import Standing
from app.feedback.service import count_feedback
from app.health.service import follow_ups
from app.households.models import Household
from app.shared.clock import local_day
from app.visits.models import HouseholdDue
from app.visits.service import open_needs, waiting_proposals
from app.visits.service.phones import phones
from app.visits.service.places import communities_of


@dataclass(frozen=True)
class Waiting:
    """How much of each waits. 0 also where it is not theirs."""

    needs: int = 0
    corrections: int = 0
    feedback: int = 0
    phones: int = 0
    overdue: int = 0
    follow_ups: int = 0  # people to look after today
    calls: int = 0  # families that signed up for an event and do not know yet what is new


def waiting_for(session: Session, who: Actor, now: datetime) -> Waiting:
    """Count what `who` could do something about."""
    return Waiting(
        needs=len(open_needs(session, who)),
        corrections=len(waiting_proposals(session, who)),
        feedback=_feedback(session, who),
        phones=_phones(session, who),
        overdue=_overdue(session, who, now),
        follow_ups=follow_ups.waiting(session, who, now),
        calls=sum(families for _, families in calls_to_make(session, who, now)),
    )


def _feedback(session: Session, who: Actor) -> int:
    return count_feedback(session, who)[Standing.WAITING] if who.may_somewhere(Permission.FEEDBACK_ANSWER) else 0


def _phones(session: Session, who: Actor) -> int:
    here = [place.id for place in communities_of(session, who, Permission.DEVICE_READ)]
    return sum(phone.waits for place in here for phone in phones(session, who, place))


def _overdue(session: Session, who: Actor, now: datetime) -> int:
    total = 0
    for place in communities_of(session, who, Permission.COVERAGE_READ):
        late = (
            select(func.count())
            .select_from(HouseholdDue)
            .join(Household, col(Household.id) == col(HouseholdDue.household_id))
            .where(
                HouseholdDue.community_id == place.id,
                col(HouseholdDue.overdue_on) <= local_day(now, place.zone),
                col(Household.moved_out_on).is_(None),
            )
        )
        total += session.exec(late).one()
    return total
