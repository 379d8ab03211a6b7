"""Days and hours as people say them, in both languages: `12月1日 周二 14:00–16:00`, `Tue 1 Dec, 14:00–16:00`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SMALL_HOURS = 6  # until then people call it the night before
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date, today: date | None = None) -> tuple[str, str]:
    """A day in Chinese and English; with the year when it is not that of `today`."""
    other = today is not None and day.year != today.year
    chinese = f"{day.year}年" if other else ""
    english = f" {day.year}" if other else ""
    return (
        f"{chinese}{day.month}月{day.day}日 {DAYS[day.weekday()]}",
        f"{ENGLISH_DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{english}",
    )


def hours_words(starts_at: datetime, ends_at: datetime, zone: str, today: date | None = None) -> tuple[str, str]:
    """From and to where the community lives; the last day is named when it is later than the next morning."""
    there = ZoneInfo(zone)
    start, end = starts_at.astimezone(there), ends_at.astimezone(there)
    first = day_words(start.date(), today)
    if _one_evening(start, end):
        chinese, english = span_words(starts_at, ends_at, zone)
        return f"{first[0]} {chinese}", f"{first[1]}, {english}"
    last = day_words(end.date(), today)
    return f"{first[0]} {start:%H:%M} 到 {last[0]} {end:%H:%M}", f"{first[1]}, {start:%H:%M} to {last[1]}, {end:%H:%M}"


def span_words(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[str, str]:
    """The hours alone, where the day is known: `14:00–16:00`, `22:00–次日01:00`."""
    there = ZoneInfo(zone)
    start, end = starts_at.astimezone(there), ends_at.astimezone(there)
    if start.date() == end.date():
        return (f"{start:%H:%M}–{end:%H:%M}",) * 2
    if _one_evening(start, end):
        return f"{start:%H:%M}–次日{end:%H:%M}", f"{start:%H:%M}–{end:%H:%M} next day"
    return hours_words(starts_at, ends_at, zone)


def _one_evening(start: datetime, end: datetime) -> bool:
    """Ends on the same day, or in the small hours of the next."""
    return start.date() == end.date() or (end.date() - start.date() == timedelta(days=1) and end.hour < SMALL_HOURS)


def moment_words(moment: datetime, zone: str, today: date | None = None) -> tuple[str, str]:
    """A day and an hour where the community lives."""
    there = moment.astimezone(ZoneInfo(zone))
    chinese, english = day_words(there.date(), today)
    return f"{chinese} {there:%H:%M}", f"{english}, {there:%H:%M}"


def week_words(day: date, today: date) -> tuple[str, str]:
    """The week a day lies in, seen from `today`; weeks begin on Monday."""
    weeks = (_monday(day) - _monday(today)).days // 7
    if weeks == 0:
        return "本周", "This week"
    if weeks == 1:
        return "下周", "Next week"
    if weeks == -1:
        return "上周", "Last week"
    return dates_words(day)


def dates_words(day: date) -> tuple[str, str]:
    """From Monday to Sunday of the week a day lies in."""
    monday = _monday(day)
    sunday = monday + timedelta(days=6)
    return (
        f"{monday.month}月{monday.day}日 – {sunday.month}月{sunday.day}日",
        f"{monday.day} {MONTHS[monday.month - 1]} – {sunday.day} {MONTHS[sunday.month - 1]}",
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
