"""What `js/guide_screen.js` computes for the screens of the guided check."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.shared.local import value

TAPS = "health/guide_taps"


@dataclass(frozen=True)
class Figure:
    """One number: of what, as people read it, and whether it is being typed."""

    field: str = ""
    text: str = ""
    here: bool = False


@dataclass(frozen=True)
class Read:
    """A reading that is done, as it was read off."""

    key: str = ""
    number: int = 0
    text: str = ""
    pulse: str = ""


@dataclass(frozen=True)
class Mend:
    """How a likely mistake is mended by one tap; `one`, `two`: the numbers it would be then."""

    kind: str = ""
    field: str = ""
    place: int = 0
    one: str = ""
    two: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a reading. `ask`: unusual, taken if the person says so. `text`: in the chosen language."""

    text: str = ""
    ask: bool = False
    field: str = ""
    mends: list[Mend] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What the readings mean. `level`: ok watch see_doctor urgent. Sentences in the chosen language. `symptoms`: those
    that ask for 120."""

    level: str = ""
    words: str = ""
    repeat: str = ""
    advice: str = ""
    again: str = ""
    source: str = ""
    rule: str = ""
    averaged: bool = False
    symptoms: list[str] = dataclasses.field(default_factory=list)
    figures: list[Figure] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Guide:
    """The step of the check. `left`: "4:05" of a timer; `more`: a further reading is asked for; `told`: whether the
    cadre in charge hears of an urgent result ("yes", "no")."""

    step: str = "choose"
    measure: str = ""
    field: str = ""
    typed: str = ""
    number: int = 1
    last: bool = False
    left: str = ""
    more: bool = False
    told: str = "no"
    kept: bool = False
    so_far: list[Figure] = dataclasses.field(default_factory=list)
    done: list[Read] = dataclasses.field(default_factory=list)
    problem: Problem = dataclasses.field(default_factory=Problem)
    result: Outcome = dataclasses.field(default_factory=Outcome)


@dataclass(frozen=True)
class Sitter:
    """Who sits here; without a name nobody knows. `kept`: whether they agreed that readings are kept,
    for `years`."""

    name: str = ""
    kept: bool = False
    years: int = 5


def seated() -> Any:
    """Who sits at the tablet, as a Var."""
    return value("health.seated", Sitter, Sitter(), module="health/guide_screen")


def now() -> Any:
    """The step as a Var."""
    return value("health.screen", Guide, Guide(), module="health/guide_screen")


def saved() -> rx.Var[str]:
    """Where the readings of this check are: "" saving saved sent unsaved over none."""
    return value("health.saved", str, "")


def place() -> rx.Var[str]:
    """ "home" or "lounge"."""
    return value("health.place", str, "home")
