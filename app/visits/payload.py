"""What a phone sends about a visit, and what has to be true of it. Shapes are public contract (`visit.log` v1).

Pydantic checks the types; `check` says in words what a person has to mend, all of it at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from app.households.models import Person
from app.households.rules.fields import EDITABLE, read_field, stored_text
from app.shared.errors import DomainError, Refused
from app.shared.text import Said
from app.visits.models import Mode, Outcome, Urgency

MAX_PHOTOS = 3
MAX_NOTE = 2000  # characters, as in the table
MAX_NEED = 500
MAX_LIST = 30  # people, topics, needs, corrections each: beyond it a phone is broken, not busy
AHEAD = timedelta(minutes=15)  # how far a phone's clock may run ahead and still be put right silently
OLDEST = timedelta(days=366)  # an older visit is a clock that was reset

Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True)]


class NeedFound(BaseModel):
    """A 诉求 as the form has it."""

    model_config = ConfigDict(extra="forbid")

    category: str
    text: Text = ""
    urgency: Urgency = Urgency.SOON


class CorrectionProposed(BaseModel):
    """A changed roster field. `field` is one of `CORRECTABLE`."""

    model_config = ConfigDict(extra="forbid")

    person_id: UUID
    field: str
    value: Text


class VisitBody(Said):
    """The fields that logging and editing share."""

    model_config = ConfigDict(extra="forbid")

    household_id: UUID
    started_at: AwareDatetime
    mode: Mode
    outcome: Outcome
    people: list[UUID] = Field(default_factory=list)
    topics: list[str] = Field(default_factory=list)
    note: Text = ""
    needs: list[NeedFound] = Field(default_factory=list)
    corrections: list[CorrectionProposed] = Field(default_factory=list)
    photos: list[Sha256] = Field(default_factory=list)


class LogVisit(VisitBody):
    """`visit.log` v1."""


class EditVisit(VisitBody):
    """`visit.edit` v1: what the visit should say now. `base_revision` is the revision the person was looking at."""

    visit_id: UUID
    base_revision: int


@dataclass(frozen=True)
class Known:
    """What a visit is checked against."""

    members: Mapping[UUID, Person]  # people of the household, now or earlier
    topics: Collection[str]  # every code ever offered: an old phone may still send a retired one
    needs: Collection[str]


def check(body: VisitBody, known: Known, received_at: datetime, today: date) -> list[DomainError]:
    """Everything a person has to mend before this visit can be kept. Empty: nothing."""
    return [
        *_time(body.started_at, received_at),
        *_people(body, known),
        *_lists(body, known),
        *_needs(body, known),
        *_corrections(body, known, today),
    ]


def put_right(started_at: datetime, received_at: datetime) -> datetime:
    """A visit cannot begin after it arrived: a start up to `AHEAD` in the future is a fast clock."""
    return min(started_at, received_at)


def _time(started_at: datetime, received_at: datetime) -> Iterator[DomainError]:
    if started_at > received_at + AHEAD:
        minutes = round((started_at - received_at).total_seconds() / 60)
        yield Refused(
            "started_in_future", "走访时间比现在晚 {minutes} 分钟，请看一下手机时间对不对，再改走访时间。",
            field="started_at", minutes=minutes,
        )  # fmt: skip
    elif started_at < received_at - OLDEST:
        yield Refused(
            "started_long_ago", "走访时间在一年以前（{day}），请看一下手机日期对不对，再改走访时间。",
            field="started_at", day=started_at.date().isoformat(),
        )  # fmt: skip


def _people(body: VisitBody, known: Known) -> Iterator[DomainError]:
    for place, person in enumerate(body.people):
        if person not in known.members:
            yield Refused("not_of_household", "这个人不在这一户的名册里。", field=f"people.{place}")
    if body.people and body.outcome in (Outcome.NOT_HOME, Outcome.MOVED):
        yield Refused("met_nobody", "没有见到人，就不要勾选见到的人。", field="people")


def _lists(body: VisitBody, known: Known) -> Iterator[DomainError]:
    for place, code in enumerate(body.topics):
        if code not in known.topics:
            yield Refused("unknown_topic", "没有“{name}”这个走访内容。", field=f"topics.{place}", name=code)
    if len(body.note) > MAX_NOTE:
        yield Refused("note_too_long", "记录太长（最多 {most} 字）。", field="note", most=MAX_NOTE)
    if len(set(body.photos)) > MAX_PHOTOS:
        yield Refused("too_many_photos", "照片最多 {most} 张。", field="photos", most=MAX_PHOTOS)
    for name in ("people", "topics", "needs", "corrections"):
        if len(getattr(body, name)) > MAX_LIST:
            yield Refused("too_many", "一次最多 {most} 项。", field=name, most=MAX_LIST)


def _needs(body: VisitBody, known: Known) -> Iterator[DomainError]:
    for place, need in enumerate(body.needs):
        at = f"needs.{place}"
        if need.category not in known.needs:
            yield Refused("unknown_need", "没有“{name}”这个诉求类别。", field=f"{at}.category", name=need.category)
        if not need.text:
            yield Refused("need_empty", "请写下诉求是什么。", field=f"{at}.text")
        elif len(need.text) > MAX_NEED:
            yield Refused("need_too_long", "诉求太长（最多 {most} 字）。", field=f"{at}.text", most=MAX_NEED)


def _corrections(body: VisitBody, known: Known, today: date) -> Iterator[DomainError]:
    for place, one in enumerate(body.corrections):
        at = f"corrections.{place}"
        person = known.members.get(one.person_id)
        if person is None:
            yield Refused("not_of_household", "这个人不在这一户的名册里。", field=f"{at}.person_id")
        elif one.field not in CORRECTABLE:
            yield Refused("not_correctable", "这一项不能在走访时改。", field=f"{at}.field")
        elif wrong := _unreadable(person, one, today):
            wrong.field = f"{at}.value"
            yield wrong


def _unreadable(person: Person, one: CorrectionProposed, today: date) -> DomainError | None:
    try:
        read_field(person, one.field, one.value, today)
    except Refused as refused:
        return refused
    return None


def tidy(person: Person, field: str, value: str, today: date) -> str:
    """A proposed value as history keeps it: a phone number without blanks, an ISO day; empty clears the field."""
    return stored_text(read_field(person, field, value, today)) or ""


# What may be proposed at a door. Identity papers change with the document in hand, at the desk.
CORRECTABLE = frozenset(EDITABLE) - {"identity_no", "identity_kind"}
