"""`/admin/events/<id>`: an event at the desk. Changing it, letting it take its course, its people, its door."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.models import Attendee, Via
from app.events.payload import Family, OnePerson
from app.events.rules.admission import LETS_IN
from app.events.service import edit
from app.events.service.arrivals import check_out, looked_at, undo
from app.events.service.attendance import counts
from app.events.service.check_in import check_in
from app.events.service.comes import How, Told
from app.events.service.comes import Shown as ShownAtDoor
from app.events.service.find import event_for
from app.events.service.giving_up import cancel_for
from app.events.service.signing import sign_up_for
from app.events.state import people
from app.events.state.desk import event_rows, wrong
from app.events.state.people import ClashRow, PersonRow, SaidRow
from app.events.state.plan import PlanRow, plan_of, plan_row
from app.events.state.rows import EventRow
from app.events.words import SAID
from app.households.models import Community, Person
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound, Refused
from app.shared.handlers import answer, say, shows_refusals

MOST_TYPED = 20


@dataclass
class Figures:
    """How many, nobody's name. `stars`: the mean as text, empty without any."""

    expected: int = 0
    waiting: int = 0
    came: int = 0
    left: int = 0
    walked_in: int = 0
    capacity: int | None = None
    feedback: int = 0
    stars: str = ""


@dataclass
class Managed:
    """The event as staff see it."""

    row: EventRow = field(default_factory=EventRow)
    zone: str = ""
    about: str = ""
    bring: str = ""
    audience: str = ""
    ages: str = ""
    why: str = ""
    printed: bool = False
    group_most: int = 1


