"""Tables for home visits (走访): what happened, when the next one is due, and what a community may set."""

from app.visits.models.due import HouseholdDue, PriorityCause, PriorityMark, PriorityRule, TimeOfDay, VisitInterval
from app.visits.models.terms import CommitteeCard, TermKind, VisitTerm
from app.visits.models.visit import (
    Correction,
    Mode,
    Need,
    Outcome,
    Urgency,
    Visit,
    VisitPhoto,
    VisitRevision,
)

__all__ = [
    "CommitteeCard", "Correction", "HouseholdDue", "Mode", "Need", "Outcome", "PriorityCause", "PriorityMark",
    "PriorityRule", "TermKind", "TimeOfDay", "Urgency", "Visit", "VisitInterval", "VisitPhoto", "VisitRevision",
    "VisitTerm",
]  # fmt: skip
