"""When a household is due, when it is overdue, and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shared.ids import new_id
from app.visits.models import Mode, Outcome, PriorityCause, PriorityRule, TimeOfDay, VisitInterval
from app.visits.rules import (
    Applies,
    Cause,
    Standing,
    Tried,
    birthday,
    due_date,
    is_due,
    is_overdue,
    next_due,
    next_try,
    overdue_date,
    part_of,
    standing,
)

HERE = new_id()
MONDAY = date(2026, 3, 2)
KNOWN = date(2026, 1, 1)


def every(days: int, grace: int = 0, code: str = "", rank: int = 9, modes: list[str] | None = None) -> VisitInterval:
    row = VisitInterval(community_id=HERE, code=code, words="", days=days, grace_days=grace, rank=rank, source="test")
    row.modes = modes or [mode.value for mode in Mode]
    return row


def pulls(cause: PriorityCause, within: int, recent: int | None = None) -> dict[PriorityCause, PriorityRule]:
    row = PriorityRule(community_id=HERE, cause=cause, within_days=within, recent_days=recent, source="test")
    return {cause: row}


def met(day: date, mode: Mode = Mode.VISIT) -> Standing:
    return Standing(met_on={mode: day})


MONTHLY = every(30, 1, "elder_alone", 2)
WEEKLY = every(7, 0, "elder_alone", 1)
HALF_YEARLY = every(182, 2)

# ---- due and overdue --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interval", "last_met", "since", "due"),
    [
        (MONTHLY, date(2026, 2, 1), None, date(2026, 3, 3)),  # counted from the last met visit
        (MONTHLY, None, None, date(2026, 1, 31)),  # never met: from the day it became known
        (MONTHLY, date(2026, 1, 1), date(2026, 3, 1), date(2026, 3, 1)),  # the rule began to hold later: that day
        (MONTHLY, date(2026, 2, 20), date(2026, 3, 1), date(2026, 3, 22)),  # … which does not shorten anything
        (WEEKLY, date(2026, 2, 23), None, MONDAY),
        (every(0), date(2026, 3, 2), None, MONDAY),  # the same day again
    ],
)
def test_a_household_is_due_days_after_it_was_last_met(
    interval: VisitInterval, last_met: date | None, since: date | None, due: date
) -> None:
    assert due_date(Applies(interval, since), last_met, KNOWN) == due


@pytest.mark.parametrize(
    ("today", "due", "overdue"),
    [
        (date(2026, 3, 1), False, False),
        (date(2026, 3, 2), True, False),  # the day itself
        (date(2026, 3, 3), True, False),  # the day of grace
        (date(2026, 3, 4), True, True),
        (date(2027, 3, 4), True, True),
    ],
)
def test_due_comes_first_then_grace_then_overdue(today: date, due: bool, overdue: bool) -> None:
    assert is_due(MONDAY, today) is due
    assert is_overdue(overdue_date(MONDAY, grace_days=1), today) is overdue


def test_without_grace_the_day_after_is_overdue() -> None:
    assert overdue_date(MONDAY, 0) == date(2026, 3, 3)


def test_the_strictest_rule_wins_and_is_remembered() -> None:
    due = next_due([Applies(HALF_YEARLY), Applies(MONTHLY), Applies(WEEKLY)], met(date(2026, 2, 27)), KNOWN)
    assert (due.due_on, due.overdue_on) == (date(2026, 3, 6), date(2026, 3, 7))
    assert due.interval is WEEKLY
    assert due.last_met_on == due.counted_from == date(2026, 2, 27)


def test_strict_is_what_becomes_overdue_first_not_what_is_due_first() -> None:
    early_but_patient, late_but_sharp = every(10, 20, "a"), every(12, 0, "b")
    due = next_due([Applies(early_but_patient), Applies(late_but_sharp)], met(MONDAY), KNOWN)
    assert due.interval is late_but_sharp
    assert (due.due_on, due.overdue_on) == (MONDAY + timedelta(10), MONDAY + timedelta(13))


def test_at_equal_dates_the_smaller_rank_is_named() -> None:
    first, second = every(30, 1, "b", 2), every(30, 1, "a", 3)
    assert next_due([Applies(second), Applies(first)], met(MONDAY), KNOWN).interval is first


def test_a_household_never_met_says_so() -> None:
    due = next_due([Applies(MONTHLY)], Standing(), KNOWN)
    assert (due.last_met_on, due.counted_from) == (None, KNOWN)


def test_a_contact_that_does_not_count_under_a_rule_does_not_put_it_off() -> None:
    at_the_door = every(30, 1, "orphan", modes=["visit"])
    now = Standing(met_on={Mode.VISIT: date(2026, 1, 20), Mode.CALL: date(2026, 2, 25)})
    due = next_due([Applies(at_the_door), Applies(HALF_YEARLY)], now, KNOWN)
    assert due.due_on == date(2026, 2, 19)
    assert due.last_met_on == date(2026, 1, 20)


def test_somebody_turning_eighty_is_due_under_the_weekly_rule_from_that_day_on() -> None:
    on_the_day = birthday(date(1946, 3, 12), 80)
    due = next_due([Applies(MONTHLY), Applies(WEEKLY, on_the_day)], met(MONDAY), KNOWN)
    assert due.due_on == date(2026, 3, 12)
    assert due.interval is WEEKLY


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(1946, 3, 2), 80, MONDAY),
        (date(1948, 2, 29), 80, date(2028, 2, 29)),
        (date(1948, 2, 29), 78, date(2026, 3, 1)),
    ],
)
def test_a_birthday_on_29_february_is_kept_on_1_march_in_other_years(born: date, age: int, day: date) -> None:
    assert birthday(born, age) == day


# ---- what moves a household up ----------------------------------------------------------------------------------

HOSPITAL, URGENT, NEED, MOVED, MISSED = PriorityCause


@pytest.mark.parametrize(
    ("cause", "since", "known", "within", "recent", "last_met", "due"),
    [
        (
            HOSPITAL,
            date(2026, 2, 28),
            date(2026, 3, 1),
            1,
            None,
            date(2026, 2, 20),
            date(2026, 3, 2),
        ),  # from learning of it
        (
            HOSPITAL,
            date(2026, 2, 28),
            date(2026, 2, 28),
            1,
            None,
            date(2026, 2, 28),
            None,
        ),  # seen on that day: answered
        (HOSPITAL, date(2026, 2, 28), date(2026, 2, 28), 1, None, date(2026, 3, 1), None),
        (HOSPITAL, date(2026, 2, 28), date(2026, 2, 28), 120, None, date(2026, 2, 20), None),  # never pushes a date out
        (URGENT, date(2026, 3, 1), date(2026, 3, 1), 1, None, date(2026, 3, 1), date(2026, 3, 2)),  # stays until closed
        (NEED, date(2026, 3, 1), date(2026, 3, 1), 15, None, date(2026, 3, 1), date(2026, 3, 16)),
        (
            NEED,
            date(2026, 1, 1),
            date(2026, 1, 1),
            15,
            None,
            date(2026, 3, 1),
            date(2026, 3, 16),
        ),  # seen since: counts anew
        (MOVED, date(2026, 2, 10), date(2026, 3, 1), 14, 90, None, date(2026, 3, 15)),
        (MOVED, date(2025, 12, 1), date(2026, 3, 1), 14, 90, None, date(2026, 3, 15)),  # the 90th day still counts
        (MOVED, date(2025, 11, 30), date(2026, 3, 1), 14, 90, None, None),  # moved in long before we knew: no cause
        (MISSED, date(2026, 3, 1), date(2026, 3, 1), 3, None, date(2026, 2, 1), date(2026, 3, 4)),
    ],
)
def test_a_cause_pulls_the_due_date_in(
    cause: PriorityCause, since: date, known: date, within: int, recent: int | None, last_met: date | None,
    due: date | None,
) -> None:  # fmt: skip
    quarterly, now = every(90, 2), met(last_met) if last_met else Standing()
    plain = next_due([Applies(quarterly)], now, MONDAY)
    found = next_due([Applies(quarterly)], now, MONDAY, [Cause(cause, since, known)], pulls(cause, within, recent))
    assert found.due_on == (due or plain.due_on)
    assert found.overdue_on == (due + timedelta(1) if due else plain.overdue_on)


def test_the_cause_is_named_as_long_as_it_lasts_even_if_another_rule_is_stricter() -> None:
    need = Cause(NEED, MONDAY, MONDAY)
    due = next_due([Applies(WEEKLY)], met(MONDAY), KNOWN, [need], pulls(NEED, 15))
    assert due.due_on == MONDAY + timedelta(7)
    assert due.cause == need


def test_of_several_causes_the_strictest_is_named() -> None:
    causes = [Cause(NEED, MONDAY, MONDAY), Cause(HOSPITAL, MONDAY, MONDAY)]
    due = next_due([Applies(WEEKLY)], met(KNOWN), KNOWN, causes, pulls(NEED, 15) | pulls(HOSPITAL, 1))
    assert due.cause is causes[1]


def test_a_cause_without_a_rule_in_this_community_does_nothing() -> None:
    assert next_due([Applies(WEEKLY)], Standing(), KNOWN, [Cause(HOSPITAL, MONDAY, MONDAY)], {}).cause is None


# ---- what the visits add up to ----------------------------------------------------------------------------------


def at(day: int, hour: int = 10, mode: Mode = Mode.VISIT, outcome: Outcome = Outcome.MET) -> Tried:
    return Tried(datetime(2026, 3, day, hour), mode, outcome)


def test_not_at_home_counts_in_a_row_and_ends_when_somebody_answers() -> None:
    out = Outcome.NOT_HOME
    assert standing([at(2, outcome=out), at(3, outcome=out)]).missed == 2
    assert standing([at(2, outcome=out), at(3), at(4, outcome=out)]).missed == 1
    assert standing([at(2, outcome=out), at(3, outcome=Outcome.REFUSED)]).missed == 0
    assert standing([at(2, outcome=out), at(3, outcome=Outcome.MOVED)]).missed == 0


def test_only_a_met_visit_is_met() -> None:
    now = standing([at(2, mode=Mode.CALL), at(3, outcome=Outcome.REFUSED), at(4, outcome=Outcome.NOT_HOME)])
    assert now.met_on == {Mode.CALL: date(2026, 3, 2)}
    assert now.last == at(4, outcome=Outcome.NOT_HOME)


def test_a_household_nobody_went_to_has_no_standing() -> None:
    assert standing([]) == Standing()


# ---- when to try next -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "part"),
    [
        (datetime(2026, 3, 2, 11, 59), TimeOfDay.MORNING),
        (datetime(2026, 3, 2, 12, 0), TimeOfDay.AFTERNOON),
        (datetime(2026, 3, 2, 16, 59), TimeOfDay.AFTERNOON),
        (datetime(2026, 3, 2, 17, 0), TimeOfDay.EVENING),
        (datetime(2026, 3, 6, 23, 59), TimeOfDay.EVENING),  # Friday
        (datetime(2026, 3, 7, 0, 0), TimeOfDay.WEEKEND),
    ],
)
def test_the_week_has_four_parts(moment: datetime, part: TimeOfDay) -> None:
    assert part_of(moment) is part


@pytest.mark.parametrize(
    ("tried", "then"),
    [
        ([], None),
        ([(2, 10)], TimeOfDay.EVENING),
        ([(2, 10), (2, 19)], TimeOfDay.AFTERNOON),
        ([(2, 10), (2, 19), (3, 15)], TimeOfDay.WEEKEND),
        ([(2, 10), (2, 19), (3, 15), (7, 10)], TimeOfDay.MORNING),  # all failed: the one tried longest ago
        ([(2, 10), (2, 19), (3, 15), (7, 10), (9, 10)], TimeOfDay.EVENING),
    ],
)
def test_after_a_closed_door_another_time_is_proposed(tried: list[tuple[int, int]], then: TimeOfDay | None) -> None:
    assert next_try([datetime(2026, 3, day, hour) for day, hour in tried]) is then


# ---- properties -------------------------------------------------------------------------------------------------

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
intervals = st.builds(
    every, st.integers(0, 400), st.integers(0, 60), st.text("abc", min_size=1, max_size=2), st.integers(1, 9),
    st.lists(st.sampled_from([mode.value for mode in Mode]), min_size=1, unique=True),
)  # fmt: skip
applying = st.builds(Applies, intervals, st.none() | days)
standings = st.builds(Standing, st.dictionaries(st.sampled_from(list(Mode)), days))
causes = st.builds(Cause, st.sampled_from(list(PriorityCause)), days, days)
tries = st.builds(
    Tried, st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.sampled_from(list(Mode)),
    st.sampled_from(list(Outcome)),
)  # fmt: skip
EVERY_RULE = {cause: rule for c in PriorityCause for cause, rule in pulls(c, 3).items()}


@given(st.lists(applying, min_size=1), applying, standings, days)
def test_a_further_rule_never_makes_anything_later(
    some: list[Applies], more: Applies, now: Standing, known: date
) -> None:
    before, after = next_due(some, now, known), next_due([*some, more], now, known)
    assert after.due_on <= before.due_on and after.overdue_on <= before.overdue_on


@given(st.lists(applying, min_size=1), standings, days, st.lists(causes))
def test_a_cause_never_makes_anything_later(
    some: list[Applies], now: Standing, known: date, found: list[Cause]
) -> None:
    plain, pulled = next_due(some, now, known), next_due(some, now, known, found, EVERY_RULE)
    assert pulled.due_on <= plain.due_on and pulled.overdue_on <= plain.overdue_on


@given(st.lists(applying, min_size=1), standings, days, days, st.sampled_from(list(Mode)), st.lists(causes))
def test_meeting_somebody_later_never_makes_a_household_due_earlier(
    some: list[Applies], now: Standing, known: date, day: date, mode: Mode, found: list[Cause]
) -> None:
    after = Standing({**now.met_on, mode: max(day, now.met_on.get(mode, known), known)})
    before = next_due(some, now, known, found, EVERY_RULE)
    assert next_due(some, after, known, found, EVERY_RULE).due_on >= before.due_on


@given(st.lists(applying, min_size=1), standings, days, st.lists(causes))
def test_overdue_is_always_after_due_and_the_named_rule_is_one_of_them(
    some: list[Applies], now: Standing, known: date, found: list[Cause]
) -> None:
    due = next_due(some, now, known, found, EVERY_RULE)
    assert due.overdue_on > due.due_on
    assert any(due.interval is one.interval for one in some)


@given(intervals, st.integers(1, 100), standings, days)
def test_a_shorter_interval_is_never_due_later(one: VisitInterval, less: int, now: Standing, known: date) -> None:
    stricter = every(max(0, one.days - less), one.grace_days, one.code, one.rank, one.modes)
    assert next_due([Applies(stricter)], now, known).due_on <= next_due([Applies(one)], now, known).due_on


@given(st.lists(tries), st.randoms())
def test_the_order_in_which_visits_arrive_does_not_matter(visits: list[Tried], random: object) -> None:
    shuffled = list({one.at: one for one in visits}.values())
    expected = standing(sorted(shuffled, key=lambda one: one.at))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(shuffled) == expected


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), min_size=1))
def test_the_proposed_time_is_never_the_one_that_just_failed(missed: list[datetime]) -> None:
    missed.sort()
    assert next_try(missed) is not part_of(missed[-1])
