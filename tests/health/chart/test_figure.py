"""A chart says in numbers and words what it draws, and a table beside it says the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest

from app.health.chart.figure import Marked, Picture, drawn
from app.health.rules.plots import plots_of
from app.health.rules.series import MOST, Span, checks_of, window
from app.health.rules.zones import Zone
from tests.health.rules.test_series import NOON, ZONE, Row, Taken, bp

TODAY = date(2026, 11, 23)
INF = float("inf")
ZONES = {
    ("血压", "systolic"): [
        Zone(-INF, 120, "ok", "正常"), Zone(120, 140, "watch", "正常高值"), Zone(140, 180, "see_doctor", "偏高"),
        Zone(180, INF, "urgent", "很高"),
    ]
}  # fmt: skip


def picture(rows: list[Row], span: Span = Span.MONTH, measure: str = "bp", marks: tuple[Marked, ...] = ()) -> Picture:
    shown = window(TODAY, span)
    plots = plots_of(measure, checks_of(rows, ZONE), shown.days)
    return Picture(measure, shown, plots, marks, ZONES, lambda spot: "watch")


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{html}</div>")


def test_the_table_has_the_numbers_of_the_chart_and_words_for_the_band() -> None:
    check = uuid4()
    (one,) = drawn(picture([bp(146, 92, check_id=check), bp(136, 88, check_id=check)]), "zh")
    text = " ".join(parsed(one.html).itertext())
    assert "141/90" in text and "2 次平均" in text and "▲ 留意" in text and "在家" in text
    label = parsed(one.html).find("svg").get("aria-label")
    assert "最低 141" in label and "平均 141" in label and "2026-10-25" in label


def test_bands_are_told_by_hatching_and_names_not_by_colour() -> None:
    (one,) = drawn(picture([bp(150)]), "zh")
    svg = parsed(one.html).find("svg")
    fills = [rect.get("fill") for rect in svg.iter("rect")]
    assert "url(#bp0-systolic-watch)" in fills and "url(#bp0-systolic-see_doctor)" in fills
    assert {text.text for text in svg.iter("text")} >= {"正常", "正常高值", "120", "140"}
    assert "很高 ≥180" in one.html  # has no room in the chart, stands below it
    colours = re.findall(r'(?:fill|stroke)="(#[^"]*|[a-z]+)"', one.html)
    assert set(colours) <= {"none", "currentColor"}


def test_where_it_was_measured_and_the_meal_have_their_shape() -> None:
    rows = [
        Row(Taken({"glucose": 6.0}, "fasting"), origin="home"),
        Row(Taken({"glucose": 6.2}, "before_meal"), origin="lounge"),
        Row(Taken({"glucose": 8.2}, "post2h"), origin="lounge"),
    ]
    before, later = drawn(picture(rows, measure="glucose"), "zh")
    assert (before.title, later.title) == ("血糖，空腹和餐前", "血糖，餐后 2 小时")
    assert 'stroke-linecap="square"' in before.html and 'stroke-linecap="square"' not in later.html
    assert "○ 空腹 · 在家" in before.html and "■ 餐前 · 客厅" in before.html and "● 餐后 2 小时 · 客厅" in later.html


def test_marked_days_have_a_number_in_the_chart_and_words_below_that_are_only_words() -> None:
    marks = (
        Marked(TODAY - timedelta(days=3), "<script>alert(1)</script>", True),
        Marked(TODAY - timedelta(days=90), "太早", False),
    )
    (one,) = drawn(picture([bp(150)], marks=marks), "zh")
    assert "<script" not in one.html and "1. 11-20 &lt;script&gt;" in one.html and "太早" not in one.html
    assert "长虚线：用药" in one.html and "点线：事件" not in one.html


@pytest.mark.parametrize("span", Span)
def test_however_many_readings_a_chart_is_a_few_shapes(span: Span) -> None:
    rows = [bp(110 + n % 60, 70 + n % 30, taken_at=NOON - timedelta(hours=n)) for n in range(24 * 365)]
    (one,) = drawn(picture(rows if span is Span.YEAR else rows[: 24 * 20], span), "zh")
    svg = parsed(one.html).find("svg")
    assert len(list(svg.iter())) < 60
    assert sum(path.get("d").count("h0") for path in svg.iter("path")) <= 3 * MOST
    assert len(list(parsed(one.html).iter("tr"))) <= MOST + 2


def test_the_newest_stand_first_and_the_rest_waits_behind_a_line_but_not_on_paper() -> None:
    rows = [bp(120 + n, taken_at=NOON - timedelta(days=n)) for n in range(20)]
    (one,) = drawn(picture(rows), "zh")
    assert "还有 13 行" in one.html and one.html.index("11-23 12:00") < one.html.index("11-04 12:00")
    (paper,) = drawn(picture(rows), "zh", fold=False)
    assert "<details" not in paper.html and paper.html.count("<tr>") == 21


def test_what_a_meter_could_not_measure_and_what_was_not_heard_are_said() -> None:
    low = Row(Taken({"glucose": 0.6}, "fasting", {"glucose": "<"}))
    assert "<strong>Lo</strong>" in drawn(picture([low], measure="glucose"), "zh")[0].html
    unheard = Row(Taken({"systolic": 150}, not_heard=True))
    (one,) = drawn(picture([unheard]), "zh")
    assert "150/没听到" in one.html and "没有记录" in one.html


def test_everything_is_said_in_english_too() -> None:
    marks = (Marked(TODAY, "aspirin", True), Marked(TODAY, "clinic", False))
    rows = [bp(150), bp(150, origin="lounge")]
    for span in (Span.MONTH, Span.YEAR):
        (one,) = drawn(picture(rows, span, marks=marks), "en")
        bands = re.sub("正常高值|正常|偏高|很高", "", one.title + one.html)
        assert not re.findall(r"[一-鿿]+", bands)
