"""`/admin/volunteers/hours`: what was there and has no hours yet, what is proposed, on notice, objected to, to correct;
and what the city gets. Who may do what is decided by the services."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import N_
from app.visits.service.places import communities_of
from app.volunteers.models import DayKind
from app.volunteers.record.own import typed_minutes
from app.volunteers.rules.export import FIELDS
from app.volunteers.service.corrections import ask_correction, decide_correction
from app.volunteers.service.days_off import remove_day, set_days
from app.volunteers.service.export_hours import change_export_fields
from app.volunteers.service.hours import enter_hours
from app.volunteers.service.notice import answer_objection, put_on_notice
from app.volunteers.service.presence import scan
from app.volunteers.service.signing import own_seat
from app.volunteers.service.who import zone_of
from app.volunteers.state.hours_rows import CityRows, HoursBoard, HoursRow, city_rows, hours_board

LONGEST = 200  # characters of a pass that are looked at
TABS = ("todo", "notice", "changes", "city")


class HoursDeskState(rx.State):
    """`shown`: what is open on its own; empty: the list."""

    one: HoursBoard = HoursBoard()
    city: CityRows = CityRows()
    shown: HoursRow = HoursRow()
    tab: str = "todo"
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    saved: int = 0  # how often; a new form is drawn each time
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they look after."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.VOLUNTEER_COORDINATE)
        self.one, self.city, self.shown, self.tab = HoursBoard(), CityRows(), HoursRow(), "todo"
        self.communities = await read(_choices, who)
        if self.communities:
            await self._look(who, self.communities[0].value)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._look(await who_is(self), community)

    @rx.event
    def choose(self, tab: str) -> None:
        """Another list of what is on the screen already."""
        if tab in TABS:
            self.tab, self.shown = tab, HoursRow()

    @rx.event
    def open(self, kind: str, row: str, pair: str = "") -> None:
        """One thing that is in a list. Shows nothing new, so it asks nobody."""
        board = self.one
        lists = [*board.enter, *board.proposed, *board.hanging, *board.objections, *board.changes]
        same = (one for one in lists if (one.kind, one.id, one.open_id) == (kind, row, pair))
        self.shown = next(same, HoursRow())

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self.shown = HoursRow()

    @rx.event
    @shows_refusals
    async def scan(self, form: dict[str, Any]) -> Any:
        """A pass is held to the scanner, or its six letters are typed: whoever is not in comes, whoever is in goes."""
        who = await who_is(self)
        found = await run(scan, who, uuid_of(self.one.community), words_of(form, "pass")[:LONGEST], now())
        await self._look(who)
        if found.again:
            return say("刚刚扫过了，不用再扫。")
        return say(N_("{name} 签退了。") if found.left else N_("{name} 签到了。"), name=found.name)

    @rx.event
    @shows_refusals
    async def enter(self, form: dict[str, Any]) -> Any:
        """Write down when somebody was there, and propose the hours."""
        who = await who_is(self)
        made = await run(_enter, who, form, now())
        await self._look(who)
        return say("已记下，时长在“待公示”里。") if made else say("已记下。这段时间不够一格，不计时长。")

    @rx.event
    @shows_refusals
    async def put_out(self) -> Any:
        """Everything that is proposed hangs out from today on."""
        who = await who_is(self)
        abouts = [uuid_of(one.id) for one in self.one.proposed]
        out = await run(put_on_notice, who, uuid_of(self.one.community), abouts, now())
        await self._look(who)
        return say("{count} 条已公示，到 {day} 为止。", count=out.count, day=out.last_on)

    @rx.event
    @shows_refusals
    async def correct(self, form: dict[str, Any]) -> Any:
        """Ask for other hours; somebody else approves."""
        who = await who_is(self)
        minutes, about = typed_minutes(words_of(form, "hours")), uuid_of(words_of(form, "about"))
        await run(ask_correction, who, about, minutes, words_of(form, "reason"), now())
        await self._look(who)
        return say("更正已提出，等另一位同事审批。")

    @rx.event
    @shows_refusals
    async def agree(self, change: str) -> Any:
        """Approve a correction."""
        who = await who_is(self)
        await run(decide_correction, who, uuid_of(change), True, "", now())
        await self._look(who)
        return say("已同意，账上加了一条。")

    @rx.event
    @shows_refusals
    async def decline(self, form: dict[str, Any]) -> Any:
        """Turn one down, and why."""
        who = await who_is(self)
        await run(decide_correction, who, uuid_of(words_of(form, "change")), False, words_of(form, "answer"), now())
        await self._look(who)
        return say("没有同意，账上不变。")

    @rx.event
    @shows_refusals
    async def answer(self, form: dict[str, Any]) -> Any:
        """Say what was found about an objection."""
        who = await who_is(self)
        await run(answer_objection, who, uuid_of(words_of(form, "objection")), words_of(form, "answer"), now())
        await self._look(who)
        return say("已答复。没有别的异议，公示期满就入账。")

    @rx.event
    @shows_refusals
    async def add_days(self, form: dict[str, Any]) -> Any:
        """Days off, or weekends that are worked."""
        who = await who_is(self)
        first_on = _day(words_of(form, "first_on"))
        last_on = _day(words_of(form, "last_on") or words_of(form, "first_on"))
        kind = DayKind.WORK if words_of(form, "kind") == DayKind.WORK.value else DayKind.OFF
        source, here = words_of(form, "days_source"), uuid_of(self.one.community)
        await run(set_days, who, here, first_on, last_on, kind, source, now())
        await self._look(who)
        return say("已保存，从现在起算数。")

    @rx.event
    @shows_refusals
    async def drop_day(self, day: str) -> Any:
        """It is as its weekday says after all."""
        who = await who_is(self)
        await run(remove_day, who, uuid_of(day))
        await self._look(who)
        return say("已删掉这一天。")

    @rx.event
    @shows_refusals
    async def name_fields(self, form: dict[str, Any]) -> Any:
        """What the city calls the columns."""
        who = await who_is(self)
        names = FIELDS.keys() & (form if isinstance(form, dict) else {})
        given = {one: (words_of(form, one)[:200], words_of(form, f"{one}_source")[:300]) for one in names}
        changed = await run(change_export_fields, who, uuid_of(self.one.community), given, now())
        await self._look(who)
        return say("已保存，从现在起算数。") if changed else say("没有改动。")

    async def _look(self, who: Actor, community: Any = None) -> None:
        here, moment = uuid_of(community or self.one.community), now()
        self.one, self.city = await read(_both, who, here, moment)
        self.shown, self.saved = HoursRow(), self.saved + 1


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_COORDINATE)]


def _both(session: Session, who: Actor, community_id: UUID, moment: datetime) -> tuple[HoursBoard, CityRows]:
    return hours_board(session, who, community_id, moment), city_rows(session, who, community_id, moment)


def _enter(session: Session, who: Actor, form: Any, moment: datetime) -> bool:
    """Whether hours were proposed."""
    seat, shift = own_seat(session, who, uuid_of(words_of(form, "seat")))
    zone = ZoneInfo(zone_of(session, seat.community_id))
    open_id = words_of(form, "presence")
    came = datetime.combine(shift.on_day, _time(words_of(form, "came"), "came"), zone) if not open_id else None
    left = datetime.combine(shift.on_day, _time(words_of(form, "left"), "left"), zone)
    if left <= (came or shift.starts_at):
        left += timedelta(days=1)  # past midnight
    made = enter_hours(session, who, seat.id, came or uuid_of(open_id), left, moment)
    return any(one.minutes for one in made if one.assignment_id == seat.id)


def _time(typed: str, field: str) -> time:
    try:
        return time.fromisoformat(typed.strip()[:5])
    except ValueError:
        raise Refused("time_missing", "请填时间，比如 09:00。", field=field) from None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        raise Refused("day_missing", "请填日期。", field="first_on") from None
