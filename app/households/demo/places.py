"""Where the demo community lives: six invented estates, walk-ups without a lift and high-rises, 8 grids.

榕湾社区 does not exist; its address code 350206 999 900 lies in a subdistrict number that nobody has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from app.households.address import Address
from app.households.demo.draw import Draw

COMMUNITY_CODE, COMMUNITY_NAME = "350206999900", "榕湾社区"
GRIDS = 8


@dataclass(frozen=True, slots=True)
class Block:
    """A building: `units` staircases of `floors` floors with `rooms` doors each. `units` 0: one corridor, no unit."""

    estate: str
    name: str
    units: int
    floors: int
    rooms: int
    cellars: int = 0  # rooms below ground that somebody lives in

    def doors(self) -> Iterator[Address]:
        """Every door, from the first unit's cellar to the last unit's top floor."""
        for unit in range(1, max(self.units, 1) + 1):
            at = Address(self.estate, self.name, str(unit) if self.units else "")
            for number in range(1, (self.cellars if unit == 1 else 0) + 1):
                yield Address(at.estate, at.building, at.unit, -1, f"{number:02d}")
            for floor in range(1, self.floors + 1):
                for number in range(1, self.rooms + 1):
                    yield Address(at.estate, at.building, at.unit, floor, f"{floor}{number:02d}")


def blocks() -> tuple[Block, ...]:
    """All buildings, estate by estate, in the order of their numbers."""
    return (
        *(Block("榕湾一里", str(n), units=3, floors=7, rooms=2) for n in range(1, 18)),
        *(Block("榕湾二里", str(n), 2 + n % 3, 7, 2, cellars=2 if n in (5, 9) else 0) for n in range(1, 19)),
        *(Block("侨苑", name, 1, 6, 4) for name in ("甲", "乙", "丙", "12号", "12号之一")),
        *(Block("凤凰花园", str(n), units=2, floors=11, rooms=2) for n in range(1, 11)),
        *(Block("望海新苑", str(n), units=1, floors=18 + 6 * (n % 3), rooms=4) for n in range(1, 8)),
        *(Block("湾北公寓", name, units=0, floors=16, rooms=14) for name in ("A", "B", "C")),
    )


def grid_of_blocks(all_blocks: tuple[Block, ...]) -> list[int]:
    """For each building the number of its grid, 0 to 7: neighbouring buildings, about as many doors each."""
    sizes = [sum(1 for _ in block.doors()) for block in all_blocks]
    share, seen, grids = sum(sizes) / GRIDS, 0.0, []
    for size in sizes:
        grids.append(min(int((seen + size / 2) / share), GRIDS - 1))
        seen += size
    return grids


@dataclass(frozen=True, slots=True)
class Places:
    """Rows of the tables, and `grids`: the ids of the eight grids."""

    community: dict[str, Any]
    grids: list[UUID]
    grid_rows: list[dict[str, Any]]
    buildings: list[dict[str, Any]]
    doors: list[dict[str, Any]]


def lay_out(draw: Draw) -> Places:
    """The whole community without its people."""
    grids = [draw.id() for _ in range(GRIDS)]
    community = {"id": draw.community, "code": COMMUNITY_CODE, "name": COMMUNITY_NAME, "zone": "Asia/Shanghai"}
    grid_rows = [
        {"id": grid, "community_id": draw.community, "code": f"{n:02d}", "name": f"第{'一二三四五六七八'[n - 1]}网格"}
        for n, grid in enumerate(grids, start=1)
    ]
    places = Places(community, grids, grid_rows, [], [])
    all_blocks = blocks()
    for block, number in zip(all_blocks, grid_of_blocks(all_blocks), strict=True):
        _build(draw, places, block, grids[number])
    return places


def _build(draw: Draw, places: Places, block: Block, grid: UUID) -> None:
    addresses = list(block.doors())
    inside = {"community_id": draw.community, "grid_id": grid}
    building = inside | {
        "id": draw.id(), "estate": block.estate, "label": addresses[0].building_label,
        "climb_key": addresses[0].building_key,
    }  # fmt: skip
    places.buildings.append(building)
    places.doors.extend(
        inside | {
            "id": draw.id(), "building_id": building["id"], "unit": at.unit, "floor": at.floor, "room": at.room,
            "label": at.label, "climb_key": at.climb_key, "use": "住宅", "tenure": _tenure(draw.rng, at.estate),
        }
        for at in addresses
    )  # fmt: skip


def _tenure(rng: Random, estate: str) -> str:
    if estate == "湾北公寓":
        return rng.choices(["公租", "出租"], [6, 4])[0]
    return rng.choices(["自购", "出租", "单位宿舍"], [70, 27, 3])[0]
