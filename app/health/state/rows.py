"""What the owner's screens show, as small rows: words in both languages, nothing of anybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.health.chart.figure import Drawn
from app.health.chart.words import around, whole
from app.health.rules.classify import Result
from app.health.rules.measures import MEASURE_NAMES
from app.health.rules.series import Spot
from app.health.service.trends import Latest
from app.shared.both import Both, both
from app.shared.i18n import LANGUAGES, translate


@dataclass
class LatestRow:
    """The last check of a measure. `level`: ok, watch, see_doctor, urgent."""

    measure: str = ""
    name: Both = field(default_factory=Both)
    level: str = ""
    words: Both = field(default_factory=Both)
    value: Both = field(default_factory=Both)
    at: str = ""
    around: Both = field(default_factory=Both)
    again: Both = field(default_factory=Both)


@dataclass
class ChildRow:
    """A child for whom somebody answers."""

    id: str = ""
    name: str = ""
    agreed: bool = False


@dataclass
class FigureRow:
    """A chart with its table, drawn on the server."""

    key: str = ""
    title: Both = field(default_factory=Both)
    html: Both = field(default_factory=Both)


def said(message: str) -> Both:
    """A sentence in both languages; empty stays empty."""
    return both((message, translate(message, "en"))) if message else Both()


def latest_row(latest: Latest) -> LatestRow:
    """As the home shows it."""
    spot, result = latest.spot, latest.result
    return LatestRow(
        latest.measure.value, said(MEASURE_NAMES[latest.measure]), result.level.value, result_words(result),
        in_both(whole, latest.measure.value, spot), f"{spot.at:%Y-%m-%d %H:%M}", in_both(around, spot),
        said(result.again),
    )  # fmt: skip


def result_words(result: Result) -> Both:
    """What a result says."""
    return said(result.words)


def in_both(words: Callable[..., str], *values: Any) -> Both:
    """A function that writes in a language, in both."""
    chinese, english = (words(*values, language) for language in LANGUAGES)
    return Both(chinese, english)


def figure_rows(chinese: list[Drawn], english: list[Drawn], measure: str) -> list[FigureRow]:
    """The same drawings in both languages."""
    return [
        FigureRow(f"{measure}-{at}", Both(zh.title, en.title), Both(zh.html, en.html))
        for at, (zh, en) in enumerate(zip(chinese, english, strict=True))
    ]


def spot_words(measure: str, spot: Spot) -> Both:
    """A check with its unit."""
    return in_both(whole, measure, spot)
