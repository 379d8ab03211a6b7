"""Readings that the rules of entry take, for Hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

from app.health.models import Measure, Origin
from app.health.rules.measures import ARMS, CONTEXTS, LIMITS, SPECS
from app.health.rules.reading import Taken, complete
from app.health.service.readings import ReadingRow
from app.shared.errors import Invalid

WHO = UUID("01890000-0000-7000-8000-0000000000aa")
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def row(measure: Measure, taken: Taken, at: datetime = AT, number: int = 1) -> ReadingRow:
    """A reading as it is kept."""
    return ReadingRow(
        UUID(int=0x0189_0000_0000_7000_8000_0000_0000_0000 + number), measure,
        UUID(int=0x0189_0000_0000_7000_9000_0000_0000_0000 + number), at, Origin.HOME, complete(measure, taken),
    )  # fmt: skip


def a_row(measure: Measure = Measure.BP, number: int = 1, at: datetime = AT, **values: float) -> ReadingRow:
    """The same from values: `a_row(systolic=128, diastolic=80)`."""
    return row(measure, Taken(values or {"systolic": 128, "diastolic": 80}), at, number)


def _number(name: str) -> st.SearchStrategy[float]:
    limit = LIMITS[name]
    return st.integers(int(limit.least * 100), int(limit.most * 100)).map(lambda whole: whole / 100)


@st.composite
def rows(draw: st.DrawFn) -> ReadingRow:
    """Any reading that can be kept: every measure, context, arm, device, Hi and Lo, not heard."""
    measure = draw(st.sampled_from(list(Measure)))
    spec = SPECS[measure]
    names = [*spec.needed, *(name for name in spec.also if draw(st.booleans()))]
    not_heard = measure is Measure.BP and draw(st.booleans())
    values = {name: draw(_number(name)) for name in names if name != "diastolic" or not not_heard}
    taken = Taken(
        values,
        draw(st.sampled_from(["", *CONTEXTS])) if spec.contexts else "",
        draw(st.sampled_from(["", *ARMS])),
        draw(st.sampled_from(["", "bluetooth:BP-7", "手填", 'a"b\\c<>&'])),
        {"glucose": draw(st.sampled_from("<>"))} if measure is Measure.GLUCOSE and draw(st.booleans()) else {},
        not_heard,
    )
    at = draw(st.datetimes(datetime(1990, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC)))
    number = draw(st.integers(1, 10**9))
    try:
        return row(measure, taken, at, number)
    except Invalid:
        return draw(st.just(a_row(at=at, number=number)))
