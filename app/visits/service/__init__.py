"""Verbs and queries of home visits, by topic. Importing this registers the commands of the feature."""

from app.visits.service.cards import DoorCard, door_cards
from app.visits.service.due import recompute
from app.visits.service.edit import edit_visit, visit_for
from app.visits.service.log import log_visit
from app.visits.service.marks import end_priority, mark_priority
from app.visits.service.needs import close_need, open_needs
from app.visits.service.notes import note_at_door, note_no_longer
from app.visits.service.proposals import decide_correction, waiting_proposals
from app.visits.service.reading import photo_of, revisions_of
from app.visits.service.round import RoundRow, round_rows
from app.visits.service.words import Word, words

__all__ = [
    "DoorCard",
    "RoundRow",
    "Word",
    "close_need",
    "decide_correction",
    "door_cards",
    "edit_visit",
    "end_priority",
    "log_visit",
    "mark_priority",
    "note_at_door",
    "note_no_longer",
    "open_needs",
    "photo_of",
    "recompute",
    "revisions_of",
    "round_rows",
    "visit_for",
    "waiting_proposals",
    "words",
]
