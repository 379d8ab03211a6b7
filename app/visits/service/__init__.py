"""Verbs and queries of home visits, by topic. Importing this registers the commands and views of the feature."""

from app.visits.service.due import recompute
from app.visits.service.edit import edit_visit, visit_for
from app.visits.service.log import log_visit
from app.visits.service.marks import end_priority, mark_priority
from app.visits.service.needs import close_need, open_needs
from app.visits.service.round import RoundRow, round_rows
from app.visits.service.words import Word, words

__all__ = [
    "RoundRow",
    "Word",
    "close_need",
    "edit_visit",
    "end_priority",
    "log_visit",
    "mark_priority",
    "open_needs",
    "recompute",
    "round_rows",
    "visit_for",
    "words",
]
