"""What people fill in about an event, and what has to be true of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from app.events.models import NamesShown
from app.shared.errors import DomainError, Invalid, Refused
from app.shared.text import Said

LONGEST = timedelta(days=7)
MOST_PLACES = 5_000
MOST_IN_GROUP = 20
MOST_SKIPS = 20
DAY = 24 * 60  # minutes

Text = Annotated[str, StringConstraints(strip_whitespace=True)]


class EventPlan(Said):
    """An event as its form has it. `capacity` None: no limit; `opens_before` None: the community’s minutes."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Text, Field(max_length=400)]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    about: Annotated[Text, Field(max_length=8000)] = ""
    place: Annotated[Text, Field(max_length=400)] = ""
    capacity: int | None = None
    audience: Annotated[Text, Field(max_length=400)] = ""
    ages: Annotated[Text, Field(max_length=400)] = ""
    bring: Annotated[Text, Field(max_length=400)] = ""
    walk_in: bool = False
    group_most: int = 4
    skips_most: int = 3
    names_shown: NamesShown = NamesShown.MASKED
    lower_trust_code: bool = False
    opens_before: int | None = None


TEXTS = {
    "title": 80,
    "about": 2000,
    "place": 80,
    "audience": 80,
    "ages": 80,
    "bring": 200,
}  # characters, as in the table


def check_plan(plan: EventPlan) -> None:
    """Raises `Invalid` with everything that has to be mended."""
    errors = [*_texts(plan), *_times(plan), *_numbers(plan)]
    if errors:
        raise Invalid(errors)


def _texts(plan: EventPlan) -> Iterator[DomainError]:
    if not plan.title:
        yield Refused("event_untitled", "请写活动名称。", field="title")
    for name, most in TEXTS.items():
        if len(getattr(plan, name)) > most:
            yield Refused("text_too_long", "太长了，最多 {most} 字。", field=name, most=most)


def _times(plan: EventPlan) -> Iterator[DomainError]:
    if plan.ends_at <= plan.starts_at:
        yield Refused("ends_before_start", "结束时间要晚于开始时间。", field="ends_at")
    elif plan.ends_at - plan.starts_at > LONGEST:
        yield Refused("too_long_event", "一场活动最长 {days} 天，请看一下日期。", field="ends_at", days=LONGEST.days)


def _numbers(plan: EventPlan) -> Iterator[DomainError]:
    limits = {
        "capacity": (1, MOST_PLACES), "group_most": (1, MOST_IN_GROUP), "skips_most": (0, MOST_SKIPS),
        "opens_before": (0, DAY),
    }  # fmt: skip
    for name, (least, most) in limits.items():
        value = getattr(plan, name)
        if value is not None and not least <= value <= most:
            yield Refused("number_out_of_range", "请填 {least} 到 {most}。", field=name, least=least, most=most)


class OnePerson(Said):
    """Somebody on a sign-up. A member of a family may come without a name: then only the place counts."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(max_length=64)] = ""


class Family(Said):
    """A sign-up: who comes, the first is whom to call. `phone`: of the first."""

    model_config = ConfigDict(extra="forbid")

    people: Annotated[list[OnePerson], Field(max_length=100)]
    phone: Annotated[Text, Field(max_length=40)] = ""


class UndoneScan(Said):
    """`checkin.undo` v1: the scan `scan_id` (a command's id) of this pass was a mistake."""

    model_config = ConfigDict(extra="forbid")

    event_id: UUID
    pass_: Annotated[Text, Field(alias="pass", max_length=300)]
    scan_id: UUID


class Scan(Said):
    """`checkin.scan` v1: staff scanned or typed a pass (its address, the token or the six letters).

    `let_in`: the phone opened the door before it could ask; left out, the age of the scan says so.
    """

    model_config = ConfigDict(extra="forbid")

    event_id: UUID
    pass_: Annotated[Text, Field(alias="pass", max_length=300)]
    via: Literal["camera", "hid", "typed"]
    let_in: bool | None = None
