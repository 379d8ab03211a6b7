"""The charts of a measure with everything that belongs to them: what the hatching says, marked days, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from app.health.chart.draw import chart, place_of
from app.health.chart.letters import Sign
from app.health.chart.table import Judge, table
from app.health.chart.words import numbers, unit
from app.health.rules.axes import CONTEXTS, ORIGINS, Axis, Figure, short
from app.health.rules.bmi import shown
from app.health.rules.plots import Plot
from app.health.rules.series import Spot, Summary, Window
from app.health.rules.zones import INFINITE, Zone
from app.shared.i18n import translate

SHAPES = {(False, False): "●", (False, True): "○", (True, False): "■", (True, True): "□"}


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
    plots: Sequence[Plot]
    marks: Sequence[Marked]
    zones: Mapping[tuple[str, str], Sequence[Zone]]
    judge: Judge


def drawn(picture: Picture, language: str, *, fold: bool = True) -> list[Drawn]:
    """The figures of the measure that have something to show. `fold`: see `table`."""
    made = []
    for at, plot in enumerate(picture.plots):
        html = _figure(picture, plot, f"{picture.measure}{at}", language, fold)
        made.append(Drawn(translate(plot.figure.title, language), html))
    return made


def _figure(picture: Picture, plot: Plot, name: str, language: str, fold: bool) -> str:
    figure, spots, total = plot.figure, plot.spots, plot.total
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
        parts.append(chart(figure, axis, spots, zones, signs, picture.window, f"{name}-{axis.key}", label))
        parts.append(_legend(zones))
    parts.append(_shapes(figure, spots, marks, language))
    parts.append(_marks(marks))
    parts.append(table(picture.measure, figure, spots, picture.judge, language, fold=fold))
    return "".join(parts)


def _axis(axis: Axis, figure: Figure, language: str) -> str:
    title = f"{translate(axis.title, language)} " if len(figure.axes) > 1 else ""
    return f'{title}<span class="lj-muted">{translate(axis.unit, language)}</span>'


def _named(zones: Sequence[Zone], language: str) -> list[Zone]:
    return [replace(one, name=translate(one.name, language)) for one in zones]


def _label(axis: Axis, spots: Sequence[Spot], total: Summary, window: Window, language: str) -> str:
    said = {"title": translate(axis.title, language), "first": window.first, "last": window.last}
    if axis.key not in total.mean:
        return translate("{title}，{first} 到 {last}，没有记录。", language, **said)
    values = {
        name: shown(axis.key, found[axis.key])
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
    """Each band with its numbers, also those that had no room in the chart."""
    if not zones:
        return ""
    above = [False, *(one.closed for one in zones)]
    return _listed(f"{escape(one.name)} {_range(one, over)}" for one, over in zip(zones, above, strict=False))


def _listed(words: Iterable[str]) -> str:
    """A few words each, none of them parted at the end of a line if it can be helped."""
    said = "".join(f'<li class="inline-block mr-3">{one}</li>' for one in words)
    return f'<ul class="lj-help">{said}</ul>'


def _range(zone: Zone, over: bool) -> str:
    """`over`: its lower end belongs to the band below."""
    upto = f"{'≤' if zone.closed else '&lt;'}{short(zone.high)}"
    if zone.low == -INFINITE:
        return upto
    if zone.high == INFINITE:
        return f"{'&gt;' if over else '≥'}{short(zone.low)}"
    return f"{'&gt;' if over else ''}{short(zone.low)}–{upto}"


def _shapes(figure: Figure, spots: Sequence[Spot], marks: Sequence[Marked], language: str) -> str:
    """What the points and lines mean, of those that are there."""
    kinds = {(figure.is_square(one.context), one.origin == "home", one.context, one.origin) for one in spots}
    said = []
    for square, hollow, context, origin in sorted(kinds):
        words = [CONTEXTS.get(context, ""), ORIGINS.get(origin, "")]
        named = " · ".join(translate(word, language) for word in words if word)
        said += [f"{SHAPES[square, hollow]} {named}"] if named else []
    lines = {
        "竖条：一天里从最低到最高": any(one.is_day for one in spots),
        "长虚线：用药": any(one.medication for one in marks),
        "点线：事件": any(not one.medication for one in marks),
        "斜线越密越要留意。": True,
    }
    said += [translate(words, language) for words, there in lines.items() if there]
    return _listed(said)


def _marks(marks: Sequence[Marked]) -> str:
    lines = "".join(f"<li>{at}. {one.day:%m-%d} {escape(one.text)}</li>" for at, one in enumerate(marks, 1))
    return f"<ul>{lines}</ul>" if lines else ""