class ManageState(rx.State):
    """One event. `may_read`: its people; `may_edit`: the event itself. The services ask again, each time."""

    event: Managed = Managed()
    figures: Figures = Figures()
    people: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    clashes: rx.Field[list[ClashRow]] = rx.field(default_factory=list)
    said: rx.Field[list[SaidRow]] = rx.field(default_factory=list)
    wanted: str = "expected"
    typed: str = ""
    doing: str = ""  # what is open above the lists: edit, cancel, add
    plan: PlanRow = PlanRow()
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    may_read: bool = False
    may_edit: bool = False
    there: bool = False
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The event in the address."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.EVENT_COUNT)
        self.event, self.figures, self.there = Managed(), Figures(), False
        self.people, self.clashes, self.said, self.doing, self.typed = [], [], [], "", ""
        self.wrong_zh, self.wrong_en = {}, {}
        with suppress(NotFound):  # the screen says so
            await self._show(who)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose(self, tab: str) -> None:
        """Another list."""
        who = await who_is(self)
        wanted = tab if isinstance(tab, str) and tab in people.TABS else "expected"
        await self._show(who, wanted)
        self.wanted = wanted

    @rx.event
    @shows_refusals
    async def find(self, typed: str) -> None:
        """Those of the list whose name or number it is part of."""
        who = await who_is(self)
        await self._show(who, typed=typed[:64] if isinstance(typed, str) else "")

    @rx.event
    def open(self, what: str) -> None:
        """A form above the lists. Shows nothing new, so it asks nobody."""
        self.doing = what if what in ("edit", "cancel", "add") else ""
        self.wrong_zh, self.wrong_en = {}, {}

    @rx.event
    def close(self) -> None:
        """No form."""
        self.doing = ""

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Let the event say what was typed."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            await run(_change, who, self._asked(), form)
        except Refused as error:
            self.wrong_zh, self.wrong_en = wrong(error)
            return say("有几处要改，写在那一栏下面。", "error")
        return await self._done(who, say("已保存。"))

    @rx.event
    @shows_refusals
    async def publish(self) -> Any:
        """Everybody sees it and may sign up."""
        who = await who_is(self)
        await run(edit.publish, who, self._asked(), now())
        return await self._done(who, say("已发布，居民现在看得到、报得上名。"))

    @rx.event
    @shows_refusals
    async def finish(self) -> Any:
        """It is over."""
        who = await who_is(self)
        await run(edit.finish, who, self._asked(), now())
        return await self._done(who, say("活动结束了。"))

    @rx.event
    @shows_refusals
    async def cancel(self, form: dict[str, Any]) -> Any:
        """It does not take place, and why."""
        who = await who_is(self)
        await run(edit.cancel, who, self._asked(), words_of(form, "why"), now())
        return await self._done(who, say("已取消，原因写在活动页上。"))

    @rx.event
    @shows_refusals
    async def check_in(self, attendee: str) -> Any:
        """One tap on a name."""
        who = await who_is(self)
        told = await run(_check_in, who, self._asked(), uuid_of(attendee))
        return await self._done(who, _say(told), keep=True)

    @rx.event
    @shows_refusals
    async def check_out(self, attendee: str) -> Any:
        """They leave."""
        who = await who_is(self)
        await run(check_out, who, uuid_of(attendee), now())
        return await self._done(who, say("记下离开了。"), keep=True)

    @rx.event
    @shows_refusals
    async def undo(self, attendee: str) -> Any:
        """It was somebody else."""
        who = await who_is(self)
        await run(undo, who, uuid_of(attendee), now())
        return await self._done(who, say("撤销了这次签到。"), keep=True)

    @rx.event
    @shows_refusals
    async def sign_up(self, form: dict[str, Any]) -> Any:
        """On somebody's behalf, which is recorded."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            made = await run(_sign_up, who, self._asked(), form)
        except Refused as error:
            if error.field in ("name", "phone"):
                self.wrong_zh, self.wrong_en = wrong(error)
                return None
            return answer(self, error)
        return await self._done(
            who, say("已代报名。") if made == "confirmed" else say("没有空位，已排上候补。", "warning")
        )

    @rx.event
    @shows_refusals
    async def cancel_sign_up(self, family: str) -> Any:
        """They are not coming; the places go to who waits."""
        who = await who_is(self)
        await run(cancel_for, who, uuid_of(family), "", now())
        return await self._done(who, say("已取消这一家的报名。"), keep=True)

    @rx.event
    @shows_refusals
    async def look_at(self, clash: str) -> None:
        """Somebody has seen to it."""
        who = await who_is(self)
        await run(looked_at, who, uuid_of(clash), now())
        await self._show(who)

    async def _done(self, who: Actor, event: Any, *, keep: bool = False) -> Any:
        if not keep:
            self.doing = ""
        await self._show(who)
        return event

    async def _show(self, who: Actor, tab: str | None = None, typed: str | None = None) -> None:
        """Everything anew, as far as `who` may see it."""
        shown = await read(_shown, who, self._asked(), tab or self.wanted, self.typed if typed is None else typed)
        self.event, self.figures, self.plan = shown.event, shown.figures, shown.plan
        self.people, self.clashes, self.said = shown.people, shown.clashes, shown.said
        self.may_read, self.may_edit, self.there = shown.may_read, shown.may_edit, True
        self.typed = self.typed if typed is None else typed

    def _asked(self) -> UUID:
        return uuid_of(self.router.url.path.rstrip("/").rpartition("/")[2])


@dataclass
class Shown:
    """What one reading of the database gives."""

    event: Managed
    figures: Figures
    plan: PlanRow
    people: list[PersonRow] = field(default_factory=list)
    clashes: list[ClashRow] = field(default_factory=list)
    said: list[SaidRow] = field(default_factory=list)
    may_read: bool = False
    may_edit: bool = False


def _shown(session: Session, who: Actor, event_id: UUID, tab: str, typed: str) -> Shown:
    moment = now()
    found = event_for(session, who, event_id, Permission.EVENT_COUNT)
    zone = session.get_one(Community, found.community_id).zone
    counted = counts(session, who, event_id)
    (row,) = event_rows(session, [found], moment)
    managed = Managed(
        row=row, zone=zone, about=found.about, bring=found.bring, audience=found.audience, ages=found.ages,
        why=found.cancelled_why, printed=found.lower_trust_code, group_most=found.group_most,
    )  # fmt: skip
    stars = "" if counted.stars is None else f"{counted.stars:.1f}"
    made = Shown(managed, Figures(**asdict(counted) | {"stars": stars}), plan_row(found, zone))
    made.may_read = who.may_within(Permission.EVENT_READ, found.community_id)
    made.may_edit = who.may_within(Permission.EVENT_EDIT, found.community_id)
    if made.may_read:
        if tab in ("expected", "came"):
            made.people = people.people(session, who, event_id, tab, typed, zone, moment)
        made.clashes = people.clashes(session, who, event_id, zone, moment)
        made.said = people.said(session, who, event_id)
    return made


def _change(session: Session, who: Actor, event_id: UUID, form: Any) -> None:
    found = event_for(session, who, event_id, Permission.EVENT_EDIT)
    plan = plan_of(form, session.get_one(Community, found.community_id).zone)
    edit.change_event(session, who, event_id, plan, now())


def _check_in(session: Session, who: Actor, event_id: UUID, attendee: UUID) -> tuple[Told, str]:
    """With the whole name: staff read it on this very list."""
    told = check_in(session, who, event_id, ShownAtDoor(attendee_id=attendee), How(Via.STAFF), now())
    row = session.get(Attendee, attendee)
    person = session.get(Person, row.person_id) if row and row.person_id else None
    return told, person.name if person else (row.name if row else None) or ""


def _sign_up(session: Session, who: Actor, event_id: UUID, form: Any) -> str:
    others = [OnePerson(name=one[:400]) for one in words_of(form, "others").split()[:MOST_TYPED]]
    family = Family(people=[OnePerson(name=words_of(form, "name")[:400]), *others], phone=words_of(form, "phone")[:40])
    return sign_up_for(session, who, event_id, family, now()).state.value


def _say(told: tuple[Told, str]) -> Any:
    verdict = told[0].verdict
    return say(SAID[verdict], "success" if verdict in LETS_IN else "warning", name=told[1])
