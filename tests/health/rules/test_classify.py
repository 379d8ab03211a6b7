"""The boundary table of DOMAIN §3.7, and what holds for any reading."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.health.models import Measure
from app.health.rules.bands import bands
from app.health.rules.classify import Level, Result, band_words, classify
from app.health.rules.measures import LIMITS
from app.health.rules.reading import Taken, check_taken, complete
from app.health.rules.settings import Settings
from app.health.rules.words import ISOLATED, NOTES, REPEAT, TOLD_ANY, WORDS
from app.shared.errors import Invalid
from app.shared.i18n import translate

ORDER = ["bp_normal", "bp_high_normal", "bp_grade1", "bp_grade2", "bp_grade3"]


def bp(systolic: float, diastolic: float, **more: Any) -> Result:
    return classify("bp", Taken({"systolic": systolic, "diastolic": diastolic}), **more)


def one(measure: str, value: float, context: str = "", **more: Any) -> Result:
    return classify(measure, Taken({measure: value}, context), **more)


def bmi(value: float, **more: Any) -> Result:
    """Of somebody two metres tall, so that the index is exact."""
    return classify("bmi", Taken({"weight": value * 4, "height": 200.0}), **more)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "band", "level"),
    [
        (119, 79, "bp_normal", "ok"),
        (120, 79, "bp_high_normal", "watch"),
        (119, 80, "bp_high_normal", "watch"),
        (139, 89, "bp_high_normal", "watch"),
        (140, 89, "bp_grade1", "see_doctor"),
        (139, 90, "bp_grade1", "see_doctor"),
        (159, 99, "bp_grade1", "see_doctor"),
        (160, 70, "bp_grade2", "see_doctor"),
        (150, 100, "bp_grade2", "see_doctor"),
        (179, 109, "bp_grade2", "see_doctor"),
        (180, 70, "bp_grade3", "urgent"),
        (138, 110, "bp_grade3", "urgent"),
        (139.5, 89.9, "bp_high_normal", "watch"),
        (89, 60, "bp_normal", "watch"),  # low: no class of its own in the table, but nothing to be calm about
        (90, 60, "bp_normal", "ok"),
    ],
)
def test_the_higher_class_of_the_two_pressures_wins(systolic: float, diastolic: float, band: str, level: str) -> None:
    made = bp(systolic, diastolic)
    assert (made.band, made.level) == (band, level)


def test_a_high_systolic_alone_and_a_high_diastolic_alone_are_named() -> None:
    for systolic, diastolic in ((140, 89), (160, 70), (180, 70)):
        assert "单纯收缩期" in bp(systolic, diastolic).words
    for systolic, diastolic in ((140, 90), (139, 90), (150, 100), (139, 89)):
        assert "单纯收缩期" not in bp(systolic, diastolic).words
    assert NOTES["isolated_diastolic"] in bp(139, 90).notes
    assert NOTES["isolated_diastolic"] not in bp(140, 90).notes


def test_the_office_table_is_shown_and_the_line_for_measuring_at_home_is_told() -> None:
    assert NOTES["home_line"] in bp(118, 70).notes
    assert "135/85" in bp(135, 70).advice and "135/85" in bp(120, 85).advice
    assert "135/85" not in bp(134, 84).advice


def test_a_single_high_reading_is_no_hypertension() -> None:
    assert "三天" in bp(140, 80).repeat and "疑似" not in bp(140, 80).words


@pytest.mark.parametrize(
    ("context", "value", "band", "level"),
    [
        ("fasting", 6.0, "glucose_normal", "ok"),
        ("fasting", 6.1, "glucose_ifg", "watch"),
        ("fasting", 6.9, "glucose_ifg", "watch"),
        ("fasting", 7.0, "glucose_dm_suspected", "see_doctor"),
        ("post2h", 7.7, "glucose_normal", "ok"),
        ("post2h", 7.8, "glucose_hint_raised", "watch"),
        ("post2h", 11.0, "glucose_hint_raised", "watch"),
        ("post2h", 11.1, "glucose_hint_high", "see_doctor"),
        ("before_meal", 7.0, "glucose_hint_high", "see_doctor"),
        ("random", 11.0, "glucose_normal", "ok"),
        ("random", 11.1, "glucose_random_high", "see_doctor"),
        ("", 11.1, "glucose_random_high", "see_doctor"),
        *(
            (context, value, band, level)
            for context in ("", "fasting", "before_meal", "post2h", "bedtime", "random")
            for value, band, level in (
                (3.9, "glucose_low", "urgent"),
                (4.0, "glucose_normal", "ok"),
                (16.7, "glucose_very_high", "urgent"),
            )
        ),
        ("fasting", 16.6, "glucose_dm_suspected", "see_doctor"),
        ("post2h", 16.6, "glucose_hint_high", "see_doctor"),
        ("bedtime", 16.6, "glucose_random_high", "see_doctor"),
    ],
)
def test_glucose_goes_by_when_it_was_taken(context: str, value: float, band: str, level: str) -> None:
    made = one("glucose", value, context)
    assert (made.band, made.level) == (band, level)


def test_a_finger_prick_is_suspicion_only_and_asks_for_venous_blood() -> None:
    assert "疑似" in one("glucose", 7.0, "fasting").words and "静脉血" in one("glucose", 7.0, "fasting").words
    assert NOTES["finger"] in one("glucose", 5.0).notes
    assert NOTES["unsaid"] in one("glucose", 5.0).notes and NOTES["unsaid"] not in one("glucose", 5.0, "random").notes


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (18.4, "bmi_underweight"), (18.5, "bmi_normal"), (23.9, "bmi_normal"), (23.96, "bmi_normal"),
        (24.0, "bmi_overweight"), (27.9, "bmi_overweight"), (28.0, "bmi_obese"),
    ],
)  # fmt: skip
def test_the_body_mass_index_is_compared_unrounded(value: float, band: str) -> None:
    assert bmi(value).band == band


def test_an_index_that_is_shown_on_the_line_but_lies_below_says_how_it_was_compared() -> None:
    assert NOTES["rounding"] in bmi(23.96).notes
    assert NOTES["rounding"] not in bmi(23.9).notes + bmi(24.0).notes


def test_the_noise_of_binary_fractions_moves_nobody_across_a_line() -> None:
    for centimetres in range(130, 210):
        for line, band in ((18.5, "bmi_normal"), (24, "bmi_overweight"), (28, "bmi_obese")):
            weight = line * centimetres * centimetres / 10_000
            made = classify("bmi", Taken({"weight": weight, "height": float(centimetres)}))
            assert made.band == band, (centimetres, weight)


@pytest.mark.parametrize(
    ("age", "value", "level"),
    [(79, 25, "watch"), (80, 25, "ok"), (80, 21.9, "watch"), (80, 22.0, "ok"), (80, 26.95, "ok"), (80, 27.0, "watch")],
)
def test_from_eighty_on_another_weight_is_advised(age: int, value: float, level: str) -> None:
    made = bmi(value, age=age)
    assert made.level == level
    assert (NOTES["elder_bmi"] in made.notes) is (age >= 80)


@pytest.mark.parametrize(
    ("sex", "value", "band"),
    [
        ("male", 84.9, "waist_normal"), ("male", 85, "waist_pre"), ("male", 89.9, "waist_pre"),
        ("male", 90, "waist_central"), ("female", 79.9, "waist_normal"), ("female", 80, "waist_pre"),
        ("female", 84.9, "waist_pre"), ("female", 85, "waist_central"), ("", 79.9, "waist_normal"),
        ("", 80, "waist_by_sex"), ("", 89.9, "waist_by_sex"), ("", 90, "waist_central"),
    ],
)  # fmt: skip
def test_the_waist_goes_by_sex(sex: str, value: float, band: str) -> None:
    assert one("waist", value, sex=sex).band == band


@pytest.mark.parametrize(
    ("measure", "value", "sex", "band", "level"),
    [
        ("spo2", 95, "", "spo2_normal", "ok"),
        ("spo2", 94, "", "spo2_low", "watch"),
        ("spo2", 90, "", "spo2_low", "watch"),
        ("spo2", 89, "", "spo2_very_low", "urgent"),
        ("temperature", 35.9, "", "temp_low", "watch"),
        ("temperature", 36.0, "", "temp_normal", "ok"),
        ("temperature", 37.2, "", "temp_normal", "ok"),
        ("temperature", 37.3, "", "temp_fever", "see_doctor"),
        ("pulse", 49, "", "pulse_very_low", "see_doctor"),
        ("pulse", 50, "", "pulse_low", "watch"),
        ("pulse", 60, "", "pulse_normal", "ok"),
        ("pulse", 100, "", "pulse_normal", "ok"),
        ("pulse", 101, "", "pulse_high", "watch"),
        ("pulse", 120, "", "pulse_high", "watch"),
        ("pulse", 121, "", "pulse_very_high", "see_doctor"),
        ("uric_acid", 420, "male", "uric_normal", "ok"),
        ("uric_acid", 421, "male", "uric_high", "see_doctor"),
        ("uric_acid", 360, "female", "uric_normal", "ok"),
        ("uric_acid", 361, "female", "uric_old_rule", "watch"),
        ("uric_acid", 361, "", "uric_old_rule", "watch"),
        ("uric_acid", 420, "female", "uric_old_rule", "watch"),
        ("uric_acid", 421, "female", "uric_high", "see_doctor"),
    ],
)
def test_the_other_measures_have_their_lines(measure: str, value: float, sex: str, band: str, level: str) -> None:
    made = one(measure, value, sex=sex)
    assert (made.band, made.level) == (band, level)


def test_both_rules_for_uric_acid_are_named() -> None:
    assert all(NOTES["uric_both"] in one("uric_acid", 300, sex=sex).notes for sex in ("male", "female", ""))


def test_children_get_no_band_of_adults_but_what_is_urgent_stays_urgent() -> None:
    assert bp(118, 70, age=17).band == "bp_child" and bp(118, 70, age=18).band == "bp_normal"
    assert bp(180, 100, age=10).level == Level.URGENT
    assert one("glucose", 3.9, age=10).level == Level.URGENT


def test_what_is_urgent_is_set_by_the_community() -> None:
    strict = Settings(urgent_systolic=170, urgent_glucose_low=42, urgent_spo2=93, urgent_pulse_high=130)
    assert bp(170, 80).level == "see_doctor" and bp(170, 80, settings=strict).level == "urgent"
    assert one("glucose", 4.1).level == "ok" and one("glucose", 4.1, settings=strict).level == "urgent"
    assert one("spo2", 92, settings=strict).urgent == "spo2"
    assert one("pulse", 131).level == "see_doctor" and one("pulse", 131, settings=strict).urgent == "pulse"
    with_pulse = Taken({"systolic": 120.0, "diastolic": 70.0, "pulse": 140.0})
    assert classify("bp", with_pulse, settings=strict).level == "urgent"
    assert (
        one("temperature", 39).urgent == "" and one("temperature", 39, settings=Settings(urgent_temperature=390)).urgent
    )


def test_lo_and_hi_are_urgent_wherever_the_meter_stops() -> None:
    low = check_taken("glucose", Taken({"glucose": 2.2}, "fasting", comparators={"glucose": "<"}))
    high = check_taken("glucose", Taken({}, "random", comparators={"glucose": ">"}))
    assert (classify("glucose", low).band, classify("glucose", low).urgent) == ("glucose_low", "glucose_low")
    assert (classify("glucose", high).band, classify("glucose", high).urgent) == ("glucose_very_high", "glucose_high")


def test_a_diastolic_that_was_not_heard_never_makes_a_result_calm() -> None:
    unheard = [classify("bp", Taken({"systolic": value}, not_heard=True)) for value in (110.0, 150.0, 185.0)]
    assert [(made.band, made.level) for made in unheard] == [
        ("bp_unread", "watch"), ("bp_grade1", "see_doctor"), ("bp_grade3", "urgent"),
    ]  # fmt: skip
    assert {made.repeat for made in unheard} == {REPEAT["bp_unread"]}


def test_a_rare_number_that_nobody_confirmed_is_to_be_measured_again() -> None:
    assert bp(230, 100).repeat == REPEAT["rare"]
    assert (
        classify("bp", Taken({"systolic": 230.0, "diastolic": 100.0}, confirmed=("systolic",))).repeat != REPEAT["rare"]
    )


def test_what_a_cadre_reads_tells_no_number() -> None:
    found = {band_words(row.band) for row in bands()} | {band_words("bp_unread")}
    assert TOLD_ANY in found
    assert not [text for text in found if any(letter.isdigit() for letter in text)]


def test_every_result_has_words_and_where_its_line_is_from() -> None:
    for row in bands():
        assert row.words in WORDS and (not row.repeat or row.repeat in REPEAT) and row.level in set(Level)
    assert set(ISOLATED) == {row.band for row in bands() if row.field == "systolic" and row.level == "see_doctor"}


def test_both_pressures_have_the_same_grades() -> None:
    def grades(field: str) -> list[tuple[Any, ...]]:
        rows = [row for row in bands() if row.field == field and row.age_from == 18 and row.rank != 1]
        return [(row.rank, row.band, row.level, row.advice, row.again, row.repeat) for row in rows]

    assert grades("systolic") == grades("diastolic")


def test_the_rows_of_a_scale_rise() -> None:
    for before, after in pairwise(bands()):
        if after.start is not None:
            assert before.field == after.field and (before.start is None or before.start < after.start)


pressures = some.tuples(some.integers(60, 280), some.integers(30, 180))


@given(pressures, some.integers(0, 220), some.integers(0, 150))
def test_a_higher_pressure_never_gives_a_lower_class(low: tuple[int, int], more: int, also: int) -> None:
    below, above = bp(*low), bp(low[0] + more, low[1] + also)
    assert ORDER.index(below.band) <= ORDER.index(above.band)
    if low[0] >= 90:  # a low pressure is to be watched
        assert [*Level].index(below.level) <= [*Level].index(above.level)


@given(some.sampled_from([measure for measure in Measure if measure not in (Measure.BP, Measure.BMI)]), some.data())
@settings(deadline=None)
def test_any_number_is_refused_or_has_a_result(measure: Measure, data: Any) -> None:
    limit = LIMITS[measure]
    value = data.draw(some.floats(limit.least - 5, limit.most + 5))
    sign = data.draw(some.sampled_from(["", "", "<", ">"]))
    context = data.draw(some.sampled_from(["", "fasting", "post2h"])) if measure == "glucose" else ""
    sex = data.draw(some.sampled_from(["", "male", "female"]))
    age = data.draw(some.one_of(some.none(), some.integers(0, 120)))
    try:
        taken = complete(
            measure, Taken({str(measure): value}, context, comparators={str(measure): sign} if sign else {})
        )
    except Invalid as wrong:
        assert wrong.errors
        return
    made = classify(measure, taken, age=age, sex=sex)
    assert made.words and made.advice and made.again and made.source
    assert translate(made.words, "en") != made.words, "everything is said in English too"
    assert sign == "" or measure != "glucose" or made.level == Level.URGENT


@given(some.floats(2, 300), some.floats(50, 250), some.integers(18, 110))
def test_any_weight_and_height_have_a_result(weight: float, height: float, age: int) -> None:
    assert classify("bmi", complete("bmi", Taken({"weight": weight, "height": height})), age=age).words
