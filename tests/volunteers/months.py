"""Months for tests and figures: tiny ones of any shape, and large ones as a community has them. All invented."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from app.volunteers.rules.matching.check import faults
from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer, Window

MONDAY = datetime(2026, 12, 7)
SKILLS = ("doctor", "nurse", "first_aid", "minnan")


def tiny(random: Random) -> Problem:
    """At most four people and three shifts, with something of everything; few enough to try every plan."""
    shifts = tuple(_tiny_shift(random, f"s{at}") for at in range(random.randint(1, 3)))
    people = tuple(_tiny_person(random, f"v{at}", shifts) for at in range(random.randint(1, 4)))
    seats = [(shift.id, need.role) for shift in shifts for need in shift.needs]

    def some(most: int) -> tuple[Assignment, ...]:
        count = random.randint(0, most)
        return tuple({Assignment(*random.choice(seats), random.choice(people).id) for _ in range(count)})

    proposed = some(2)
    locks = some(2)
    made = Problem(people, shifts, locks, proposed, random.choice((0, 30, 60)))
    return made if not faults(made) else Problem(people, shifts, (), proposed, made.travel_minutes)


def _tiny_shift(random: Random, name: str) -> Shift:
    start = MONDAY + timedelta(days=random.randint(0, 1), hours=random.choice((8, 9, 10, 12, 22)))
    needs = [Need("a", random.choice((None, "doctor")), random.randint(1, 2), random.randint(1, 3))]
    if random.random() < 0.4:
        needs.append(Need("b", None, 1, random.randint(1, 3)))
    end = start + timedelta(hours=random.choice((1, 1.5, 2, 3)))
    return Shift(name, start, end, random.choice((None, (random.uniform(0, 3), 0.0))), tuple(needs))


def _tiny_person(random: Random, name: str, shifts: tuple[Shift, ...]) -> Volunteer:
    def one_in(times: int) -> bool:
        return random.randrange(times) == 0

    return Volunteer(
        id=name, skills=frozenset({"doctor"} if one_in(2) else ()),
        windows=tuple(
            Window(day, time(random.choice((0, 8, 9))), time(random.choice((11, 12, 18, 0)))) for day in range(7)
            for _ in range(random.randint(0, 2))
        ),
        home=random.choice((None, (random.uniform(0, 3), 1.0))), max_km=random.choice((None, 2.0, 3.0)),
        wish_hours=random.choice((0, 1, 2, 4)), cap_hours=random.choice((1.5, 2, 3, 4, 5)),
        past_hours=random.choice((0, 1, 3)),
        prefers={shift.id: random.randint(0, 2) for shift in shifts if one_in(2)},
        declined=frozenset(shift.id for shift in shifts if one_in(10)), novice=one_in(3),
        apart=frozenset({f"v{random.randint(0, 3)}"} if one_in(5) else ()),
    )  # fmt: skip


def month(people: int, shifts: int, seed: int) -> Problem:
    """A month of a community: two to four free half-days a week each, at most 4.5 km, half of the shifts medical."""
    random = Random(seed)
    volunteers = tuple(_person(random, f"v{at}") for at in range(people))
    days = tuple(_shift(random, f"s{at}") for at in range(shifts))
    for one in volunteers:
        one.prefers.update({shift.id: random.randint(0, 2) for shift in random.sample(days, max(1, shifts // 20))})
    return Problem(volunteers, days)


def _person(random: Random, name: str) -> Volunteer:
    windows = []
    for day in random.sample(range(7), random.randint(2, 4)):
        since = random.choice((8, 9, 13, 14, 18))
        windows.append(Window(day, time(since), time(min(since + random.choice((4, 5, 8)), 23))))
    return Volunteer(
        id=name, skills=frozenset(skill for skill in SKILLS if random.random() < 0.25), windows=tuple(windows),
        home=(random.uniform(0, 5), random.uniform(0, 5)), max_km=random.choice((2.5, 3.5, 4.5)),
        wish_hours=random.choice((4, 6, 8, 12, 16)), cap_hours=random.choice((12, 16, 24)),
        past_hours=random.choice((0, 0, 2, 4, 8, 12)),
    )  # fmt: skip


def _shift(random: Random, name: str) -> Shift:
    start = datetime(2026, 12, 1) + timedelta(
        days=random.randrange(30), hours=random.choice((8, 9, 10, 13, 14, 15, 18))
    )
    needs = [Need("helper", None, random.randint(1, 2), random.randint(1, 2))]
    if random.random() < 0.5:
        needs.append(Need("medical", random.choice(SKILLS), 1, 3))
    end = start + timedelta(hours=random.choice((2, 2.5, 3, 4)))
    return Shift(name, start, end, (random.uniform(0, 5), random.uniform(0, 5)), tuple(needs))
