"""The charts of a measure with everything that belongs to them: what the hatching says, marked days, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from app.health.chart.draw import Sign, Zone, chart, place_of
from app.health.chart.table import Judge, table
from app.health.chart.words import numbers, unit
from app.health.rules.axes import FASTING, FIGURES, Axis, Figure, short, shown
from app.health.rules.series import Spot, Summary, Window, spots_of, summary
from app.shared.i18n import translate


@dataclass(frozen=True)
class Marked:
    """A day that the owner marked, with their words."""

    day: date
    text: str
    medication: bool


@dataclass(frozen=True)
class Drawn:
    """`title` in words, `html`: trusted, whatever a person wrote in it is escaped."""

    title: str
    html: str


@dataclass(frozen=True)
class Picture:
    """Everything a drawing needs. `zones`: by title of the figure and key of the axis, names as msgids."""

    measure: str
    window: Window
    checks: Sequence[Spot]
    marks: Sequence[Marked]
    zones: Mapping[tuple[str, str], Sequence[Zone]]
    judge: Judge


def drawn(picture: Picture, language: str, *, fold: bool = True) -> list[Drawn]:
    """The figures of the measure that have something to show. `fold`: see `table`."""
    made = []
    for at, figure in enumerate(FIGURES[picture.measure]):
        checks = [one for one in picture.checks if figure.contexts is None or one.context in figure.contexts]
        if checks:
            name = f"{picture.measure}{at}"
            made.append(
                Drawn(translate(figure.title, language), _figure(picture, figure, checks, name, language, fold))
            )
    return made


def _figure(picture: Picture, figure: Figure, checks: Sequence[Spot], name: str, language: str, fold: bool) -> str:
    spots = spots_of(checks, picture.window.days)
    total = summary(checks)
    marks = [one for one in picture.marks if picture.window.first <= one.day <= picture.window.last]
    signs = [
        Sign(at, place_of((one.day - picture.window.first).days + 0.5, picture.window), one.medication)
        for at, one in enumerate(marks, 1)
    ]
    parts = [_total(picture.measure, total, language)]
    for axis in figure.axes:
        zones = _named(picture.zones.get((figure.title, axis.key), ()), language)
        label = _label(axis, spots, total, picture.window, language)
        parts.append(f"<h3>{_axis(axis, figure, language)}</h3>")
        parts.append(chart(axis, spots, zones, signs, picture.window, f"{name}-{axis.key}", label))
        parts.append(_legend(zones))
    parts.append(_shapes(spots, marks, language))
    parts.append(_marks(marks))
    parts.append(table(picture.measure, figure, spots, picture.judge, language, fold=fold))
    return "".join(parts)


def _axis(axis: Axis, figure: Figure, language: str) -> str:
    title = translate(figure.title if figure.contexts else axis.title, language)
    return f'{title} <span class="lj-muted">{translate(axis.unit, language)}</span>'


def _named(zones: Sequence[Zone], language: str) -> list[Zone]:
    return [Zone(one.low, one.high, one.level, translate(one.name, language)) for one in zones]


def _label(axis: Axis, spots: Sequence[Spot], total: Summary, window: Window, language: str) -> str:
    said = {"title": translate(axis.title, language), "first": window.first, "last": window.last}
    if axis.key not in total.mean:
        return translate("{title}，{first} 到 {last}，没有记录。", language, **said)
    values = {
        name: shown(found[axis.key], axis.digits)
        for name, found in (("least", total.least), ("most", total.most), ("mean", total.mean))
    }
    return translate(
        "{title}，{first} 到 {last}，{n} 个点，最低 {least}，最高 {most}，平均 {mean}。数字在下面的表里。", language,
        n=len(spots), **values, **said,
    )  # fmt: skip


def _total(measure: str, total: Summary, language: str) -> str:
    if not total.mean:
        return ""
    mean, least, most = (numbers(measure, one, {}, False, language) for one in (total.mean, total.least, total.most))
    words = translate(
        "共 {n} 次，平均 {mean}，最低 {least}，最高 {most}。", language, n=total.checks,
        mean=f"{mean} {unit(measure, language)}", least=least, most=most,
    )  # fmt: skip
    return f"<p>{words}</p>"


def _legend(zones: Sequence[Zone]) -> str:
    """Each band with its numbers, whatever had room in the chart."""
    return f'<p class="lj-help">{" · ".join(f"{escape(one.name)} {_range(one)}" for one in zones)}</p>' if zones else ""


def _range(zone: Zone) -> str:
    if zone.low == float("-inf"):
        return f"&lt;{short(zone.high)}"
    return f"≥{short(zone.low)}" if zone.high == float("inf") else f"{short(zone.low)}–&lt;{short(zone.high)}"


def _shapes(spots: Sequence[Spot], marks: Sequence[Marked], language: str) -> str:
    """What the points and lines mean, of those that are there."""
    kinds = {(one.context in FASTING or not one.context, one.origin == "home") for one in spots}
    words = {
        (True, False): "● 在客厅量的", (True, True): "○ 在家量的", (False, False): "■ 餐后、睡前或随机，在客厅",
        (False, True): "□ 餐后、睡前或随机，在家",
    }  # fmt: skip
    said = [word for kind, word in words.items() if kind in kinds]
    said += ["竖条：一天里从最低到最高"] if any(one.is_day for one in spots) else []
    said += ["长虚线：用药"] if any(one.medication for one in marks) else []
    said += ["点线：事件"] if any(not one.medication for one in marks) else []
    said.append("斜线越密越要留意。")
    return f'<p class="lj-help">{"　".join(translate(one, language) for one in said)}</p>'


def _marks(marks: Sequence[Marked]) -> str:
    lines = "".join(f"<li>{at}. {one.day:%m-%d} {escape(one.text)}</li>" for at, one in enumerate(marks, 1))
    return f"<ul>{lines}</ul>" if lines else ""
