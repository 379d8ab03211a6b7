"""The shape of a household card (户卡): what lies on a cadre's phone and is read at the door."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tag:
    """A care group somebody is in. `name` as the community calls it."""

    code: str
    name: str


@dataclass(slots=True)
class PersonCard:
    """One person. Days are ISO dates or empty. `phone` is whole only for those who go to the
    door, else masked; `identity` shows its last four characters only. For a neighbour leader only name, relation and
    the tags meant for them are filled."""

    id: str
    name: str
    relation: str
    tags: list[Tag] = field(default_factory=list)
    sex: str = ""
    born_on: str = ""
    phone: str = ""
    identity_kind: str = ""
    identity: str = ""
    residency: str = ""
    mismatch: str = ""
    employment: str = ""
    emergency_name: str = ""
    emergency_phone: str = ""
    remark: str = ""
    verified_on: str = ""
    verified_by: str = ""


@dataclass(slots=True)
class NoteCard:
    """A note at the door. `readers`: "cadres", "grid" or "author"."""

    id: str
    text: str
    readers: str
    by: str
    on: str


@dataclass(slots=True)
class HouseholdCard:
    """A household with its people (head first, then by age) and the notes this reader may see. `id` is the household's.

    `whole` is False for a neighbour leader: names, doors and tags only. `climb_key` sorts as people climb.
    """

    id: str
    door_id: str
    door: str
    building_id: str
    building: str
    estate: str
    unit: str
    floor: int | None
    room: str
    climb_key: str
    grid_id: str
    grid: str
    use: str
    tenure: str
    moved_in_on: str
    whole: bool
    people: list[PersonCard] = field(default_factory=list)
    notes: list[NoteCard] = field(default_factory=list)
