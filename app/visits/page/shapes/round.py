"""The round: doors, sections, plans, standing in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tag:
    """A care group of somebody behind the door."""

    code: str = ""
    name: str = ""


@dataclass
class Door:
    """One household in the round (`js/doors.js`: `door`). `state` and `mark` are states of the kit."""

    id: str = ""
    label: str = ""
    estate: str = ""
    head: str = ""
    people: int = 0
    tags: list[Tag] = field(default_factory=list)
    state: str = "none"
    outcome: str = ""
    mark: str = ""
    late: int = 0
    left: int = 0
    reason: str = ""
    again: str = ""


@dataclass
class Section:
    """Doors under one head: first, overdue, due, not_met, done, none."""

    id: str = ""
    count: int = 0
    doors: list[Door] = field(default_factory=list)


@dataclass
class Option:
    """A building or a care group to choose, with how many of its doors wait."""

    id: str = ""
    name: str = ""
    todo: int = 0


@dataclass
class Unit:
    """A staircase of a plan: its name and how many doors stand side by side."""

    name: str = ""
    doors: int = 0


@dataclass
class Cell:
    """A door of a plan; `id` is the household to open, empty for a gap. `homes` households live behind it."""

    id: str = ""
    climb: str = ""
    label: str = ""
    state: str = "none"
    homes: int = 0


@dataclass
class Floor:
    """A line of a plan."""

    name: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Plan:
    """A building as its stack plan: floors from the top down, `columns` as CSS has it (`js/doors.js`: `plan`)."""

    building: str = ""
    name: str = ""
    units: list[Unit] = field(default_factory=list)
    columns: str = ""
    floors: list[Floor] = field(default_factory=list)


@dataclass
class Counts:
    """Doors per tab."""

    todo: int = 0
    done: int = 0
    not_met: int = 0
    all: int = 0


@dataclass
class Round:
    """The whole round (`js/round.js`). `ready` is False until the rows are on this phone."""

    ready: bool = False
    total: int = 0
    scattered: bool = False
    view: str = "list"
    tab: str = "todo"
    building: str = ""
    group: str = ""
    group_name: str = ""
    door: str = ""
    counts: Counts = field(default_factory=Counts)
    found: int = 0
    more: int = 0
    sections: list[Section] = field(default_factory=list)
    buildings: list[Option] = field(default_factory=list)
    groups: list[Option] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)


@dataclass
class GridChoice:
    """A grid one may take over."""

    id: str = ""
    name: str = ""


@dataclass
class Taken:
    """A grid taken over; `until` ready to read."""

    id: str = ""
    name: str = ""
    until: str = ""
    reason: str = ""


@dataclass
class StandIns:
    """Standing in (`js/stand_in.js`). `state`: "" busy offline refused; `problem`: the server's sentence."""

    state: str = ""
    problem: str = ""
    to_take: list[GridChoice] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
