"""Phones may ask for these views and send these commands."""

from __future__ import annotations

import app.visits.views  # noqa: F401
from app.offline.registry import COMMANDS, VIEWS


def test_the_views_of_a_door_are_registered() -> None:
    assert {"round", "cards", "words"} <= set(VIEWS)


def test_the_commands_of_a_door_are_registered() -> None:
    wanted = {
        "visit.log", "visit.edit", "need.close", "correction.decide", "priority.mark", "priority.end", "note.write",
        "note.end",
    }  # fmt: skip
    assert {(kind, 1) for kind in wanted} <= set(COMMANDS)
