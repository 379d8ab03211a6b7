"""Reasons in words."""

from __future__ import annotations

from datetime import date

import pytest

from app.visits.models import Mode, Outcome, PriorityCause, TimeOfDay, Urgency
from app.visits.wording import CAUSE_NAMES, CAUSES, MODES, OUTCOMES, TIMES, URGENCIES, Sentence, why_due, why_first

TODAY = date(2026, 3, 2)


def test_a_household_says_which_group_which_rule_and_how_long() -> None:
    reason = why_due("独居老人", "应每月探访", date(2026, 1, 20), date(2026, 1, 20), TODAY)
    assert reason.in_language("zh") == "独居老人，应每月探访，已 41 天"


def test_one_that_was_never_met_says_since_when_it_is_registered() -> None:
    reason = why_due("", "应每半年走访", date(2026, 2, 20), None, TODAY)
    assert reason.in_language("zh") == "普通住户，应每半年走访，登记 10 天还没见到"


def test_a_phone_clock_that_runs_ahead_never_makes_days_negative() -> None:
    assert why_first(PriorityCause.HOSPITAL, date(2026, 3, 5), TODAY).in_language() == "出院 0 天，还没看望"


def test_names_a_community_gave_stay_as_they_are_in_english() -> None:
    sentence = Sentence("{group}，{rule}，已 {days} 天", {"group": "本社区的组", "rule": "常去", "days": 1}, ("group",))
    assert "本社区的组" in sentence.in_language("en")


@pytest.mark.parametrize(
    ("words", "kind"),
    [(CAUSES, PriorityCause), (CAUSE_NAMES, PriorityCause), (MODES, Mode), (OUTCOMES, Outcome), (TIMES, TimeOfDay),
     (URGENCIES, Urgency)],
)  # fmt: skip
def test_every_choice_has_its_word(words: dict, kind: type) -> None:
    assert set(words) == set(kind)
