"""The numbers of a chart as a table, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from app.health.chart.words import around, beside, numbers, verdict
from app.health.rules.axes import Figure
from app.health.rules.bmi import shown
from app.health.rules.series import Spot
from app.shared.i18n import translate

OPEN = 7  # rows that are seen before one asks for the rest

Judge = Callable[[Spot], str]
"""The level of a check, empty where nothing is to be said."""


def table(
    measure: str, figure: Figure, spots: Sequence[Spot], judge: Judge, language: str, *, fold: bool = True
) -> str:
    """`fold`: all but the newest rows wait behind a line to open; on paper they do not."""
    if not spots:
        return ""
    title = translate("{title}：数字", language, title=translate(figure.title, language))
    days = any(one.is_day for one in spots)
    row = _day if days else _check
    rows = [row(measure, figure, one, judge, language) for one in reversed(spots)]
    head = "".join(f'<th scope="col">{translate(one, language)}</th>' for one in ("什么时候", "量到多少"))
    first, rest = (rows[:OPEN], rows[OPEN:]) if fold and len(rows) > OPEN + 1 else (rows, [])
    made = _table(title, head, first)
    if rest:
        more = translate("还有 {n} 行", language, n=len(rest))
        made += f'<details><summary class="btn lj-quiet">{more}</summary>{_table(title, head, rest)}</details>'
    return made


def _table(title: str, head: str, rows: Sequence[str]) -> str:
    return (
        f'<div class="lj-scroll" tabindex="0" role="region" aria-label="{escape(title)}"><table class="table">'
        f"<tbody><tr>{head}</tr>{''.join(rows)}</tbody></table></div>"  # a thead's letters are too small for elders
    )


def _check(measure: str, figure: Figure, spot: Spot, judge: Judge, language: str) -> str:
    value = numbers(measure, spot.values, spot.comparators, spot.not_heard, language)
    more, level = beside(measure, spot.values, language), judge(spot)
    where = [around(spot, language), translate("{n} 次平均", language, n=spot.number) if spot.number > 1 else ""]
    lines = [
        f"<strong>{value}</strong> {_whole(more)}",
        verdict(level, language) if level else "",
        " · ".join(_whole(one) for one in where if one),
    ]
    said = "<br/> ".join(one for one in lines if one)  # the blank parts them where a paper leaves the breaks out
    return f"<tr><td>{spot.at:%m-%d} {spot.at:%H:%M}</td><td>{said}</td></tr>"


def _day(measure: str, figure: Figure, spot: Spot, judge: Judge, language: str) -> str:
    value = numbers(measure, spot.values, {}, False, language)
    spans = [
        f"{shown(axis.key, spot.least[axis.key])}–{shown(axis.key, spot.most[axis.key])}"
        for axis in figure.axes
        if axis.key in spot.least and spot.most[axis.key] > spot.least[axis.key]
    ]
    between = f"<br/> {' / '.join(spans)}" if spans else ""
    mean = f"<br/> {translate('{n} 次平均', language, n=spot.number)}" if spot.number > 1 else ""
    return f"<tr><td>{_whole(f'{spot.at:%Y-%m-%d}')}</td><td><strong>{value}</strong>{between}{mean}</td></tr>"


def _whole(words: str) -> str:
    """Not parted at the end of a line."""
    return f'<span class="whitespace-nowrap">{words}</span>' if words else ""
