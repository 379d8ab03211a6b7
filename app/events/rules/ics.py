"""Events as a calendar (RFC 5545): one to keep, or a feed to subscribe to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
REMIND = ("-P1D", "-PT1H")  # a day and an hour before


@dataclass(frozen=True)
class Entry:
    """One event. Moments are aware; `cancelled` keeps it in calendars that have it, crossed out.

    `revision` grows with every change: a calendar that has the event takes over only what has a higher one.
    """

    uid: str
    title: str
    place: str
    about: str
    url: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    cancelled: bool = False
    revision: int = 0


def calendar(name: str, entries: Iterable[Entry]) -> str:
    """The whole file: lines of at most 75 octets, ended by CRLF."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Linju//events//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]  # fmt: skip
    for entry in entries:
        lines += _event(entry)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(entry: Entry) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{_moment(entry.stamped_at)}")
    yield from (f"LAST-MODIFIED:{_moment(entry.stamped_at)}", f"SEQUENCE:{entry.revision}")
    yield from (f"DTSTART:{_moment(entry.starts_at)}", f"DTEND:{_moment(entry.ends_at)}")
    yield from (f"SUMMARY:{_text(entry.title)}", f"LOCATION:{_text(entry.place)}", f"DESCRIPTION:{_text(entry.about)}")
    yield from (f"URL:{entry.url}", f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}")
    for before in () if entry.cancelled else REMIND:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(entry.title)}", f"TRIGGER:{before}")
        yield "END:VALARM"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """Continued with CRLF and a blank, never inside a character."""
    pieces, room = [""], 75
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append("")
            room = 74
        pieces[-1] += character
        room -= size
    return "\r\n ".join(pieces)
