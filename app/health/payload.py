"""What a phone or the tablet sends when somebody has measured: `health.measure` v1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from app.health.models import Measure
from app.health.rules.reading import Taken, check_taken
from app.shared.errors import DomainError, Invalid, Refused
from app.shared.text import Said

AHEAD = timedelta(minutes=15)  # how far a phone's clock may run ahead and still be put right silently
MOST_OF_ONE = 3  # readings of one measure in one sitting down
Name = Annotated[str, Field(max_length=16)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class ReadingIn(Said):
    """One reading. `id`: made by the phone, so that a retry is the same row. The rest: `rules.reading.Taken`."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    measure: Measure
    taken_at: AwareDatetime
    values: Annotated[dict[Name, Number], Field(max_length=4)]
    context: Name = ""
    arm: Name = ""
    device: Annotated[str, Field(max_length=200)] = ""
    comparators: Annotated[dict[Name, Name], Field(max_length=4, default_factory=dict)]
    not_heard: bool = False
    confirmed: Annotated[tuple[Name, ...], Field(max_length=4)] = ()

    def taken(self) -> Taken:
        """As the rules know it; not yet checked."""
        said = self.model_dump(include={"values", "context", "arm", "device", "comparators", "not_heard", "confirmed"})
        return Taken(**said)


class MeasureIn(Said):
    """One sitting down: up to three readings of one measure, or of several measures."""

    model_config = ConfigDict(extra="forbid")

    check_id: UUID
    readings: Annotated[list[ReadingIn], Field(min_length=1, max_length=12)]


def checked(data: MeasureIn, now: datetime, oldest: datetime) -> list[Taken]:
    """The readings as they are kept. Raises `Invalid`; a field is named as in `readings.1.systolic`."""
    errors: list[DomainError] = [*_whole(data)]
    made: list[Taken] = []
    for number, one in enumerate(data.readings):
        try:
            check_time(one.taken_at, now, oldest)
            made.append(check_taken(one.measure, one.taken()))
        except Invalid as error:
            errors += [Placed(each, number) for each in error.errors]
        except Refused as error:
            errors.append(Placed(error, number))
    if errors:
        raise Invalid(errors)
    return made


def check_time(taken_at: datetime, now: datetime, oldest: datetime) -> None:
    """Raises `Refused`."""
    if taken_at > now + AHEAD:
        raise Refused("taken_in_future", "量的时间比现在还晚，请看一下手机的时间对不对。", field="taken_at")
    if taken_at < oldest:
        raise Refused("taken_too_long_ago", "太久以前的数，已经过了保存的年限。", field="taken_at")


def _whole(data: MeasureIn) -> Iterator[DomainError]:
    if len({one.id for one in data.readings}) < len(data.readings):
        yield Refused("reading_twice", "同一个数送了两遍。", field="readings")
    if max(Counter(one.measure for one in data.readings).values()) > MOST_OF_ONE:
        yield Refused("too_many_readings", "一次坐下来，同一项最多记 {most} 个数。", field="readings", most=MOST_OF_ONE)


class Placed(Refused):
    """What is wrong with one of several readings, with the number of the reading before the field."""

    def __init__(self, error: DomainError, number: int) -> None:
        field = f"readings.{number}.{error.field}" if error.field else f"readings.{number}"
        super().__init__(error.code, error.message, field=field, **error.values)
        self.error = error

    def sentence(self, language: str = "zh") -> str:
        return self.error.sentence(language)

    def as_error(self, language: str = "zh") -> dict[str, Any]:
        return self.error.as_error(language) | {"field": self.field}
