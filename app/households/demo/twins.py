"""People who stand twice in the roster, as in every real one: found under 可能重复 and ready to be merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.households.demo.draw import Draw
from app.households.demo.people import Resident
from app.households.names import spell

_UNKNOWN = {"identity_no": None, "identity_index": None, "identity_last4": ""}
_UNREACHABLE = {"phone": None, "phone_index": None, "phone_last4": ""}
_SOUNDS_LIKE = {
    "明": "铭",
    "伟": "玮",
    "佳": "嘉",
    "晓": "小",
    "婷": "亭",
    "涛": "韬",
    "辉": "晖",
    "芳": "方",
    "丽": "莉",
}


def twins(draw: Draw, people: list[Resident]) -> Iterator[dict[str, Any]]:
    """Rows of `Person`: second records of people who are in `people` already."""
    rng = draw.rng
    adults = [p.row for p in people if 20 <= p.member.age <= 70 and p.row["phone"]]
    heard = [row for row in adults if _misheard(row["name"])]
    ways: list[tuple[dict[str, Any], list[dict[str, Any]]]]
    ways = [({}, adults)] * 4 + [(_UNKNOWN | _UNREACHABLE, adults)] * 4
    ways += [(_UNKNOWN | {"born_on": None}, adults)] * 3 + [(_UNKNOWN | _UNREACHABLE, heard)] * 3
    for unknown, pool in ways:
        first, elsewhere = rng.choice(pool), rng.choice(adults)
        name = _misheard(first["name"]) if pool is heard else first["name"]
        spelling = spell(name)
        home = first["household_id"] if pool is heard else elsewhere["household_id"]
        yield first | unknown | {
            "id": draw.id(), "household_id": home, "name": name, "pinyin": spelling.pinyin,
            "initials": spelling.initials, "relation": "", "remark": "登记表补录", "verified_at": None,
            "verified_by": None,
        }  # fmt: skip


def _misheard(name: str) -> str:
    """`name` with one character swapped for one that sounds the same; empty where there is none."""
    for i, character in enumerate(name[1:], start=1):
        if other := _SOUNDS_LIKE.get(character):
            return name[:i] + other + name[i + 1 :]
    return ""
