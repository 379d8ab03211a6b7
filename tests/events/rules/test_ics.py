"""Calendars that phones understand."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.ics import Entry, calendar
from tests.conftest import NOW


def entry(title: str = "书法课", about: str = "", cancelled: bool = False) -> Entry:
    return Entry(
        "1@linju", title, "公共客厅", about, "https://x/events/1", NOW, NOW + timedelta(hours=2), NOW, cancelled
    )


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_says_when_where_and_reminds() -> None:
    lines = unfolded(calendar("湖畔社区", [entry()]))
    assert {"DTSTART:20260302T020000Z", "DTEND:20260302T040000Z", "SUMMARY:书法课", "STATUS:CONFIRMED"} <= {*lines}
    assert lines.count("BEGIN:VALARM") == 2


def test_a_cancelled_one_is_crossed_out_and_reminds_nobody() -> None:
    lines = unfolded(calendar("湖畔社区", [entry(cancelled=True)]))
    assert "STATUS:CANCELLED" in lines and "BEGIN:VALARM" not in lines


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))), st.text(alphabet="好,;\\n\n\r:", max_size=80))
def test_no_text_breaks_the_file(title: str, about: str) -> None:
    made = calendar("x", [entry(title, about)])
    lines = made.split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in lines)
    assert unfolded(made).count("END:VEVENT") == 1
