"""What a client asks for: `?patient=&code=&date=`, as the search of FHIR R4 has it. Pure.

Whatever is not understood is an error and not left aside: a filter that was silently ignored would show somebody's
readings as something they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from urllib.parse import quote, urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from app.health.fhir import codes
from app.health.models import Measure
from app.shared.errors import Refused

PARAMETERS = ("patient", "subject", "code", "date", "category", "_count", "_page", "_sort", "_format")
ONCE = frozenset(PARAMETERS) - {"date"}
MOST = 500  # of one page
USUAL = 100
LONGEST = 400  # letters of a parameter
DATE = re.compile(
    r"(eq|ge|gt|le|lt|sa|eb)?(\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?)?)?)?)"
)
SORTS = {"-date": True, "date": False, "": True}
FORMATS = ("", "json", "application/json", "application/fhir+json")
MEASURES_OF: dict[str, tuple[Measure, ...]] = {
    code: tuple(measure for measure, names in codes.WHERE.items() if name in names)
    for name, one in codes.QUANTITIES.items()
    for code in one.codes
} | {codes.BMI: (Measure.BMI,), codes.BP_PANEL: (Measure.BP,)}


@dataclass(frozen=True)
class Search:
    """`since` ≤ taken < `until`. `codes` empty: all. `count` 0: only how many. `page`: the last of the page before.
    `given`: for the links."""

    person_id: UUID
    codes: frozenset[str] = frozenset()
    category: str = ""
    since: datetime | None = None
    until: datetime | None = None
    count: int = USUAL
    page: str = ""
    newest_first: bool = True
    given: tuple[tuple[str, str], ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...] | None:
        """Where the codes can be; None: everywhere."""
        if not self.codes:
            return None
        return tuple({one: None for code in sorted(self.codes) for one in MEASURES_OF.get(code, ())})

    def wants(self, found: Iterable[str], category: str) -> bool:
        """Whether an Observation with these codes is asked for."""
        return (not self.codes or not self.codes.isdisjoint(found)) and self.category in ("", category)

    def link(self, base: str, page: str = "") -> str:
        """The address of this search, or of the page after `page`."""
        given = [(name, value) for name, value in self.given if name != "_page"]
        wanted = given + ([("_page", page)] if page else [("_page", self.page)] if self.page else [])
        return f"{base}/fhir/Observation?{urlencode(wanted, quote_via=quote, safe='|,:/')}"


def read_search(given: Sequence[tuple[str, str]], zone: str) -> Search:
    """The parameters of a request. Raises `Refused`, with the parameter as its field."""
    for name, value in given:
        if name not in PARAMETERS:
            raise Refused("unknown_parameter", "不认识参数“{name}”。", field=name[:40], name=name[:40])
        if len(value) > LONGEST or (name in ONCE and [one for one, _ in given].count(name) > 1):
            raise _wrong(name)
    one = dict(given)
    if one.get("_format", "") not in FORMATS:
        raise _wrong("_format")
    since, until = _interval([value for name, value in given if name == "date"], zone)
    if one.get("_sort", "") not in SORTS:
        raise _wrong("_sort")
    return Search(
        _patient(one), _wanted(one.get("code", "")), _category(one.get("category", "")), since, until,
        _count(one.get("_count", "")), one.get("_page", ""), SORTS[one.get("_sort", "")], tuple(given),
    )  # fmt: skip


def _wrong(name: str) -> Refused:
    return Refused("bad_parameter", "参数“{name}”不对。", field=name, name=name)


def _patient(one: dict[str, str]) -> UUID:
    given = [name for name in ("patient", "subject") if one.get(name)]
    if len(given) != 1:
        raise Refused("patient_needed", "请用 patient 说明是谁。", field="patient")
    try:
        return UUID(one[given[0]].removeprefix("Patient/"))
    except ValueError:
        raise _wrong(given[0]) from None


def _wanted(text: str) -> frozenset[str]:
    """`85354-9,http://loinc.org|8867-4`. A code that nobody here has is not wrong: it finds nothing."""
    made = set()
    for one in filter(None, text.split(",")):
        system, bar, code = one.rpartition("|")
        if not code or (bar and system != codes.LOINC):
            raise _wrong("code")
        made.add(code)
    return frozenset(made)


def _category(text: str) -> str:
    system, bar, code = text.rpartition("|")
    if (bar and system != codes.CATEGORIES) or (text and code not in (codes.VITAL, codes.LAB, codes.EXAM)):
        raise _wrong("category")
    return code


def _count(text: str) -> int:
    if not text:
        return USUAL
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise _wrong("_count")
    return min(int(text), MOST)


def _interval(texts: Sequence[str], zone: str) -> tuple[datetime | None, datetime | None]:
    """All of them together. A reading is a moment, so `ge2026` is from its first moment on, `gt2026` from its last."""
    since: datetime | None = None
    until: datetime | None = None
    for text in texts:
        prefix, first, after = _bounds(text, zone)
        from_, to = {
            "eq": (first, after), "ge": (first, None), "gt": (after, None), "sa": (after, None),
            "le": (None, after), "lt": (None, first), "eb": (None, first),
        }[prefix]  # fmt: skip
        since = max(filter(None, (since, from_)), default=None)
        until = min(filter(None, (until, to)), default=None)
    return since, until


def _bounds(text: str, zone: str) -> tuple[str, datetime, datetime]:
    """The prefix, the first moment of what is named, and the first one after it."""
    found = DATE.fullmatch(text)
    if found is None:
        raise _wrong("date")
    try:
        first, after = _span(found[2], ZoneInfo(zone))
        return found[1] or "eq", first.astimezone(UTC), after.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _wrong("date") from None


def _span(text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if "T" in text:
        made = datetime.fromisoformat(text)
        made = made if made.tzinfo else made.replace(tzinfo=zone)
        clock = re.split(r"Z|[+-]\d{2}:\d{2}$", text.partition("T")[2])[0]
        fine = {5: timedelta(minutes=1), 8: timedelta(seconds=1)}.get(len(clock))
        return made, made + (fine or timedelta(microseconds=1))
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    first = Day(year, month or 1, day or 1)
    if day:
        after = first + timedelta(days=1)
    else:
        after = Day(year + (month == 12 or not month), month % 12 + 1 if month else 1, 1)
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)
