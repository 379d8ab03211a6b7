"""Verbs and queries of households. Everything is fetched through the person who asks.

    household_of(session, who, household_id)      theirs, or NotFound
    change_person(session, who, person_id, "phone", "139…", source="visit:…")
    cards(session, who)                           what lies on a cadre's phone
    search(session, who, "3-2-501")               name, pinyin, initials, door, last four digits

What leaves here: identity numbers always masked; full phone numbers only in a card read by somebody who goes to that
door (`Permission.VISIT_LOG`), because they have to call; neighbour leaders get names, doors and tags meant for them.
"""

from app.households.service.card import HouseholdCard, NoteCard, PersonCard, Tag
from app.households.service.cards import card_of, cards
from app.households.service.care import (
    add_default_care_groups,
    care_groups_of,
    end_care_group,
    set_care_group,
)
from app.households.service.changed import listen
from app.households.service.directory import DirectoryRow, directory_rows
from app.households.service.duplicates import Comparison, Twin, compare_records, possible_duplicates, tell_apart
from app.households.service.merge import MergeLine, merge, merges_of
from app.households.service.notes import end_note, notes_for, write_note
from app.households.service.people import ChangeLine, change_person, changes_of, verify_person
from app.households.service.reach import (
    community_of,
    door_of,
    doors_of,
    household_of,
    person_of,
    reach,
    surviving,
)
from app.households.service.search import Found, search

__all__ = [
    "ChangeLine",
    "Comparison",
    "DirectoryRow",
    "Found",
    "HouseholdCard",
    "MergeLine",
    "NoteCard",
    "PersonCard",
    "Tag",
    "Twin",
    "add_default_care_groups",
    "card_of",
    "cards",
    "care_groups_of",
    "change_person",
    "changes_of",
    "community_of",
    "compare_records",
    "directory_rows",
    "door_of",
    "doors_of",
    "end_care_group",
    "end_note",
    "household_of",
    "listen",
    "merge",
    "merges_of",
    "notes_for",
    "person_of",
    "possible_duplicates",
    "reach",
    "search",
    "set_care_group",
    "surviving",
    "tell_apart",
    "verify_person",
    "write_note",
]
