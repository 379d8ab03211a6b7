"""Which household lives behind which door: newcomers where people rent, families elsewhere, some doors empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.households.demo.draw import Draw
from app.households.demo.homes import Home, make_homes

_VACANT = 0.055  # share of doors nobody lives behind
# Share of households that came from elsewhere, by estate.
_NEWCOMERS = {"湾北公寓": 0.92, "榕湾二里": 0.34, "侨苑": 0.4, "榕湾一里": 0.24, "凤凰花园": 0.12, "望海新苑": 0.1}


@dataclass(frozen=True, slots=True)
class Settled:
    """A household at its door: the row of `Household`, who lives there, and the grid."""

    row: dict[str, Any]
    home: Home
    grid_id: UUID

    @property
    def elders(self) -> bool:
        return self.home.kind in ("elder_alone", "elder_couple")


def move_in(draw: Draw, doors: list[dict[str, Any]], count: int) -> list[Settled]:
    """`count` households. A door may have two (shared rent)."""
    homes = list(make_homes(draw.rng, count))
    local, newcomers = ([h for h in homes if h.local is place] for place in (True, False))
    lived_in = [door for door in doors if draw.rng.random() >= _VACANT]
    lived_in += draw.rng.sample(lived_in, max(0, count - len(lived_in)))
    settled = []
    for door in lived_in[:count]:
        share = next(s for estate, s in _NEWCOMERS.items() if door["label"].startswith(estate))
        rented = bool(newcomers) and (draw.rng.random() < share or not local)
        home = (newcomers if rented else local).pop()
        row = {
            "id": draw.id(), "community_id": draw.community, "door_id": door["id"],
            "moved_in_on": _moved_in(draw, rented), "moved_out_on": None,
        }  # fmt: skip
        settled.append(Settled(row, home, door["grid_id"]))
    return settled


def _moved_in(draw: Draw, rented: bool) -> date:
    if draw.rng.random() < (0.02 if rented else 0.003):
        days = draw.rng.randint(2, 28)  # new here: first on somebody's round
    else:
        days = draw.rng.randint(90, 1500) if rented else draw.rng.randint(900, 9000)
    return (draw.now - timedelta(days=days)).date()
