"""Addresses in any spelling an office uses: ``3栋2单元501``, ``3-2-501``, ``３号楼二单元５０１室``, ``3#501``,
``A座1203``, ``兴华里小区3栋…``, ``12号之一``, ``3栋负一层03`` and doors that have only a name.

Two spellings of one door have the same ``climb_key``. No number is ever guessed: a shape that is not
understood becomes a door with that name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from app.households.address import MAX_BUILDING, MAX_ESTATE, MAX_LABEL, MAX_ROOM, MAX_UNIT, Address, floor_of
from app.households.districts import flatten, without_district
from app.households.numerals import NUMERAL, arabic, to_chinese, to_int

_N = rf"(?:\d+|{NUMERAL}+)"
_NAME = rf"(?:[A-Z]{{1,2}}-?\d*|\d+[A-Z]?|{NUMERAL}+|[甲乙丙丁戊己庚辛])"  # what stands before 栋 or 单元
_SUB = rf"[之附]{_N}号?"
_UNIT_MARK = "(?:单元|号?梯|号?门(?![卫岗面市口厅]))"

_BLOCK = re.compile(rf"第?({_NAME})(?:栋|幢|座|号楼|#楼?)(?:({_NAME})座)?")
_STOREYED = re.compile(rf"第?({_NAME})楼(?={_NAME}{_UNIT_MARK}|-?(\d{{3,4}})(?!\d)|$)")
_PLATE = re.compile(rf"(?<![之附])({_N})((?:-\d+)?号(?:{_SUB})?)")
_NAMED = re.compile(rf"(.*[\u4e00-\u9fff](?<!{NUMERAL})楼)(?=[A-Z]?\d|第?{_NAME}{_UNIT_MARK})")
_UNIT = re.compile(rf"第?({_NAME}|[东西南北中]){_UNIT_MARK}")
_FLOOR = re.compile(rf"第?(负|-|地下第?|B)?({_N})(?:层|楼|F)")
_PARTS = re.compile(r"(?<![0-9A-Z-])([0-9A-Z]{1,6}(?:-负?[0-9A-Z]{1,6}){1,4})(?:室|号|房)?$")
_TAIL = re.compile(
    rf"(?<![0-9A-Z])([A-Z]?)(\d{{1,4}}(?:-\d+|{_SUB}|[A-Z])?|{NUMERAL}{{2,}}(?=室))(?:室|号房|房间|房)?$"
)
_ROOM = re.compile(rf"(负?{_N}|[A-Z]+-?\d+)({_SUB}|-\d+)?(?:室|号房|号|房间|房|户(?!型))?([A-Z]|[东西南北中左右]户?)?")


class AddressError(ValueError):
    """A text that names no door: ``code`` is ``address_empty`` or ``address_long``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@lru_cache(maxsize=1 << 16)
def parse_address(text: str) -> Address:
    """The door that ``text`` names. Raises ``AddressError`` without any word or number, or for a part too long."""
    flat = without_district(flatten(text))
    found = _take_apart(flat)
    if _take_apart(without_district(flatten(found.label))) != found:
        found = _named(flat)  # two readings are none: ``2十栋``
    return _checked(found)


@lru_cache(maxsize=1 << 16)
def address_from_columns(estate: str, building: str, unit: str, floor: str, room: str) -> Address:
    """The door that stands in columns of its own: ``兴华里``, ``3号楼``, ``二``, ````, ``501室``."""
    block, inner = flatten(building), flatten(room).removesuffix("号")
    if re.fullmatch(f"第?{_NAME}楼?", block):
        block = block.removesuffix("楼") + "栋"
    place = re.sub(f"^第|{_UNIT_MARK}$", "", flatten(unit))
    if block and _BLOCK.search(inner):  # the door number says the building again, perhaps the unit too
        block, place = "", "" if _UNIT.search(inner) else place
    storey = re.sub("^(-|B)", "负", re.sub("[层楼F]$", "", flatten(floor)))
    text = block + (place and place + "单元") + (storey and storey + "层") + inner
    found = _checked(_take_apart(text))
    return _checked(replace(found, estate=estate_name(estate) or found.estate))


def estate_name(text: str) -> str:
    """``厦门市湖里区 兴华里小区`` → ``兴华里小区``."""
    return without_district(flatten(text))


def _checked(address: Address) -> Address:
    sizes = ((address.estate, MAX_ESTATE), (address.building_label, MAX_BUILDING), (address.unit, MAX_UNIT),
             (address.room_label, MAX_ROOM), (address.label, MAX_LABEL))  # fmt: skip
    if not re.search(r"[^\W_]", address.label):
        raise AddressError("address_empty")
    if any(len(part) > limit for part, limit in sizes):
        raise AddressError("address_long")
    return address


def _take_apart(flat: str) -> Address:
    for shape in (_by_block, _by_storeyed, _by_unit, _by_plate, _by_name, _by_parts, _by_floor, _by_tail):
        if found := shape(flat):
            return _settle_floor(found)
    return _named(flat)


def _named(flat: str) -> Address:
    return Address(room=flat) if len(flat) <= MAX_ROOM else Address(estate=flat)


def _by_block(flat: str) -> Address | None:
    """The last 栋, 幢, 座, 号楼 or #."""
    blocks = list(_BLOCK.finditer(flat))
    if not blocks:
        return None
    last = blocks[-1]
    building = f"{_name(last[1])}栋{_name(last[2])}座" if last[2] else _name(last[1])
    return _inside(flat[last.end() :], Address(flat[: last.start()], building))


