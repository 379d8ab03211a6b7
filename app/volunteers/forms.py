"""What people fill in about volunteers, posts and shifts, and what has to be true of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from app.shared.errors import DomainError, Invalid, Refused
from app.shared.i18n import N_
from app.shared.text import Said
from app.volunteers.models import PostKind, PostNeed, ShiftNeed
from app.volunteers.rules.limits import clean_codes

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Short = Annotated[Text, Field(max_length=400)]
LONGEST = timedelta(hours=24)
MOST_WINDOWS, MOST_NEEDS, MOST_SEATS = 42, 12, 200
OLDEST = 120  # years
TOO_LONG = N_("太长了，最多 {most} 字。")
OUT_OF_RANGE = N_("请填 {least} 到 {most}。")


class Form(Said):
    """The base of all of them."""

    model_config = ConfigDict(extra="forbid")


class WindowForm(Form):
    """A span of the week, local. `until` 00:00 is midnight."""

    weekday: int
    since: time
    until: time


class JoinForm(Form):
    """Joining. Name and phone are left out where a pass says who it is."""

    name: Short = ""
    phone: Short = ""
    born_on: date | None = None
    wish_hours: float = 8
    languages: list[str] = Field(default_factory=list)
    windows: list[WindowForm] = Field(default_factory=list)
    agreed: bool = False


class DetailsForm(Form):
    """What a volunteer says about themselves. None of a number: no limit of their own."""

    wish_hours: float = 8
    cap_hours: float | None = None
    max_km: float | None = None
    home_building_id: UUID | None = None
    limits: list[str] = Field(default_factory=list)
    born_on: date | None = None
    national_no: Short = ""


class NeedForm(Form):
    """Seats of one role."""

    role: Short
    skill: Short = ""
    count: int = 1
    critical: int = 1
    leader: bool = False
    age_from: int | None = None
    age_until: int | None = None
    demands: list[str] = Field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        """As `PostNeed` and `ShiftNeed` have them."""
        return self.model_dump() | {"skill": self.skill or None, "demands": clean_codes(self.demands)}

    @classmethod
    def of(cls, row: PostNeed | ShiftNeed) -> NeedForm:
        """As a post or a shift has it now."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields} | {"skill": row.skill or ""})


class PostForm(Form):
    """A standing post."""

    kind: PostKind
    title: Short
    about: Annotated[Text, Field(max_length=8000)] = ""
    place: Short = ""
    x_km: float | None = None
    y_km: float | None = None
    popular: bool = False
    needs: list[NeedForm] = Field(default_factory=list)


class RotaForm(Form):
    """A line of the weekly rota."""

    weekday: int
    starts: time
    ends: time
    first_on: date
    until: date | None = None
    counts: dict[str, int] = Field(default_factory=dict)


class ShiftForm(Form):
    """A shift of its own, or of an event."""

    title: Short
    place: Short = ""
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    x_km: float | None = None
    y_km: float | None = None
    popular: bool = False
    needs: list[NeedForm] = Field(default_factory=list)


def check(errors: Iterator[DomainError]) -> None:
    """Raises `Invalid` with everything that has to be mended."""
    found = list(errors)
    if found:
        raise Invalid(found)


def wrong_windows(windows: list[WindowForm]) -> Iterator[DomainError]:
    """Spans that are none, or too many."""
    if len(windows) > MOST_WINDOWS:
        yield Refused("too_many", "最多 {most} 段。", field="windows", most=MOST_WINDOWS)
    for at, one in enumerate(windows):
        if not 0 <= one.weekday <= 6 or (one.until != time(0) and one.until <= one.since):
            yield Refused("window_wrong", "结束要晚于开始；过半夜的请分成两段。", field=f"windows.{at}")


def wrong_details(form: DetailsForm, today: date) -> Iterator[DomainError]:
    """Numbers and dates that cannot be."""
    yield from _between("wish_hours", form.wish_hours, 0, 200)
    yield from _between("cap_hours", form.cap_hours, 1, 300)
    yield from _between("max_km", form.max_km, 0, 100)
    yield from wrong_birthday(form.born_on, today)
    yield from _short("national_no", form.national_no, 40)


