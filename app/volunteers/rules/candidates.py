"""Who could take a seat, the best first, and why one rather than the other. The same weights as the matching. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.shared.i18n import N_, translate
from app.volunteers.rules.matching.levels import DISTANCE, FAIRNESS, GLADLY, PREFERENCE, burden
from app.volunteers.rules.matching.problem import Volunteer
from app.volunteers.rules.may_sit import Why

Words = tuple[str, str]  # Chinese, English


@dataclass(frozen=True)
class Candidate:
    """Somebody and a seat. `hours`: of this month without this seat; `past`: what counts from before (`rules.past`)
    and in this month; `km`: to the place, None: not known; `gladly`: 0 to 2; `why`: why not, empty: they may.

    `soft`: reasons that only concern what is planned for them: not in their hours, too far, declined.
    """

    id: UUID
    name: str
    hours: float
    past: float
    wish: float
    km: float | None
    gladly: int
    why: tuple[Why, ...] = ()
    soft: tuple[Why, ...] = ()

    def cost(self, length: float) -> float:
        """What it adds to the score of a plan when they take a seat of `length` hours; smaller is better."""
        load = burden(Volunteer(str(self.id), wish_hours=self.wish, past_hours=self.past), length)
        return FAIRNESS * load + PREFERENCE * (GLADLY - self.gladly) + DISTANCE * (self.km or 0.0)


def ranked(candidates: Iterable[Candidate], length: float) -> list[Candidate]:
    """Those who may, the best first; equals by name, so that it is the same every time."""
    free = [one for one in candidates if not one.why and not one.soft]
    return sorted(free, key=lambda one: (round(one.cost(length), 6), one.name, str(one.id)))


def why_this(one: Candidate) -> Words:
    """Why somebody fits, in figures."""
    parts = [_both(N_("本月 {hours} 小时，想做 {wish} 小时"), hours=_number(one.hours), wish=_number(one.wish))]
    if one.gladly == GLADLY:
        parts.append(_both(N_("很愿意做这个岗位")))
    elif one.gladly:
        parts.append(_both(N_("愿意做这个岗位")))
    if one.km is not None:
        parts.append(_both(N_("离家 {km} 公里"), km=_number(one.km)))
    return "，".join(zh for zh, _ in parts), ", ".join(en for _, en in parts)


def why_rather(chosen: Candidate, other: Candidate, length: float) -> Words:
    """Why the chosen one and not the other, who could come too."""
    loads = [
        burden(Volunteer("", wish_hours=one.wish, past_hours=one.past), length) * FAIRNESS for one in (chosen, other)
    ]
    likes = PREFERENCE * (chosen.gladly - other.gladly)
    nearer = DISTANCE * ((other.km or 0.0) - (chosen.km or 0.0))
    best = max((loads[1] - loads[0], "load"), (likes, "likes"), (nearer, "nearer"))
    if best[0] <= 1e-6:
        return _both(N_("也可以来，换成这位也行"))
    if best[1] == "load":
        return _load(chosen, other)
    if best[1] == "likes":
        return _both(N_("{name} 更愿意做这个岗位"), name=chosen.name)
    return _both(N_("{name} 离得更近"), name=chosen.name)


def _load(chosen: Candidate, other: Candidate) -> Words:
    if chosen.hours < other.hours:
        return _both(
            N_("{name} 本月 {hours} 小时，这位已有 {own} 小时"),
            name=chosen.name, hours=_number(chosen.hours), own=_number(other.hours),
        )  # fmt: skip
    if chosen.wish > other.wish:
        return _both(
            N_("{name} 想做 {wish} 小时，这位想做 {own} 小时"),
            name=chosen.name, wish=_number(chosen.wish), own=_number(other.wish),
        )  # fmt: skip
    return _both(N_("这位前几个月做得多，先让 {name} 来"), name=chosen.name)


def _both(message: str, **values: object) -> Words:
    return translate(message, "zh", **values), translate(message, "en", **values)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