def _by_storeyed(flat: str) -> Address | None:
    """``3楼2单元…`` and ``3楼501`` are buildings; ``5楼501`` is a floor."""
    match = _STOREYED.search(flat)
    if not match or (match[2] and floor_of(match[2]) == to_int(match[1])):
        return None
    return _inside(flat[match.end() :], Address(flat[: match.start()], _name(match[1])))


def _by_unit(flat: str) -> Address | None:
    match = _UNIT.search(flat)
    if not match or _PLATE.search(flat[: match.start()]) or _NAMED.match(flat):
        return None
    if house := re.search(rf"(?<![0-9A-Z])({_NAME})(?:号|-)$", flat[: match.start()]):
        return _inside(flat[match.start() :], Address(flat[: house.start()], _name(house[1])))
    return _inside(flat[match.start() :], Address(flat[: match.start()]))


def _by_plate(flat: str) -> Address | None:
    """The number plate of a stair or a house: ``12号之一501``. With a unit behind it, it is a building's number."""
    match = _PLATE.search(flat)
    if not match:
        return None
    number, rest = str(to_int(match[1])), flat[match.end() :]
    plain = match[2] == "号" and _UNIT.match(rest)
    return _inside(rest, Address(flat[: match.start()], number + ("" if plain else _plate_tail(match[2]))))


def _plate_tail(text: str) -> str:
    sub = re.fullmatch(rf"(.*号)([之附])({_N})号?", text)
    if not sub:
        return text
    number = to_int(sub[3]) or 0
    spelled = to_chinese(number) if sub[2] == "之" and number < 100 else f"{number}号"
    return sub[1] + sub[2] + spelled


def _by_name(flat: str) -> Address | None:
    match = _NAMED.match(flat)
    return _inside(flat[match.end() :], Address(building=match[1])) if match else None


def _by_parts(flat: str) -> Address | None:
    """``3-2-501``; ``501-1`` is a room with a number of its own."""
    match = _PARTS.search(flat)
    if not match:
        return None
    parts, estate = match[1].split("-"), flat[: match.start()]
    if len(parts) == 2 and _is_room(parts[0]) and len(parts[1]) <= 2:
        return Address(estate, room="-".join(parts))
    return _from_parts(parts[1:], Address(estate, _name(parts[0])))


def _by_floor(flat: str) -> Address | None:
    match = _FLOOR.search(flat)
    return _inside(flat[match.start() :], Address(flat[: match.start()])) if match else None


def _by_tail(flat: str) -> Address | None:
    match = _TAIL.search(flat)
    return _inside(match[2], Address(flat[: match.start()], match[1])) if match else None


def _inside(rest: str, house: Address) -> Address:
    """What stands behind the building: unit, floor and room in words, or numbers with dashes."""
    basement = re.match(r"-[1-3](?:层|F)(?!-)", rest)
    rest = rest if basement else rest.lstrip("-")
    if unit := _UNIT.match(rest):
        house, rest = replace(house, unit=_name(unit[1])), rest[unit.end() :].lstrip("-")
    if floor := _FLOOR.match(rest):
        house, rest = replace(house, floor=_storey(floor)), rest[floor.end() :].lstrip("-")
    if parts := _PARTS.fullmatch(rest):
        return _from_parts(parts[1].split("-"), house)
    return replace(house, room=_room(rest))


def _from_parts(parts: list[str], house: Address) -> Address:
    if len(parts) == 3 and not house.unit and parts[0] == house.building:
        parts = parts[1:]  # the whole number again behind the building's column
    if len(parts) == 3 and not house.unit:
        house, parts = replace(house, unit=_name(parts[0])), parts[1:]
    if len(parts) == 2:
        first, second = parts
        if _is_room(first) and len(second) <= 2:
            return replace(house, room=f"{first}-{second}")
        if below := re.fullmatch(r"B(\d)", first):
            return replace(house, floor=-int(below[1]), room=second)
        if not house.unit:
            return replace(house, unit=_name(first), room=second)
        if first == house.unit or house.floor is not None:
            return replace(house, room=second)
        return replace(house, floor=to_int(first), room=second)
    return replace(house, room="-".join(parts))


def _is_room(text: str) -> bool:
    return floor_of(text) is not None


def _storey(match: re.Match[str]) -> int:
    number = to_int(match[2]) or 0
    return -number if match[1] else number


def _room(text: str) -> str:
    match = _ROOM.fullmatch(text)
    if not match:
        return text
    sub = re.sub(rf"({_N})号?$", lambda m: _sub_number(text, m[1]), match[2] or "")
    return arabic(match[1]) + sub + (match[3] or "").removesuffix("户")


def _sub_number(text: str, number: str) -> str:
    value = to_int(number) or 0
    return to_chinese(value) if "之" in text else str(value)


def _name(text: str) -> str:
    """``二`` → ``2``, ``03`` → ``3``, ``A-1`` → ``A1``."""
    number = to_int(text)
    return str(number) if number is not None else text.replace("-", "")


def _settle_floor(address: Address) -> Address:
    """5层2室 is 502, as people call it; a floor that the room tells need not be written."""
    floor, room = address.floor, address.room
    if floor and floor > 0 and re.fullmatch(r"\d{1,2}", room):
        return replace(address, room=f"{floor}{int(room):02d}")
    return replace(address, floor=floor if floor else floor_of(room))