def wrong_birthday(born_on: date | None, today: date) -> Iterator[DomainError]:
    """A day that nobody alive was born on."""
    if born_on is not None and (born_on > today or born_on.year < today.year - OLDEST):
        yield Refused("birthday_wrong", "出生日期不对，请看一下。", field="born_on")


def wrong_needs(needs: list[NeedForm]) -> Iterator[DomainError]:
    """Seats without a role, two of one role, numbers that cannot be."""
    if not needs:
        yield Refused("no_seat", "请至少写一种要的人。", field="needs")
    if len(needs) > MOST_NEEDS:
        yield Refused("too_many", "最多 {most} 段。", field="needs", most=MOST_NEEDS)
    seen: set[str] = set()
    for at, one in enumerate(needs):
        if not one.role:
            yield Refused("role_missing", "请写要的人做什么。", field=f"needs.{at}.role")
        elif one.role in seen:
            yield Refused("role_twice", "“{role}”写了两次，请合成一行。", field=f"needs.{at}.role", role=one.role)
        seen.add(one.role)
        yield from _short(f"needs.{at}.role", one.role, 40)
        yield from _between(f"needs.{at}.count", one.count, 1, MOST_SEATS)
        yield from _between(f"needs.{at}.critical", one.critical, 1, 3)
        yield from _between(f"needs.{at}.age_from", one.age_from, 0, OLDEST)
        yield from _between(f"needs.{at}.age_until", one.age_until, one.age_from or 0, OLDEST)


def wrong_post(form: PostForm) -> Iterator[DomainError]:
    """A post without a name or seats."""
    yield from _titled(form.title)
    yield from _short("about", form.about, 1000)
    yield from _short("place", form.place, 80)
    yield from wrong_place(form.x_km, form.y_km)
    yield from wrong_needs(form.needs)


def wrong_rota(form: RotaForm) -> Iterator[DomainError]:
    """Days and hours that make no shift."""
    yield from _between("weekday", form.weekday, 0, 6)
    if form.starts == form.ends:
        yield Refused("ends_before_start", "结束时间要晚于开始时间。", field="ends")
    if form.until is not None and form.until < form.first_on:
        yield Refused("until_before_first", "截止日期要晚于开始日期。", field="until")
    for role, count in form.counts.items():
        yield from _between(f"counts.{role}", count, 0, MOST_SEATS)


def wrong_shift(form: ShiftForm) -> Iterator[DomainError]:
    """Times that make no shift, and what a post would be refused for."""
    yield from _titled(form.title)
    yield from _short("place", form.place, 80)
    if form.ends_at <= form.starts_at:
        yield Refused("ends_before_start", "结束时间要晚于开始时间。", field="ends_at")
    elif form.ends_at - form.starts_at > LONGEST:
        yield Refused("too_long_shift", "一个班最长 {hours} 小时，请看一下日期。", field="ends_at", hours=24)
    yield from wrong_place(form.x_km, form.y_km)
    yield from wrong_needs(form.needs)


def _titled(title: str) -> Iterator[DomainError]:
    if not title:
        yield Refused("untitled", "请写名称。", field="title")
    yield from _short("title", title, 80)


def wrong_place(x_km: float | None, y_km: float | None) -> Iterator[DomainError]:
    """Half a place, or one on the other side of the earth."""
    for name, value in (("x_km", x_km), ("y_km", y_km)):
        yield from _between(name, value, -100, 100)
    if (x_km is None) != (y_km is None):
        yield Refused("half_a_place", "东西和南北的距离要一起填。", field="y_km" if y_km is None else "x_km")


def _short(name: str, text: str, most: int) -> Iterator[DomainError]:
    if len(text) > most:
        yield Refused("text_too_long", TOO_LONG, field=name, most=most)


def _between(name: str, value: float | None, least: float, most: float) -> Iterator[DomainError]:
    if value is not None and not least <= value <= most:  # NaN is not between anything either
        yield Refused("number_out_of_range", OUT_OF_RANGE, field=name, least=f"{least:g}", most=f"{most:g}")
