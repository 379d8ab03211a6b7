"""One door's address, its canonical spelling, and the order in which doors are climbed.

How an address is read from what an office wrote is in ``spelling.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.households import climb
from app.households.numerals import NUMERAL, arabic

MAX_ESTATE, MAX_BUILDING, MAX_UNIT, MAX_ROOM = 64, 32, 16, 16  # characters, as in the tables
MAX_LABEL = 64


@dataclass(frozen=True, slots=True)
class Address:
    """A door. Empty text where the address has no such part; ``floor`` −1 is the first below ground.

    ``building`` is ``3``, ``A``, ``12号之一`` or a name (``综合楼``); ``unit`` is ``2``, ``A`` or ``东``;
    ``room`` is ``501``, ``501A``, ``501之一`` or a name (``物业用房``).
    """

    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: int | None = None
    room: str = ""

    @property
    def building_label(self) -> str:
        """``3栋``, ``A座``, ``12号之一``."""
        if re.fullmatch(r"\d+[A-Z]?", self.building):
            return self.building + "栋"
        return self.building + "座" if re.fullmatch(r"[A-Z]+\d*|[甲乙丙丁戊己庚辛]", self.building) else self.building

    @property
    def room_label(self) -> str:
        """What stands on the door inside its unit: ``501``, ``负1层03``, ``5层东户``. Tells two floors apart."""
        return self._floor_label + self.room

    @property
    def label(self) -> str:
        """The canonical spelling: ``兴华里3栋2单元501``. Reads back to the same address."""
        unit = self.unit + "单元" if self.unit else ""
        return self.estate + self.building_label + unit + self.room_label

    @property
    def _floor_label(self) -> str:
        if self.floor is None or self.floor == floor_of(self.room):
            return ""
        return f"负{-self.floor}层" if self.floor < 0 else f"{self.floor}层"

    @property
    def building_key(self) -> str:
        """Sorts and identifies the building within its community (≤ 60 characters of ``0-9a-z``)."""
        return _building_key(self.estate, self.building)

    @property
    def climb_key(self) -> str:
        """Sorts and identifies the door within its community (≤ 96 characters of ``0-9a-z``)."""
        return _climb_key(self)


@lru_cache(maxsize=1 << 12)
def _building_key(estate: str, building: str) -> str:
    phased = re.sub(f"{NUMERAL}+(?=期|组团)", lambda run: arabic(run[0]), estate)
    return climb.part_key(phased.removesuffix("小区"), climb.ESTATE) + climb.part_key(
        _comparable(building), climb.BUILDING
    )


@lru_cache(maxsize=1 << 16)
def _climb_key(address: Address) -> str:
    unit = climb.part_key(_comparable(address.unit), climb.UNIT)
    room = climb.part_key(_comparable(address.room), climb.ROOM)
    return address.building_key + unit + climb.floor_key(address.floor) + room


def _comparable(text: str) -> str:
    """``12号之一`` → ``12 1``: without the marks that offices use one for the other."""
    text = re.sub(f"(?<=[之附]){NUMERAL}+", lambda run: arabic(run[0]), text)
    return re.sub("(?<=[0-9A-Z])[号栋座]|[之附]", " ", text)


def floor_of(room: str) -> int | None:
    """The floor a room tells: 501 → 5, 1203A → 12, 负101 → −1; ``None`` for 05 and for other names."""
    if room.startswith("地下"):
        return -1
    match = re.fullmatch(r"(负?)(\d{1,2})\d\d(?!\d)(?:[-A-Z之附].*|[东西南北中左右])?", room)
    if not match or not int(match[2]):
        return None
    return -int(match[2]) if match[1] else int(match[2])
