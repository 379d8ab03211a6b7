"""What a phone sends about a visit, and what has to be true of it. Shapes are public contract (`visit.log` v1).

Pydantic checks the types; `check` says in words what a person has to mend, all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from app.households.models import Residency
from app.shared.errors import DomainError, Refused
from app.visits.models import Mode, Outcome, Urgency

MAX_PHOTOS = 3
MAX_NOTE = 2000  # characters, as in the table
MAX_NEED = 500
MAX_VALUE = 200
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


class VisitBody(BaseModel):
    """The fields that logging and editing share."""

    model_config = ConfigDict(extra="forbid")

    household_id: UUID
    started_at: AwareDatetime
    mode: Mode
    outcome: Outcome
    people: list[UUID] = []
    topics: list[str] = []
    note: Text = ""
    needs: list[NeedFound] = []
    corrections: list[CorrectionProposed] = []
    photos: list[Sha256] = []


class LogVisit(VisitBody):
    """`visit.log` v1."""


class EditVisit(VisitBody):
    """`visit.edit` v1: what the visit should say now. `base_revision` is the revision the person was looking at."""

    visit_id: UUID
    base_revision: int


@dataclass(frozen=True)
class Known:
    """What a visit is checked against."""

    members: Collection[UUID]  # people of the household, now or earlier
    topics: Collection[str]  # every code ever offered: an old phone may still send a retired one
    needs: Collection[str]


def check(body: VisitBody, known: Known, made_at: datetime, received_at: datetime) -> list[DomainError]:
    """Everything a person has to mend before this visit can be kept. Empty: nothing."""
    return [
        *_time(body.started_at, made_at, received_at),
        *_people(body, known),
        *_lists(body, known),
        *_needs(body, known),
        *_corrections(body, known, received_at.date()),
    ]


def put_right(started_at: datetime, received_at: datetime) -> datetime:
    """A visit cannot begin after it arrived: a start up to `AHEAD` in the future is a fast clock."""
    return min(started_at, received_at)


def _time(started_at: datetime, made_at: datetime, received_at: datetime) -> Iterator[DomainError]:
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
        if one.person_id not in known.members:
            yield Refused("not_of_household", "这个人不在这一户的名册里。", field=f"{at}.person_id")
        wrong = wrong_value(one.field, one.value, today)
        if wrong:
            code, words = wrong
            yield Refused(code, words, field=f"{at}.value" if code != "not_correctable" else f"{at}.field")


# Fields that may be proposed at a door. Identity numbers are not among them: they change with a document in hand.
CORRECTABLE = {
    "name": 64, "sex": 8, "born_on": 10, "phone": 32, "relation": 32, "ethnicity": 32, "residency": 32,
    "registered_at": 200, "mismatch": 32, "marriage": 32, "education": 32, "politics": 32, "employment": 64,
    "emergency_name": 64, "emergency_phone": 32, "remark": 200, "moved_out_on": 10,
}  # fmt: skip
_PHONE = re.compile(r"^\+?[0-9]{7,15}$")


def wrong_value(field: str, value: str, today: date) -> tuple[str, str] | None:
    """`(code, msgid)` of what is wrong with a proposed value, or None. An empty value clears the field."""
    if field not in CORRECTABLE:
        return "not_correctable", "这一项不能在走访时改。"
    if len(value) > CORRECTABLE[field]:
        return "value_too_long", "内容太长，请缩短。"
    if not value:
        return ("value_empty", "姓名不能空着。") if field == "name" else None
    if field in ("phone", "emergency_phone") and not _PHONE.match(plain_phone(value)):
        return "not_a_phone", "这不像电话号码，请检查。"
    if field in ("born_on", "moved_out_on") and not _is_past_day(value, today):
        return "not_a_day", "日期不对，请写成 2026-03-02 这样，不能晚于今天。"
    if field == "residency" and value not in set(Residency):
        return "not_a_choice", "不在可选范围内。"
    if field == "sex" and value not in ("男", "女"):
        return "not_a_choice", "不在可选范围内。"
    return None


def plain_phone(value: str) -> str:
    """A phone number without the blanks and dashes people put in."""
    return re.sub(r"[\s\-－()（）]", "", value)


def _is_past_day(value: str, today: date) -> bool:
    try:
        # A day of slack: the server counts in UTC, the office lives ahead of it.
        return date(1890, 1, 1) <= date.fromisoformat(value) <= today + timedelta(days=1)
    except ValueError:
        return False
