"""Moments of the lounge's door, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

from app.events.when import DAYS, ENGLISH_DAYS, day_words
from app.lounge.rules import Door, Span, said_spans
from app.shared.i18n import N_, translate

OPEN, CLOSED, BACK = N_("现在开着，到 {until}"), N_("现在关着"), N_("现在关着，{when} 开门")


def door_words(door: Door, today: date) -> tuple[str, str]:
    """Whether it is open, until when or when again."""
    if door.open and door.until:
        return _both(OPEN, until=(f"{door.until:%H:%M}",) * 2)
    if door.next is None:
        return _both(CLOSED)
    if door.next.date() == today:
        return _both(BACK, when=(f"今天 {door.next:%H:%M}", f"at {door.next:%H:%M} today"))
    if door.next.date() == today + timedelta(days=1):
        return _both(BACK, when=(f"明天 {door.next:%H:%M}", f"tomorrow at {door.next:%H:%M}"))
    chinese, english = day_words(door.next.date())
    return _both(BACK, when=(f"{chinese} {door.next:%H:%M}", f"on {english} at {door.next:%H:%M}"))


def week_lines(spans: tuple[Span, ...]) -> list[tuple[str, str, list[str]]]:
    """(day in Chinese, in English, spans) for seven days; days with the same hours one after the other are one line."""
    by_day = [said_spans([one for one in spans if one.weekday == day]) for day in range(7)]
    lines: list[tuple[str, str, list[str]]] = []
    start = 0
    for day in range(1, 8):
        if day == 7 or by_day[day] != by_day[start]:
            last = day - 1
            chinese = DAYS[start] if last == start else f"{DAYS[start]}到{DAYS[last]}"
            english = ENGLISH_DAYS[start] if last == start else f"{ENGLISH_DAYS[start]}–{ENGLISH_DAYS[last]}"
            lines.append((chinese, english, by_day[start].replace("-", "–").split()))
            start = day
    return lines


def _both(message: str, **values: tuple[str, str]) -> tuple[str, str]:
    chinese, english = ({name: pair[at] for name, pair in values.items()} for at in (0, 1))
    return translate(message, "zh", **chinese), translate(message, "en", **english)
