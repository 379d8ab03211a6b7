"""5,735 real people (NHANES 2015-16) through the entry rules and the bands.

What is expected is worked out here, by comparisons of its own on exact fractions; not by a rule of the product.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path

from app.health.rules.classify import classify
from app.health.rules.protocol import average, wants_third
from app.health.rules.reading import Taken, check_taken, complete
from app.shared.errors import Invalid

FILE = Path(__file__).parent / "data" / "nhanes_2015_2016.csv.gz"

CLASSES = ("bp_normal", "bp_high_normal", "bp_grade1", "bp_grade2", "bp_grade3")


@cache
def people() -> list[dict[str, str]]:
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pressure(row: dict[str, str], number: int) -> tuple[int, int] | None:
    systolic, diastolic = row[f"BPXSY{number}"], row[f"BPXDI{number}"]
    return (int(systolic), int(diastolic)) if systolic else None


def typed(systolic: float, diastolic: float) -> Taken:
    return Taken({"systolic": systolic, "diastolic": diastolic})


def codes(measure: str, taken: Taken) -> str:
    """How the entry rules answer: "taken", or the codes of what they refuse or ask back."""
    try:
        check_taken(measure, taken)
    except Invalid as wrong:
        return " ".join(sorted({error.code for error in wrong.errors}))
    return "taken"


def own_class(systolic: Fraction | int, diastolic: Fraction | int) -> str:
    if systolic >= 180 or diastolic >= 110:
        return "bp_grade3"
    if systolic >= 160 or diastolic >= 100:
        return "bp_grade2"
    if systolic >= 140 or diastolic >= 90:
        return "bp_grade1"
    return "bp_high_normal" if systolic >= 120 or diastolic >= 80 else "bp_normal"


def test_everybody_is_there() -> None:
    assert len(people()) == 5735
    assert sum(pressure(row, 1) is None for row in people()) == 334


def test_a_first_reading_is_taken_asked_back_or_was_not_heard() -> None:
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for systolic, diastolic in filter(None, (pressure(row, 1) for row in people())):
        if diastolic == 0:
            expected["not_heard"] += 1
        elif systolic < 80 or systolic > 220 or diastolic < 30 or diastolic < 45 or diastolic > 130:
            expected["too_low" if diastolic < 30 else "confirm"] += 1
        else:
            expected["taken"] += 1
        found[codes("bp", typed(systolic, diastolic))] += 1
    assert found == expected
    assert found["not_heard"] == 26 and sum(found.values()) == 5401
    assert found["taken"] / sum(found.values()) > 0.97, "hardly anybody is bothered"


def test_the_bands_of_first_readings_are_those_of_the_table() -> None:
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    urgent, isolated = 0, 0
    for systolic, diastolic in filter(None, (pressure(row, 1) for row in people())):
        if diastolic < 30:
            continue
        made = classify("bp", complete("bp", typed(systolic, diastolic)))
        expected[own_class(systolic, diastolic)] += 1
        found[made.band] += 1
        urgent += made.level == "urgent"
        assert (made.level == "urgent") is (systolic >= 180 or diastolic >= 110)
        isolated += "单纯收缩期" in made.words
        assert ("单纯收缩期" in made.words) is (systolic >= 140 and diastolic < 90)
    assert found == expected
    # Counted once more outside Python, with awk, over the same file.
    assert [found[band] for band in CLASSES] == [2128, 2149, 790, 227, 74]
    assert urgent and isolated


def test_seventy_five_people_are_urgent_even_where_the_diastolic_was_not_heard() -> None:
    found = 0
    for systolic, diastolic in filter(None, (pressure(row, 1) for row in people())):
        unheard = diastolic < 30
        taken = Taken({"systolic": systolic} if unheard else typed(systolic, diastolic).values, not_heard=unheard)
        found += classify("bp", complete("bp", taken)).level == "urgent"
    assert found == 75


def test_the_mean_of_two_readings_is_judged_unrounded() -> None:
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    thirds = {5: 0, 10: 0}
    own_thirds = {5: 0, 10: 0}
    halves = 0
    for row in people():
        first, second = pressure(row, 1), pressure(row, 2)
        if first is None or second is None or first[1] < 30 or second[1] < 30:
            continue
        both = [complete("bp", typed(*first)), complete("bp", typed(*second))]
        for over in thirds:
            thirds[over] += wants_third("bp", both, over)
            own_thirds[over] += abs(first[0] - second[0]) > over or abs(first[1] - second[1]) > over
        mean = Fraction(first[0] + second[0], 2), Fraction(first[1] + second[1], 2)
        halves += mean[0].denominator == 2
        expected[own_class(*mean)] += 1
        found[classify("bp", average(both)).band] += 1
    assert found == expected and thirds == own_thirds
    assert thirds[5] > thirds[10] > 200, "220 people have two systolics that lie more than 10 apart"
    assert halves == 0, "readings of NHANES are even; halves are tried in test_protocol"


def test_weight_and_height_give_the_index_that_nhanes_gives_and_the_band_of_the_table() -> None:
    expected: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    asked, own_asked = 0, 0
    for row in people():
        if not (row["BMXWT"] and row["BMXHT"]):
            continue
        weight, metres, age = Fraction(row["BMXWT"]), Fraction(row["BMXHT"]) / 100, int(row["RIDAGEYR"])
        index = weight / metres**2
        assert abs(index - Fraction(row["BMXBMI"])) <= Fraction("0.06")
        band = (
            "underweight"
            if index < Fraction("18.5")
            else "normal"
            if index < 24
            else "overweight"
            if index < 28
            else "obese"
        )
        calm = 22 <= index < 27 if age >= 80 else band == "normal"
        expected[f"bmi_{band}", "ok" if calm else "watch"] += 1
        taken = Taken({"weight": float(row["BMXWT"]), "height": float(row["BMXHT"])})
        made = classify("bmi", complete("bmi", taken), age=age)
        found[made.band, str(made.level)] += 1
        half = Fraction(14) <= index / 2 <= 35
        outside = not (35 <= weight <= 150 and 130 <= metres * 100 <= 200)
        own_asked += outside or (index > 35 and half)
        asked += codes("bmi", taken) == "confirm"
    assert found == expected
    assert asked == own_asked


def test_the_waist_is_judged_by_sex() -> None:
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for row in people():
        if not row["BMXWAIST"]:
            continue
        waist, male = Fraction(row["BMXWAIST"]), row["RIAGENDR"] == "1"
        lines = (85, 90) if male else (80, 85)
        expected["waist_normal" if waist < lines[0] else "waist_pre" if waist < lines[1] else "waist_central"] += 1
        taken = complete("waist", Taken({"waist": float(row["BMXWAIST"])}))
        found[classify("waist", taken, sex="male" if male else "female").band] += 1
    assert found == expected and sum(found.values()) > 5000
