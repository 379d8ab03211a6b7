"""Who belongs to which care group, at rates a community of this size knows (300–600 people in all)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.households.demo.draw import Draw
from app.households.demo.people import Resident
from app.households.models import Residency


@dataclass(frozen=True, slots=True)
class Pool:
    """A care group: how many of whom. `count` None: everybody who fits."""

    code: str
    count: int | None
    fits: Callable[[Resident], bool]


def _aged(low: int, high: int = 200, sex: str = "男女") -> Callable[[Resident], bool]:
    return lambda p: low <= p.member.age <= high and p.member.sex in sex


def _local(low: int, high: int = 200, sex: str = "男女") -> Callable[[Resident], bool]:
    return lambda p: p.home.local and _aged(low, high, sex)(p)


POOLS = (
    Pool("elder_alone", None, lambda p: p.home.kind == "elder_alone"),
    Pool("empty_nest", 82, lambda p: p.home.kind == "elder_couple" and p.member.age >= 70),
    Pool("advanced_age", 150, _local(80)),
    Pool("disabled_daily_living", 26, _local(72)),
    Pool("dementia", 9, _local(76)),
    Pool("elder_severe_disability", 6, _local(66)),
    Pool("lost_only_child_family", 12, lambda p: p.home.kind in ("elder_couple", "couple") and p.member.age >= 52),
    Pool("subsistence_allowance", 34, lambda p: p.home.local and p.member.residency is Residency.REGISTERED),
    Pool("marginal_low_income", 18, lambda p: p.home.local and p.member.residency is Residency.REGISTERED),
    Pool("destitute", 4, lambda p: p.home.kind == "elder_alone"),
    Pool("expenditure_hardship", 7, _local(30, 70)),
    Pool("person_with_disability", 74, _local(9)),
    Pool("severe_disability_hardship", 8, _local(18, 64)),
    Pool("orphan", 1, _local(8, 15)),
    Pool("de_facto_unattended_child", 2, _local(5, 15)),
    Pool("child_in_difficulty", 6, _local(4, 16)),
    Pool("single_mother_hardship", 4, lambda p: p.home.kind == "single_parent" and p.member.relation == "户主"),
    Pool("maternal", 38, lambda p: p.member.relation == "配偶" and 22 <= p.member.age <= 38),
    Pool("severe_mental_disorder", 19, _local(20, 70)),
    Pool("veteran_benefit", 15, _local(60, sex="男")),
    Pool("community_correction", 6, _aged(20, 55)),
)


def memberships(draw: Draw, people: list[Resident], set_by: UUID) -> Iterator[dict[str, Any]]:
    """Rows of `PersonCareGroup`."""
    rng = draw.rng
    for pool in POOLS:
        fitting = [person for person in people if pool.fits(person)]
        chosen = fitting if pool.count is None else rng.sample(fitting, min(pool.count, len(fitting)))
        for person in chosen:
            yield {
                "id": draw.id(), "community_id": draw.community, "person_id": person.id, "code": pool.code,
                "since": date(rng.randint(2021, 2025), rng.randint(1, 12), rng.randint(1, 28)), "ended_on": None,
                "set_by": set_by,
            }  # fmt: skip
