"""Who lives together: the kinds of household and how often each occurs. Pure plans, no rows yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from app.households.demo import given
from app.households.models import Residency

AS_OF = 2026  # ages are counted in this year, so that a person is born on the same day in every demo


@dataclass(slots=True)
class Member:
    """One person to be: `relation` to the head, `age` in `AS_OF`, the family name that goes with the relation."""

    relation: str
    sex: str
    age: int
    name: str
    residency: Residency
    marriage: str = ""


@dataclass(slots=True)
class Home:
    """One household to be. `kind` is a key of `KINDS`."""

    kind: str
    members: list[Member]

    @property
    def local(self) -> bool:
        return KINDS[self.kind][0]


# kind: (of the place?, how many of a thousand households)
KINDS = {
    "elder_alone": (True, 37),
    "elder_couple": (True, 62),
    "couple": (True, 90),
    "family": (True, 333),
    "three_generations": (True, 118),
    "single": (True, 18),
    "single_parent": (True, 18),
    "newcomer_couple": (False, 50),
    "newcomer_family": (False, 78),
    "shared_flat": (False, 105),
    "dormitory": (False, 91),
}


def make_homes(rng: Random, count: int) -> Iterator[Home]:
    """`count` households, their kinds shuffled but in fixed numbers."""
    kinds = [kind for kind, (_, share) in KINDS.items() for _ in range(round(count * share / 1000))]
    kinds = (kinds + ["family"] * count)[:count]
    rng.shuffle(kinds)
    return (_home(rng, kind) for kind in kinds)


def _home(rng: Random, kind: str) -> Home:
    local = KINDS[kind][0]
    return Home(kind, list(_MAKERS[kind](_Maker(rng, local))))


class _Maker:
    """Makes the members of one household; remembers the head's family name for the children."""

    def __init__(self, rng: Random, local: bool) -> None:
        self.rng, self.local = rng, local
        self.family = given.family(rng, local)

    def one(self, relation: str, sex: str, age: int, *, same: bool = False, marriage: str = "") -> Member:
        family = self.family if same else given.family(self.rng, self.local)
        name = family + given.given(self.rng, sex, AS_OF - age)
        return Member(relation, sex, age, name, self._residency(), marriage)

    def _residency(self) -> Residency:
        if self.local:
            return self.rng.choices([Residency.REGISTERED, Residency.USUAL, Residency.OVERSEAS], [78, 21.7, 0.3])[0]
        return Residency.FLOATING

    def sex(self) -> str:
        return self.rng.choice("男女")

    def between(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    def couple(self, low: int, high: int) -> Iterator[Member]:
        age = self.between(low, high)
        yield self.one("户主", "男", age, same=True, marriage="已婚")
        yield self.one("配偶", "女", max(20, age - self.between(-1, 5)), marriage="已婚")

    def children(self, mother: int, count: int, married: bool = False) -> Iterator[Member]:
        for _ in range(count):
            age = mother - self.between(22, 33)
            if age >= 1:
                sex = self.sex()
                marriage = "已婚" if married and age > 27 else "未婚" if age >= 20 else ""
                yield self.one("子" if sex == "男" else "女", sex, age, same=True, marriage=marriage)


def _elder_alone(make: _Maker) -> Iterator[Member]:
    sex = make.rng.choices("男女", [3, 7])[0]
    yield make.one("户主", sex, make.between(66, 92), same=True, marriage="丧偶")


def _elder_couple(make: _Maker) -> Iterator[Member]:
    yield from make.couple(64, 86)


def _young_couple(make: _Maker) -> Iterator[Member]:
    yield from make.couple(25, 62)


def _family(make: _Maker) -> Iterator[Member]:
    parents = list(make.couple(28, 56))
    yield from parents
    yield from make.children(parents[1].age, make.rng.choices([1, 2, 3], [48, 44, 8])[0])


def _three_generations(make: _Maker) -> Iterator[Member]:
    parents = list(make.couple(30, 50))
    yield from parents
    yield from make.children(parents[1].age, make.rng.choices([1, 2, 3], [50, 42, 8])[0])
    elder = parents[0].age + make.between(23, 32)
    yield make.one("母", "女", elder, marriage="已婚")
    if make.rng.random() < 0.62:
        yield make.one("父", "男", elder + make.between(0, 4), same=True, marriage="已婚")


def _single(make: _Maker) -> Iterator[Member]:
    yield make.one("户主", make.sex(), make.between(23, 63), same=True, marriage="未婚")


def _single_parent(make: _Maker) -> Iterator[Member]:
    age = make.between(28, 50)
    yield make.one("户主", make.rng.choices("男女", [1, 4])[0], age, same=True, marriage="离婚")
    yield from make.children(age, make.rng.choices([1, 2], [4, 1])[0])


def _newcomer_couple(make: _Maker) -> Iterator[Member]:
    yield from make.couple(21, 48)


def _newcomer_family(make: _Maker) -> Iterator[Member]:
    parents = list(make.couple(25, 46))
    yield from parents
    yield from make.children(parents[1].age, make.rng.choices([1, 2, 3], [40, 48, 12])[0])
    if make.rng.random() < 0.25:
        yield make.one("母", "女", parents[0].age + make.between(22, 30), marriage="已婚")


def _shared_flat(make: _Maker) -> Iterator[Member]:
    yield make.one("户主", make.sex(), make.between(20, 45), same=True)
    for _ in range(make.rng.choices(range(3, 10), [3, 5, 6, 6, 4, 3, 2])[0]):
        yield make.one("合租人", make.sex(), make.between(18, 45))


def _dormitory(make: _Maker) -> Iterator[Member]:
    sex = make.sex()
    yield make.one("户主", sex, make.between(24, 50), same=True)
    for _ in range(make.between(10, 19)):
        yield make.one("同住员工", sex, make.between(18, 50))


_MAKERS = {
    "elder_alone": _elder_alone, "elder_couple": _elder_couple, "couple": _young_couple, "family": _family,
    "three_generations": _three_generations, "single": _single, "single_parent": _single_parent,
    "newcomer_couple": _newcomer_couple, "newcomer_family": _newcomer_family, "shared_flat": _shared_flat,
    "dormitory": _dormitory,
}  # fmt: skip
