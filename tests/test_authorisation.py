"""Every door of the app, tried by everybody who must not come in.

Every public method of every `rx.State` and every route is in a table below with who may. A new one that is missing
there fails the build. Each is really called, as a stranger without a cookie and as every wrong role, with arguments
that point at real rows: the database stays as it was and nothing of it comes back. Then somebody who may calls it the
same way and something does happen, so that a mistake in a call cannot pass for a refusal.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from reflex.istate.data import RouterData
from reflex.state import State
from sqlalchemy import Connection, Engine, Table, event
from sqlmodel import Session, select
from starlette.websockets import WebSocketDisconnect

from app.accounts.models import Account, ExternalIdentity, Grant, Role
from app.accounts.rules import Actor
from app.accounts.rules.people import Place
from app.accounts.service import invitations
from app.accounts.service.people import actor_of
from app.accounts.service.records import record
from app.accounts.service.sessions import session_of, start_session
from app.app import app  # noqa: F401  (registers every State)
from app.events.models import Attendee, DoorTry, Event, SignUp, Via
from app.events.payload import EventPlan, Family, OnePerson
from app.events.rules.admission import Verdict
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.edit import add_event
from app.events.service.signing import sign_up_for
from app.events.state.tablet import MatchRow
from app.feedback.models import Feedback
from app.health.models import ConsentKind, MarkKind, Measure
from app.health.rules.consent import version_of
from app.health.rules.settings import LIMITS as HEALTH_LIMITS
from app.health.rules.sharing import Terms
from app.health.service.clients import add_client
from app.health.service.consent import give
from app.health.service.follow_ups import open_for
from app.health.service.marks import add_mark
from app.health.service.sharing import make_link, offer_to_clinician
from app.health.service.whose import owner_of
from app.health.state.clients import ClientsOf
from app.health.state.own_rows import OwnRow
from app.households.importing import jobs
from app.households.models import Person
from app.offline.models import Device
from app.passes.models import PersonAccount
from app.passes.service import issue_pass
from app.shared.clock import local_day, local_time, now
from app.shared.db import transaction
from app.shared.ids import new_id
from app.tables import metadata
from app.visits.models import (
    CommitteeCard,
    Correction,
    HouseholdDue,
    Mode,
    Need,
    Outcome,
    Urgency,
    Visit,
    VisitRevision,
)
from app.volunteers.forms import JoinForm, NeedForm, ShiftForm
from app.volunteers.models import (
    Assignment,
    AssignmentState,
    DayKind,
    Hours,
    HoursChange,
    HoursKind,
    HoursObjection,
    HoursState,
    JoinedBy,
    MatchRun,
    Post,
    PostKind,
    PostNeed,
    RotaLine,
    RunState,
    Shift,
    ShiftNeed,
    SpecialDay,
    Swap,
    SwapKind,
    SwapState,
    Volunteer,
)
from app.volunteers.rules.settings import Settings
from app.volunteers.service.course import publish_shifts
from app.volunteers.service.joining import join_for
from app.volunteers.service.records import make_record
from app.volunteers.service.shifts import add_shift
from app.volunteers.service.skills import set_skill
from app.volunteers.service.who import Me
from app.volunteers.state.board_rows import BoardRow, SeatName
from app.volunteers.state.hours_rows import HoursBoard, HoursRow
from app.volunteers.state.matching import RunRow
from app.volunteers.state.people import PersonCard
from app.volunteers.state.places import PlaceItem
from app.volunteers.state.posts_rows import LineRow, PostItem, RoleRow
from app.volunteers.state.why_rows import SeatRow
from app.web import web
from tests.cast import NAMES, Cast, make_cast
from tests.conftest import delete_everything
from tests.health.people import kept

ORIGIN = "http://localhost:8000"
EVERYBODY = [*NAMES]
NOBODY = "nobody"  # no cookie at all
ANYONE = {NOBODY, *EVERYBODY}
SIGNED_IN = {*EVERYBODY}
ADMIN = {"admin"}
# What only lies in the database. None of it may come back to who may not see it.
SECRETS = ("林阿婆", "陈大文", "张姐", "王主任", "远方干部", "小赵", "u-secret", "1栋2单元501", "Zhao's phone")


@dataclass
class World:
    """The cast, committed, with one of everything a call may point at."""

    engine: Engine
    cast: Cast
    tokens: dict[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, list[str]] = field(default_factory=dict)  # its rows at the beginning of every test

    def cookie(self, who: str) -> str:
        return "" if who == NOBODY else f"linju={self.tokens[who]}"

    def rows(self) -> dict[str, list[str]]:
        """The whole database, as it lies there: nothing is decoded."""
        with self.engine.connect() as connection:
            return {
                name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()))
                for name in metadata.tables
            }


class Lasting:
    """The world, committed, for as long as tests of this file run. Whoever commits anything spoils it for the next."""

    def __init__(self, engine: Engine) -> None:
        self.world, self.values = _made(engine), _rows(engine)
        self.spoilt = False
        self.world.fresh = self.world.rows()
        event.listen(engine, "commit", self._spoil)

    def _spoil(self, connection: Connection) -> None:
        self.spoilt = True

    def mend(self) -> None:
        """Write the rows back, which takes a tenth of the time of making them."""
        if self.spoilt:
            delete_everything(self.world.engine)
            with self.world.engine.begin() as connection:
                for table, values in self.values.items():
                    connection.execute(table.insert(), values)
            self.world.fresh = self.world.rows()  # what is sealed is sealed anew
        self.spoilt = False

    def end(self) -> None:
        event.remove(self.world.engine, "commit", self._spoil)
        delete_everything(self.world.engine)


@pytest.fixture(scope="module")
def lasting(engine: Engine) -> Iterator[Lasting]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.shared.db.engine", lambda: engine)
        made = Lasting(engine)
    yield made
    made.end()


@pytest.fixture
def world(lasting: Lasting, monkeypatch: pytest.MonkeyPatch) -> World:
    """As it was made, whatever the test before did."""
    monkeypatch.setattr("app.shared.db.engine", lambda: lasting.world.engine)
    monkeypatch.setattr("app.volunteers.state.matching.launch", lambda run_id: None)  # no process for a refusal
    lasting.mend()
    lasting.world.ids["job"] = _job(lasting.world)  # a file: a test may have used it up
    return lasting.world


def _made(engine: Engine) -> World:
    with transaction(engine) as session:
        made = World(engine, make_cast(session), {})
        for login in NAMES:
            made.tokens[login] = start_session(session, getattr(made.cast, login).id, "Zhao's phone", "", now())
        made.ids = dict(_things(session, made))
    made.ids["job"] = _job(made)
    return made


def _rows(engine: Engine) -> dict[Table, list[dict[str, Any]]]:
    with engine.connect() as connection:
        found = {table: connection.execute(select(table)).mappings().all() for table in metadata.sorted_tables}
    return {table: [dict(row) for row in rows] for table, rows in found.items() if rows}


def _job(world: World) -> str:
    return jobs.new_job(world.cast.admin.id, "小赵.csv", True, "zh", now()).id


def _things(session: Session, world: World) -> Iterator[tuple[str, str]]:
    cast, moment = world.cast, now()
    admin = actor_of(session, cast.admin.id, moment)
    for login in ("cadre", "leader"):
        yield (
            f"grant of {login}",
            str(session.exec(select(Grant).where(Grant.account_id == getattr(cast, login).id)).one().id),
        )
    for login in NAMES:
        yield f"session of {login}", str(session_of(session, world.tokens[login], moment).id)
    row, token = invitations.invite(session, admin, "小赵", Role.CADRE, Place(cast.hupan.id), 3, moment)
    yield "invitation", str(row.id)
    yield "invitation token", token
    identity = ExternalIdentity(issuer="https://id.example", subject="u-secret")
    linked = ExternalIdentity(issuer="https://id.example", subject="u-secret-2", account_id=cast.cadre.id)
    twin = Person(
        community_id=cast.hupan.id,
        household_id=cast.lin_home.id,
        name="林阿婆",
        pinyin="linapo",
        initials="lap",
        born_on=cast.lin_apo.born_on,
    )
    stand_in = Grant(
        account_id=cast.cadre.id, role=Role.CADRE, community_id=cast.hupan.id, grid_id=cast.grid_two.id, stand_in=True,
        until=moment + timedelta(days=3),
    )  # fmt: skip
    today = local_day(moment)
    due = HouseholdDue(
        community_id=cast.hupan.id, household_id=cast.lin_home.id, due_on=today, overdue_on=today, counted_from=today
    )
    session.add_all([identity, linked, twin, stand_in, due])
    session.flush()
    yield "identity", str(identity.id)
    yield "linked identity", str(linked.id)
    yield "pair", f"{cast.lin_apo.id}:{twin.id}"
    kept = _visit(session, world)
    yield "visit", str(kept.id)
    need = Need(
        community_id=cast.hupan.id, household_id=cast.lin_home.id, visit_id=kept.id, category="repair", text="灯坏了",
        urgency=Urgency.SOON, found_at=kept.started_at,
    )  # fmt: skip
    change = Correction(
        community_id=cast.hupan.id, visit_id=kept.id, person_id=cast.lin_apo.id, field="employment", value="退休"
    )
    phone = Device(
        device_id="phone-0001", account_id=cast.cadre.id, first_seen_at=moment, last_seen_at=moment, unsent=3
    )
    session.add_all([need, change, phone])
    session.flush()
    yield "need", str(need.id)
    yield "correction", str(change.id)
    yield "phone", str(phone.id)
    yield "stand-in", str(stand_in.id)
    yield from _afternoon(session, world, admin)
    yield from _volunteers(session, world, admin)
    yield from _planned(session, world, admin)
    yield from _passed_on(session, world, admin)
    note = Feedback(text="小赵说字太小", account_id=cast.resident.id, code="ABCDEFGHJK")
    closed = Feedback(text="门口的码扫不了", closed_at=moment)
    session.add_all([note, closed, CommitteeCard(community_id=cast.hupan.id, hours="8:30-18:00")])
    record(session, admin, "account:grant", "小赵 cadre", cast.hupan.id)
    session.flush()
    event = Event(
        community_id=cast.hupan.id,
        short="K7M2QX",
        title="小赵的插花课",
        starts_at=moment,
        ends_at=moment + timedelta(hours=2),
    )
    session.add(event)
    session.flush()
    yield "event", str(event.id)
    yield "note", str(note.id)
    yield "closed note", str(closed.id)


def _afternoon(session: Session, world: World, admin: Actor) -> Iterator[tuple[str, str]]:
    """An event that is on today, with 陈大文 signed up; 林阿婆 has a pass."""
    moment, cast = now(), world.cast
    plan = EventPlan(title="书法课", starts_at=moment, ends_at=moment + timedelta(hours=2), capacity=5, walk_in=True)
    event = add_event(session, admin, cast.hupan.id, plan, moment, publish_now=True)
    draft = add_event(session, admin, cast.hupan.id, plan, moment)
    made = sign_up_for(session, admin, event.id, Family(people=[]), moment, person_id=cast.chen_da.id)
    yield "afternoon", str(event.id)
    yield "draft", str(draft.id)
    yield "sign-up", str(made.id)
    session.get_one(SignUp, made.id).promoted_at = moment  # to be called
    rows = session.exec(select(Attendee).where(Attendee.sign_up_id == made.id)).all()
    yield "attendee", str(rows[0].id)
    family = Family(people=[OnePerson(name="新人"), OnePerson(name="新人二")], phone="13800000177")
    pair = sign_up_for(session, admin, event.id, family, moment)
    yield "told", str(pair.id)
    session.get_one(SignUp, pair.id).told_at = moment
    first, second = session.exec(select(Attendee).where(Attendee.sign_up_id == pair.id).order_by(Attendee.id)).all()
    check_in(session, admin, event.id, Shown(attendee_id=first.id), How(Via.STAFF), moment)
    yield "first", str(first.id)
    yield "second", str(second.id)
    yield "here", str(first.id)
    clash = DoorTry(community_id=cast.hupan.id, event_id=event.id, code="already", via=Via.STAFF, at=moment)
    session.add(clash)
    session.flush()
    yield "clash", str(clash.id)
    yield "sign-up code", made.code
    issued = issue_pass(session, admin, cast.lin_apo.id, moment)
    yield "pass", str(issued.id)
    yield "token", issued.token
    yield from _health(session, world, admin)


def _health(session: Session, world: World, admin: Actor) -> Iterator[tuple[str, str]]:
    """The account of 居民小郑 is that of 林阿婆's pass; what was urgent waits for the cadre of her grid."""
    moment, cast = now(), world.cast
    session.add(PersonAccount(person_id=cast.lin_apo.id, account_id=cast.resident.id))
    session.flush()
    who = actor_of(session, cast.resident.id, moment)
    for kind in ConsentKind:
        give(session, owner_of(session, who), kind, version_of(kind), moment)
    yield "reading", str(kept(session, who, Measure.BP, moment, systolic=187, diastolic=97).id)
    yield "mark", str(add_mark(session, who, MarkKind.EVENT, local_day(moment), "林阿婆住院", moment).id)
    terms = Terms((Measure.BP,), moment + timedelta(days=7))
    yield "share", str(offer_to_clinician(session, who, cast.clinician.id, terms, moment).id)
    yield "health link", make_link(session, who, (Measure.BP,), moment).token
    yield "client", str(add_client(session, admin, cast.hupan.id, "卫生中心", "hash", moment).id)
    task = open_for(session, owner_of(session, who), "bp_grade3", moment)
    assert task is not None
    yield "follow-up", str(task.id)


def _volunteers(session: Session, world: World, admin: Actor) -> Iterator[tuple[str, str]]:
    """周阿姨, whose account is the volunteer's, is asked for a seat in two days; another one is free."""
    moment, cast = now(), world.cast
    form = JoinForm(name="周阿姨", phone="13800000166", agreed=True)
    me = join_for(session, admin, cast.hupan.id, form, moment).me
    row = session.get_one(Volunteer, me.volunteer_id)
    row.account_id, row.experienced_at = cast.volunteer.id, moment
    yield "volunteer", str(row.id)
    yield "volunteer code", row.code
    set_skill(session, admin, row.id, "nurse", moment)
    yield from _hours(session, world, row, moment)
    for name, days in (("seat", 2), ("free", 4)):
        starts = moment + timedelta(days=days)
        plan = ShiftForm(title="前台", starts_at=starts, ends_at=starts + timedelta(hours=2),
                         needs=[NeedForm(role="接待")])  # fmt: skip
        shift = add_shift(session, admin, cast.hupan.id, plan, moment)
        need = session.exec(select(ShiftNeed).where(ShiftNeed.shift_id == shift.id)).one()
        yield f"{name} shift", str(shift.id)
        yield f"{name} need", str(need.id)
        publish_shifts(session, admin, [shift.id], moment)
        if name == "seat":
            seat = Assignment(
                community_id=cast.hupan.id, shift_id=shift.id, need_id=need.id, volunteer_id=row.id,
                state=AssignmentState.PROPOSED, told_at=moment, created_at=moment,
            )  # fmt: skip
            session.add(seat)
            session.flush()
            yield "seat", str(seat.id)


def _hours(session: Session, world: World, row: Volunteer, moment: datetime) -> Iterator[tuple[str, str]]:
    """周阿姨 has hours in each state, a record, an objection to answer and a wish for others."""
    here, day = world.cast.hupan.id, local_day(moment)
    abouts = {}
    for name, states in (
        ("proposed", [HoursState.PROPOSED]),
        ("hanging", [HoursState.PROPOSED, HoursState.NOTICE]),
        ("credited", [HoursState.PROPOSED, HoursState.NOTICE, HoursState.CREDITED]),
    ):
        first = new_id()
        abouts[name] = first
        for at, state in enumerate(states, 1):
            session.add(
                Hours(
                    id=first if at == 1 else new_id(), about=first, number=at, community_id=here, volunteer_id=row.id,
                    on_day=day, what="前台", minutes=120, kind=HoursKind.VERIFIED, state=state, notice_from=day,
                    notice_until=day,
                )
            )  # fmt: skip
        yield name, str(first)
    row.city_agreed_at = moment
    objection = HoursObjection(community_id=here, about=abouts["hanging"], words="不是小赵吗")
    change = HoursChange(
        community_id=here, about=abouts["credited"], number=3, minutes=60, reason="小赵提前走了", own=True
    )
    session.add_all([objection, change])
    session.flush()
    made = make_record(session, Me(row.id, here), row.id, day, day, moment)
    off = SpecialDay(community_id=here, day=day, kind=DayKind.OFF, source="示例通知")
    begins = moment - timedelta(days=2)
    over = Shift(
        community_id=here, on_day=local_day(begins), title="前台", published_at=moment - timedelta(days=9),
        starts_at=begins, ends_at=begins + timedelta(hours=2),
    )  # fmt: skip
    session.add_all([off, over])
    session.flush()
    need = ShiftNeed(shift_id=over.id, role="接待")
    session.add(need)
    session.flush()
    seat = Assignment(
        community_id=here, shift_id=over.id, need_id=need.id, volunteer_id=row.id, state=AssignmentState.ACCEPTED,
        told_at=moment,
    )  # fmt: skip
    session.add(seat)
    session.flush()
    yield from _at_the_door(session, world, moment)
    yield from _posted(session, world, moment)
    yield "day off", str(off.id)
    yield "past seat", str(seat.id)
    yield "past came", local_time(over.starts_at)[11:]
    yield "past left", local_time(over.ends_at)[11:]
    yield "objection", str(objection.id)
    yield "change", str(change.id)
    yield "record", str(made.id)
    yield "record code", made.code


def _planned(session: Session, world: World, admin: Actor) -> Iterator[tuple[str, str]]:
    """A shift that is not published, and what the matching found for nobody."""
    moment, here = now(), world.cast.hupan.id
    starts = moment + timedelta(days=20)
    plan = ShiftForm(title="前台", starts_at=starts, ends_at=starts + timedelta(hours=2),
                     needs=[NeedForm(role="接待")])  # fmt: skip
    add_shift(session, admin, here, plan, moment)
    day = local_day(moment)
    row = MatchRun(
        community_id=here, first_on=day, last_on=day, state=RunState.DONE, plan={"assignments": []}, seen_at=moment
    )
    session.add(row)
    session.flush()
    yield "ended run", str(row.id)


def _passed_on(session: Session, world: World, admin: Actor) -> Iterator[tuple[str, str]]:
    """小赵 has given a seat away, which 张姐 took; it may still be undone."""
    moment, here = now(), world.cast.hupan.id
    form = {"phone": "13800000188", "agreed": True}
    people = [join_for(session, admin, here, JoinForm(name=name, **form), moment).me for name in ("小赵", "张姐")]
    for me in people:
        session.get_one(Volunteer, me.volunteer_id).experienced_at = moment
    starts = moment + timedelta(days=6)
    plan = ShiftForm(title="前台", starts_at=starts, ends_at=starts + timedelta(hours=2),
                     needs=[NeedForm(role="接待")])  # fmt: skip
    shift = add_shift(session, admin, here, plan, moment)
    publish_shifts(session, admin, [shift.id], moment)
    need = session.exec(select(ShiftNeed).where(ShiftNeed.shift_id == shift.id)).one()
    seats = [
        Assignment(
            community_id=here, shift_id=shift.id, need_id=need.id, volunteer_id=me.volunteer_id, state=state,
            told_at=moment,
        )
        for me, state in zip(people, (AssignmentState.CANCELLED, AssignmentState.ACCEPTED), strict=True)
    ]  # fmt: skip
    session.add_all(seats)
    session.flush()
    giver, taker = (me.volunteer_id for me in people)
    swap = Swap(
        community_id=here, kind=SwapKind.GIVE, state=SwapState.TAKEN, assignment_id=seats[0].id, giver_id=giver,
        taker_id=taker, moved_id=seats[1].id, accepted_at=moment, veto_until=moment + timedelta(days=1),
    )  # fmt: skip
    session.add(swap)
    session.flush()
    yield "swap", str(swap.id)


def _at_the_door(session: Session, world: World, moment: datetime) -> Iterator[tuple[str, str]]:
    """林阿婆, who has a pass, has a shift right now."""
    here = world.cast.hupan.id
    her = Volunteer(community_id=here, person_id=world.cast.lin_apo.id, code="TESTTESTTEST", joined_by=JoinedBy.STAFF)
    shift = Shift(
        community_id=here, on_day=local_day(moment), title="前台", published_at=moment - timedelta(days=9),
        starts_at=moment - timedelta(minutes=30), ends_at=moment + timedelta(minutes=90),
    )  # fmt: skip
    session.add_all([her, shift])
    session.flush()
    need = ShiftNeed(shift_id=shift.id, role="接待")
    session.add(need)
    session.flush()
    seat = Assignment(
        community_id=here, shift_id=shift.id, need_id=need.id, volunteer_id=her.id, state=AssignmentState.ACCEPTED,
        told_at=moment,
    )  # fmt: skip
    session.add(seat)
    session.flush()
    yield "door shift", str(shift.id)
    yield "door seat", str(seat.id)


def _posted(session: Session, world: World, moment: datetime) -> Iterator[tuple[str, str]]:
    """A standing post with two roles, that comes on Mondays."""
    here = world.cast.hupan.id
    post = Post(community_id=here, kind=PostKind.FRONT_DESK, title="前台")
    session.add(post)
    session.flush()
    line = RotaLine(
        community_id=here, post_id=post.id, weekday=0, starts=time(9), ends=time(11), first_on=local_day(moment)
    )
    session.add_all([PostNeed(post_id=post.id, role="接待"), PostNeed(post_id=post.id, role="引导"), line])
    session.flush()
    yield "post", str(post.id)
    yield "line", str(line.id)


def _visit(session: Session, world: World) -> Visit:
    """A visit of 张姐 at 501 that met nobody."""
    at, cast = now() - timedelta(hours=1), world.cast
    kept = Visit(
        community_id=cast.hupan.id, household_id=cast.lin_home.id, visitor_id=cast.cadre.id, number="260302-TEST0001",
        started_at=at, mode=Mode.VISIT, outcome=Outcome.NOT_HOME, made_at=at, received_at=at,
    )  # fmt: skip
    session.add(kept)
    session.flush()
    session.add(
        VisitRevision(
            community_id=kept.community_id, visit_id=kept.id, number=1, body={}, written_by=cast.cadre.id, made_at=at
        )
    )
    session.flush()
    return kept


# ---------------------------------------------------------------------------------------------------- the handlers


@dataclass(frozen=True)
class Handler:
    """Who may call a handler, and a call that would do something. `shows`: a call that shows something instead."""

    may: set[str]
    call: Callable[[World], tuple[Any, ...]] = lambda world: ()
    before: Callable[[World], dict[str, Any]] = lambda world: {}  # public vars a caller could have set
    path: Callable[[World], str] = lambda world: "/x"  # the address the browser says it shows


def account(world: World, login: str = "cadre") -> str:
    return str(getattr(world.cast, login).id)


def building(world: World) -> str:
    return str(world.cast.door_501.building_id)


WATCH = {"supervisor", "admin"}
AUDIT = {"auditor", "admin"}
RULE = {"days": "14", "grace_days": "0", "words": "应每两周探访", "source": "本社区自定", "mode_visit": "on"}


def here(world: World) -> dict[str, Any]:
    """The community that is on the screen: a public var, so anybody can have set it."""
    return {"community": str(world.cast.hupan.id)}


LOUNGE = {"cadre", "cadre_two", "cadre_all", "admin"}
ANY_LOUNGE = LOUNGE | {"far_cadre"}  # each sees their own
PLAN = {"title": "八段锦", "day": "2030-03-04", "starts": "9:00", "ends": "10:00", "walk_in": "on"}


def after_kin(world: World) -> dict[str, Any]:
    """林阿婆 stands at the tablet, checked in a moment ago; the server remembers it."""
    return {"_told": Told(Verdict.ENTER, UUID(world.ids["afternoon"]), attendee_id=UUID(world.ids["first"]))}


def event_settings(world: World) -> dict[str, Any]:
    """The form of the settings as an admin sends it."""
    values = {"opens_before": "45", "closes_after": "30", "undo_minutes": "5", "many_from_one": "4",
              "late_phones": "6", "keep_guests": "14"}  # fmt: skip
    sources = {f"{name}_source": "本社区自定" for name in values}
    return {"community": str(world.cast.hupan.id), **values, **sources}


VOLUNTEER = {"volunteer"}


def planned_week(world: World) -> dict[str, Any]:
    """The week of the shift that nobody sees yet."""
    return here(world) | {"monday": (local_day(now()) + timedelta(days=20)).isoformat()}


def opened_volunteer(world: World) -> dict[str, Any]:
    """周阿姨 is open on the list."""
    return here(world) | {"one": PersonCard(id=world.ids["volunteer"])}


def free_seat(world: World) -> dict[str, Any]:
    """A free seat is open on the board."""
    open_ = {
        "doing": "shift",
        "shift": BoardRow(id=world.ids["free shift"]),
        "seat": SeatRow(id=world.ids["free need"]),
    }
    return here(world) | open_


def ended_run(world: World) -> dict[str, Any]:
    return here(world) | {"run_row": RunRow(id=world.ids["ended run"])}


def open_post(world: World) -> dict[str, Any]:
    """A post is open, with one of its roles and a line of its rota."""
    open_ = {
        "one": PostItem(id=world.ids["post"]),
        "role": RoleRow(role="引导"),
        "line": LineRow(id=world.ids["line"]),
    }
    return here(world) | open_


def open_building(world: World) -> dict[str, Any]:
    """The form of a building is open."""
    return here(world) | {"one": PlaceItem(id=str(world.cast.door_501.building_id))}


def running_shift(world: World) -> dict[str, Any]:
    """A shift that has begun is open on the board."""
    return here(world) | {"doing": "shift", "shift": BoardRow(id=world.ids["door shift"])}


def being_moved(world: World) -> dict[str, Any]:
    return here(world) | {"moving": SeatName(id=world.ids["seat"])}


def volunteer_settings(world: World) -> dict[str, Any]:
    """The form of the settings as an admin sends it: each a little more than ours."""
    values = {one.name: str(one.default + 1) for one in fields(Settings)}
    sources = {f"{name}_source": "本社区自定" for name in values}
    return {"community": str(world.cast.hupan.id), **values, **sources}


ALL_YEARS = {"since": "2025-01-01", "until": "2034-12-31"}
ROLE = {"role": "登记", "count": "1", "critical": "1"}
POST = {"kind": "lunch", "title": "送餐", **ROLE}
LINES = {"day_2": "on", "starts": "09:00", "ends": "11:00", "first_on": "2030-03-04"}
EXTRA = {"title": "大扫除", "day": "2030-03-04", "starts": "09:00", "ends": "11:00", **ROLE}
JOINS = {"name": "新来的", "phone": "138 0000 0199", "agreed": "on"}


HEALTH_COUNT = LOUNGE | {"supervisor"}
SHARED_FORM = {"measure_bp": "on", "all": "on", "days": "30"}


def health_of(kind: type[Any]) -> Callable[[World], dict[str, Any]]:
    """The community whose systems or settings are on the screen."""
    return lambda world: {"one": kind(str(world.cast.hupan.id))}


def own_reading(world: World) -> dict[str, Any]:
    """A reading that is open on the screen of its owner."""
    return {"one": OwnRow(id=world.ids["reading"], measure="bp"), "doing": "correct"}


def corrected(world: World) -> tuple[Any, ...]:
    day, clock = local_time(now() - timedelta(minutes=5)).split()
    return ({"systolic": "147", "diastolic": "87", "day": day, "clock": clock},)


def health_settings(world: World) -> dict[str, Any]:
    """The form of the settings as an admin sends it: each at its least."""
    values = {name: str(limit.least) for name, limit in HEALTH_LIMITS.items()}
    sources = {f"{name}_source": "本社区自定" for name in values}
    return {"community": str(world.cast.hupan.id), **values, **sources}


def event_path(world: World) -> str:
    return f"/events/{world.ids['afternoon']}"


def past_hours(world: World) -> dict[str, str]:
    return {"seat": world.ids["past seat"], "came": world.ids["past came"], "left": world.ids["past left"]}


def hours_of_hupan(world: World) -> dict[str, Any]:
    return {"one": HoursBoard(str(world.cast.hupan.id))}


HANDLERS: dict[str, Handler] = {
    # One's own devices: everybody for themselves.
    "AccountState.load": Handler(SIGNED_IN),
    "AccountState.sign_out_device": Handler({"cadre"}, lambda w: (w.ids["session of cadre"],)),
    "AccountState.new_password": Handler(SIGNED_IN, lambda w: ({"current": "", "password": "spring-river-7"},)),
    # Accounts: the admin of the community.
    "PeopleState.load": Handler(ADMIN),
    "PeopleState.show": Handler(ADMIN, lambda w: (account(w),)),
    "PeopleState.close": Handler(ANYONE),  # forgets what is shown; asks and does nothing
    "PeopleState.disable": Handler(ADMIN, lambda w: (account(w),)),
    "PeopleState.enable": Handler(ADMIN, lambda w: (account(w, "volunteer"),)),
    "PeopleState.sign_out": Handler(ADMIN, lambda w: (account(w),)),
    "PeopleState.give_role": Handler(
        ADMIN, lambda w: ({"account": account(w), "role": "supervisor", "place": str(w.cast.hupan.id)},)
    ),
    "PeopleState.take_role": Handler(ADMIN, lambda w: (account(w), w.ids["grant of cadre"])),
    "PeopleState.offer_password": Handler(ADMIN, lambda w: (account(w),)),
    "PeopleState.invite": Handler(
        ADMIN, lambda w: ({"name": "x", "role": "cadre", "place": str(w.cast.hupan.id), "days": "3"},)
    ),
    "PeopleState.take_invitation_back": Handler(ADMIN, lambda w: (w.ids["invitation"],)),
    "PeopleState.link_identity": Handler(ADMIN, lambda w: ({"identity": w.ids["identity"], "account": account(w)},)),
    "PeopleState.unlink_identity": Handler(ADMIN, lambda w: (account(w), w.ids["linked identity"])),
    "PeopleState.choose_building": Handler(ADMIN, lambda w: (w.ids["grant of leader"], building(w))),
    "PeopleState.toggle_door": Handler(
        ADMIN, lambda w: (w.ids["grant of leader"], str(w.cast.door_501.id)), lambda w: {"building": building(w)}
    ),
    # Coverage, overdue doors, phones: the supervisor, and the admin.
    "CoverageState.load": Handler(WATCH),
    "CoverageState.choose_community": Handler(WATCH, lambda w: (str(w.cast.hupan.id),)),
    "CoverageState.choose_month": Handler(WATCH, lambda w: ("1",), here),
    "CoverageState.choose_group": Handler(WATCH, lambda w: ("elder_alone",), here),
    "CoverageState.choose_grid": Handler(WATCH, lambda w: (w.cast.grid_one.name,), here),
    "CoverageState.more": Handler(WATCH, before=here),
    "PhonesState.load": Handler(WATCH),
    "PhonesState.choose_community": Handler(WATCH, lambda w: (str(w.cast.hupan.id),)),
    "PhonesState.think_of_wiping": Handler(WATCH, lambda w: (w.ids["phone"],), here),
    "PhonesState.keep": Handler(ANYONE),  # forgets what was asked
    "PhonesState.wipe": Handler(ADMIN | {"cadre"}, lambda w: (w.ids["phone"],), here),  # 张姐: it is her own
    # How often whom, and why.
    "VisitRulesState.load": Handler(ADMIN),
    "VisitRulesState.choose_community": Handler(ADMIN, lambda w: (str(w.cast.hupan.id),)),
    "VisitRulesState.open": Handler(ANYONE, lambda w: ("elder_alone",)),  # shows a row that is on the screen
    "VisitRulesState.open_cause": Handler(ANYONE, lambda w: ("hospital",)),
    "VisitRulesState.open_new": Handler(ANYONE),
    "VisitRulesState.close": Handler(ANYONE),
    "VisitRulesState.change": Handler(ADMIN, lambda w: (RULE | {"key": "elder_alone"},), here),
    "VisitRulesState.add": Handler(ADMIN, lambda w: (RULE | {"code": "elder_alone", "min_age": "90"},), here),
    "VisitRulesState.drop": Handler(ADMIN, lambda w: ("elder_alone",), here),
    "VisitRulesState.change_cause": Handler(ADMIN, lambda w: (RULE | {"cause": "hospital"},), here),
    "VisitRulesState.change_card": Handler(ADMIN, lambda w: ({"phone": "154 0000 0110"},), here),
    # Needs and corrections: whoever goes to that door, and the admin.
    "NeedsState.load": Handler({"cadre", "cadre_all", "admin"}),
    "NeedsState.open": Handler(ANYONE, lambda w: (w.ids["need"],)),
    "NeedsState.close": Handler(ANYONE),
    "NeedsState.answer": Handler(
        {"cadre", "cadre_all", "admin"}, lambda w: ({"need": w.ids["need"], "answer": "换了灯泡"},)
    ),
    "NeedsState.accept": Handler({"cadre", "cadre_all", "admin"}, lambda w: (w.ids["correction"],)),
    "NeedsState.decline": Handler({"cadre", "cadre_all", "admin"}, lambda w: (w.ids["correction"],)),
    # One's own desk: everybody sees what waits for themselves.
    "DeskState.load": Handler(SIGNED_IN),
    # A household, for who goes there, leads there or keeps the roster.
    "HomeState.load": Handler(
        {"cadre", "cadre_all", "leader", "admin"}, path=lambda w: f"/admin/households/{w.cast.lin_home.id}"
    ),
    # Who looked at what: auditors and the admin.
    "AccessState.load": Handler(AUDIT),
    "AccessState.choose_days": Handler(AUDIT, lambda w: ("7",)),
    "AccessState.choose_kind": Handler(AUDIT, lambda w: ("account",)),
    "AccessState.further": Handler(AUDIT),
    # What people say about Linju: the admin answers.
    "AnswersState.load": Handler(ADMIN),
    "AnswersState.choose": Handler(ADMIN, lambda w: ("waiting",)),
    "AnswersState.open": Handler(ADMIN, lambda w: (w.ids["note"],)),
    "AnswersState.close": Handler(ADMIN),
    "AnswersState.answer": Handler(ADMIN, lambda w: ({"note": w.ids["note"], "answer": "谢谢，已改。"},)),
    "AnswersState.settle": Handler(ADMIN, lambda w: (w.ids["note"],)),
    "AnswersState.reopen": Handler(ADMIN, lambda w: (w.ids["closed note"],)),
    # The lounge's door, and what is on there: public.
    "LoungeState.load": Handler(ANYONE),
    "EventsState.load": Handler(ANYONE),
    "EventState.load": Handler(ANYONE, path=event_path),
    "EventState.one_more": Handler(ANYONE),  # a further name on the form
    "EventState.one_less": Handler(ANYONE),
    "EventState.sign_up": Handler(ANYONE, lambda w: ({"name": "新来的", "phone": "154 0000 0199"},), path=event_path),
    "EventState.look": Handler(ANYONE, lambda w: ({"code": w.ids["sign-up code"]},), path=event_path),
    "EventState.ask_to_give_up": Handler(ANYONE, lambda w: (w.ids["sign-up"],)),
    "EventState.keep": Handler(ANYONE),
    "EventState.cancel": Handler(ANYONE, lambda w: (w.ids["sign-up code"],), path=event_path),
    "EventState.cancel_mine": Handler(ANYONE, lambda w: (w.ids["sign-up"],), path=event_path),
    "EventState.rate": Handler(ANYONE, lambda w: ({"stars": "5", "words": "好"},), path=event_path),
    # One event at the desk.
    "ManageState.load": Handler(LOUNGE | {"supervisor"}, path=event_path),
    "ManageState.choose": Handler(LOUNGE | {"supervisor"}, lambda w: ("came",), path=event_path),
    "ManageState.find": Handler(LOUNGE | {"supervisor"}, lambda w: ("陈",), path=event_path),
    "ManageState.open": Handler(ANYONE, lambda w: ("edit",)),
    "ManageState.close": Handler(ANYONE),
    "ManageState.change": Handler(LOUNGE, lambda w: (PLAN,), path=event_path),
    "ManageState.publish": Handler(LOUNGE, path=lambda w: f"/admin/events/{w.ids['draft']}"),
    "ManageState.finish": Handler(LOUNGE, path=event_path),
    "ManageState.cancel": Handler(LOUNGE, lambda w: ({"why": "台风"},), path=event_path),
    "ManageState.check_in": Handler(LOUNGE, lambda w: (w.ids["attendee"],), path=event_path),
    "ManageState.check_out": Handler(LOUNGE, lambda w: (w.ids["here"],), path=event_path),
    "ManageState.undo": Handler({"admin"}, lambda w: (w.ids["here"],), path=event_path),  # who checked them in
    "ManageState.sign_up": Handler(LOUNGE, lambda w: ({"name": "新来的", "phone": "13800000199"},), path=event_path),
    "ManageState.cancel_sign_up": Handler(LOUNGE, lambda w: (w.ids["sign-up"],), path=event_path),
    "ManageState.refresh": Handler(LOUNGE | {"supervisor"}, path=event_path),
    "ManageState.look_for": Handler(LOUNGE, lambda w: ("林阿婆",), path=event_path),  # each finds behind their doors
    "ManageState.pick": Handler(
        {"cadre", "cadre_all", "admin"}, lambda w: (str(w.cast.lin_apo.id),), path=event_path
    ),  # whose door it is
    "ManageState.unpick": Handler(ANYONE),  # forgets who was picked
    "ManageState.list_calls": Handler(LOUNGE | {"supervisor"}, lambda w: ("all",), path=event_path),
    "ManageState.told": Handler(LOUNGE, lambda w: (w.ids["sign-up"],), path=event_path),
    "ManageState.not_told": Handler(LOUNGE, lambda w: (w.ids["told"],), path=event_path),
    "ManageState.look_at": Handler(LOUNGE, lambda w: (w.ids["clash"],), path=event_path),
    # The tablet.
    "TabletState.load": Handler(LOUNGE, path=event_path),
    "TabletState.again": Handler(ANYONE),
    "TabletState.walk_in": Handler(ANYONE),
    "TabletState.find": Handler(LOUNGE, lambda w: ({"text": "林阿婆"},), path=event_path),
    "TabletState.tap": Handler(
        LOUNGE,
        lambda w: (f"p:{w.cast.lin_apo.id}",),
        lambda w: {"matches": [MatchRow(f"p:{w.cast.lin_apo.id}")]},
        event_path,
    ),
    "TabletState.come": Handler(LOUNGE, lambda w: ({"name": "新来的", "phone": "13800000199"},), path=event_path),
    "TabletState.new": Handler(LOUNGE, lambda w: (), lambda w: {"_typed": "新来的"}, event_path),
    "TabletState.bring_named": Handler(LOUNGE, lambda w: ({"family": "新来的"},), after_kin, event_path),
    "TabletState.bring": Handler(LOUNGE, lambda w: (w.ids["second"],), after_kin, event_path),
    # Events at the desk: whoever works there; the supervisor sees how many.
    "EventsDeskState.load": Handler(ANY_LOUNGE | {"supervisor"}),
    "EventsDeskState.choose": Handler(ANY_LOUNGE | {"supervisor"}, lambda w: ("coming",)),
    "EventsDeskState.open_new": Handler(ANYONE),
    "EventsDeskState.close": Handler(ANYONE),
    "EventsDeskState.add": Handler(LOUNGE, lambda w: (PLAN | {"community": str(w.cast.hupan.id)},)),
    "EventSettingsState.load": Handler(ADMIN),
    "EventSettingsState.choose_community": Handler(ADMIN, lambda w: (str(w.cast.hupan.id),)),
    "EventSettingsState.change": Handler(ADMIN, lambda w: (event_settings(w),)),
    "HoursState.load": Handler(ANY_LOUNGE),
    "HoursState.choose_community": Handler(LOUNGE, lambda w: (str(w.cast.hupan.id),)),
    "HoursState.change": Handler(LOUNGE, lambda w: ({"community": str(w.cast.hupan.id), "day_0": "8:30-12:00"},)),
    # Passes: whoever works in the lounge of that community.
    # Hours of volunteers: whoever coordinates there; days off and columns for the city are the admin's.
    "HoursDeskState.load": Handler(ANY_LOUNGE),
    "HoursDeskState.choose_community": Handler(LOUNGE, lambda w: (str(w.cast.hupan.id),)),
    "HoursDeskState.choose": Handler(ANYONE, lambda w: ("city",)),
    "HoursDeskState.open": Handler(ANYONE, lambda w: ("line", w.ids["proposed"])),
    "HoursDeskState.close": Handler(ANYONE),
    "HoursDeskState.scan": Handler(LOUNGE, lambda w: ({"pass": w.ids["token"]},), hours_of_hupan),
    "HoursDeskState.enter": Handler(LOUNGE, lambda w: (past_hours(w),), hours_of_hupan),
    "HoursDeskState.put_out": Handler(
        LOUNGE,
        lambda w: (),
        lambda w: {"one": HoursBoard(str(w.cast.hupan.id), proposed=[HoursRow(kind="line", id=w.ids["proposed"])])},
    ),
    "HoursDeskState.correct": Handler(
        LOUNGE, lambda w: ({"about": w.ids["proposed"], "hours": "1", "reason": "提前走了"},), hours_of_hupan
    ),
    "HoursDeskState.agree": Handler(LOUNGE, lambda w: (w.ids["change"],), hours_of_hupan),
    "HoursDeskState.decline": Handler(
        LOUNGE, lambda w: ({"change": w.ids["change"], "answer": "签退是整点"},), hours_of_hupan
    ),
    "HoursDeskState.answer": Handler(
        LOUNGE, lambda w: ({"objection": w.ids["objection"], "answer": "在的"},), hours_of_hupan
    ),
    "HoursDeskState.add_days": Handler(
        ADMIN, lambda w: ({"first_on": "2027-01-01", "kind": "off", "days_source": "示例通知"},), hours_of_hupan
    ),
    "HoursDeskState.drop_day": Handler(ADMIN, lambda w: (w.ids["day off"],), hours_of_hupan),
    "HoursDeskState.name_fields": Handler(
        ADMIN, lambda w: ({"hours": "信用时数", "hours_source": "市平台模板"},), hours_of_hupan
    ),
    "PassesState.load": Handler(LOUNGE, path=lambda w: f"/admin/passes?household={w.cast.lin_home.id}"),
    "PassesState.find": Handler(ANY_LOUNGE, lambda w: ({"q": "林阿婆"},)),
    "PassesState.issue": Handler(LOUNGE, lambda w: (str(w.cast.chen_da.id),)),
    "PassesState.put": Handler(LOUNGE, lambda w: (str(w.cast.lin_apo.id),)),
    "PassesState.take": Handler(ANYONE, lambda w: (str(w.cast.lin_apo.id),)),
    "PassesState.clear_sheet": Handler(ANYONE),
    "PassesState.open": Handler(ANYONE, lambda w: (str(w.cast.lin_apo.id),)),
    "PassesState.close": Handler(ANYONE),
    "PassesState.think_of_replacing": Handler(ANYONE),
    "PassesState.think_of_revoking": Handler(ANYONE),
    "PassesState.replace": Handler(LOUNGE, lambda w: ({"person": str(w.cast.lin_apo.id), "why": "丢了"},)),
    "PassesState.revoke": Handler(
        LOUNGE, lambda w: ({"person": str(w.cast.lin_apo.id), "pass": w.ids["pass"], "why": "丢了"},)
    ),
    "PassesState.forget_pin": Handler(LOUNGE, lambda w: (w.ids["pass"],)),
    # Volunteers: their own screens, for whoever it is on this phone, or by their account.
    "MineState.load": Handler(ANYONE),
    "MineState.join": Handler(ANYONE, lambda w: (JOINS | {"community": str(w.cast.hupan.id)},)),
    "MineState.accept": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.decline": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.give_up": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.cannot_come": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.ask_to_give_up": Handler(ANYONE, lambda w: (w.ids["seat"],)),  # shows what is on the screen
    "MineState.keep": Handler(ANYONE),
    "MineState.pass_on": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.take_back": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.take_over": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.look_for_swap": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "MineState.swap_over": Handler(VOLUNTEER, lambda w: (w.ids["swap"], w.ids["seat"])),
    "AboutState.load": Handler(ANYONE),
    "AboutState.open": Handler(ANYONE, lambda w: ("hours",)),  # shows what has come already
    "AboutState.think": Handler(ANYONE, lambda w: ("erase",)),
    "AboutState.save_hours": Handler(VOLUNTEER, lambda w: ({"slot_0_am": "on"},)),
    "AboutState.save_languages": Handler(VOLUNTEER, lambda w: ({"lang_minnan": "on"},)),
    "AboutState.save_wish": Handler(VOLUNTEER, lambda w: ({"wish": "12"},)),
    "AboutState.save_far": Handler(VOLUNTEER, lambda w: ({"home": building(w), "far": "1.5"},)),
    "AboutState.save_partners": Handler(VOLUNTEER, lambda w: ({f"with_{w.ids['volunteer']}": "apart"},)),
    "AboutState.save_posts": Handler(VOLUNTEER, lambda w: ({f"post_{w.ids['seat']}": "2"},)),
    "AboutState.save_skill": Handler(VOLUNTEER, lambda w: ({"code": "nurse", "valid_until": "2030-01-01"},)),
    "AboutState.drop_skill": Handler(VOLUNTEER, lambda w: ("nurse",)),
    "AboutState.save_away": Handler(VOLUNTEER, lambda w: ({"first_on": "2030-01-01"},)),
    "AboutState.drop_away": Handler(VOLUNTEER, lambda w: (w.ids["seat"],)),
    "AboutState.pause": Handler(VOLUNTEER, lambda w: ({"first_on": "2030-01-01"},)),
    "AboutState.resume": Handler(VOLUNTEER),
    "AboutState.leave": Handler(VOLUNTEER),
    "AboutState.erase": Handler(VOLUNTEER),
    "ShiftsState.load": Handler(ANYONE),
    "ShiftsState.choose": Handler(VOLUNTEER, lambda w: ("前台",)),
    "ShiftsState.show_every": Handler(VOLUNTEER, lambda w: (True,)),
    "ShiftsState.take": Handler(VOLUNTEER, lambda w: (w.ids["free need"],)),
    "ShiftsState.wait": Handler(VOLUNTEER, lambda w: (w.ids["free need"],)),
    "ShiftsState.leave": Handler(VOLUNTEER, lambda w: (w.ids["free shift"],)),
    # The board: whoever makes the events of that community looks after its volunteers.
    "VolunteerPeopleState.load": Handler(ANY_LOUNGE),
    "VolunteerPeopleState.choose_community": Handler(LOUNGE, lambda w: (str(w.cast.hupan.id),)),
    "VolunteerPeopleState.open": Handler(LOUNGE, lambda w: (w.ids["volunteer"],), here),
    "VolunteerPeopleState.close": Handler(ANYONE),
    "VolunteerPeopleState.open_new": Handler(ANYONE),
    "VolunteerPeopleState.add": Handler(LOUNGE, lambda w: (JOINS,), here),
    "VolunteerPeopleState.see": Handler(LOUNGE, lambda w: ("nurse", True), opened_volunteer),
    "VolunteerPeopleState.trust": Handler(LOUNGE, lambda w: (False,), opened_volunteer),
    "VolunteerPeopleState.fresh_link": Handler(LOUNGE, before=opened_volunteer),
    "VolunteerPeopleState.make_record": Handler(LOUNGE, lambda w: (ALL_YEARS,), opened_volunteer),
    "VolunteerPeopleState.ask_withdraw": Handler(ANYONE, lambda w: (w.ids["record"],)),  # shows what has come already
    "VolunteerPeopleState.withdraw": Handler(
        LOUNGE, lambda w: ({"record": w.ids["record"], "why": "开错了"},), opened_volunteer
    ),
    "VolunteersDeskState.load": Handler(ANY_LOUNGE),
    "VolunteersDeskState.choose_community": Handler(LOUNGE, lambda w: (str(w.cast.hupan.id),)),
    "VolunteersDeskState.turn": Handler(LOUNGE, lambda w: (1,), here),
    "VolunteersDeskState.publish_week": Handler(LOUNGE, before=planned_week),
    "VolunteersDeskState.open": Handler(LOUNGE, lambda w: (w.ids["seat shift"],), here),
    "VolunteersDeskState.open_risk": Handler(LOUNGE, lambda w: (w.ids["seat shift"], w.ids["seat need"]), here),
    "VolunteersDeskState.close": Handler(ANYONE),
    "VolunteersDeskState.why": Handler(LOUNGE, lambda w: (w.ids["free need"],), here),
    "VolunteersDeskState.put": Handler(LOUNGE, lambda w: (w.ids["volunteer"],), free_seat),
    "VolunteersDeskState.free": Handler(LOUNGE, lambda w: (w.ids["seat"],), here),
    "VolunteersDeskState.lock": Handler(LOUNGE, lambda w: (w.ids["seat"], True), here),
    "VolunteersDeskState.publish": Handler(LOUNGE, before=free_seat),
    "VolunteersDeskState.cancel": Handler(LOUNGE, lambda w: ({"why": "台风"},), free_seat),
    "VolunteersDeskState.whom_to_call": Handler(LOUNGE, before=free_seat),
    "VolunteersDeskState.called": Handler(LOUNGE, lambda w: (w.ids["volunteer"], "unreached"), free_seat),
    "VolunteersDeskState.open_swaps": Handler(LOUNGE, before=here),
    "VolunteersDeskState.ask_why": Handler(ANYONE, lambda w: (w.ids["swap"],)),  # shows what has come already
    "VolunteersDeskState.veto": Handler(LOUNGE, lambda w: ({"swap": w.ids["swap"], "why": "要熟手"},), here),
    "VolunteersDeskState.open_month": Handler(LOUNGE, before=here),
    "VolunteersDeskState.choose_month": Handler(ANYONE, lambda w: ("next",)),
    "VolunteersDeskState.make_month": Handler(LOUNGE, before=here),
    "VolunteersDeskState.match": Handler(LOUNGE, before=here),
    "VolunteersDeskState.follow": Handler(LOUNGE, before=here),
    "VolunteersDeskState.stop": Handler(LOUNGE, before=ended_run),
    "VolunteersDeskState.put_on_board": Handler(LOUNGE, before=ended_run),
    "VolunteersDeskState.open_extra": Handler(LOUNGE, before=here),
    "VolunteersDeskState.like_post": Handler(LOUNGE, lambda w: (w.ids["post"],), here),
    "VolunteersDeskState.for_event": Handler(LOUNGE, lambda w: (w.ids["afternoon"],), here),
    "VolunteersDeskState.add_extra": Handler(LOUNGE, lambda w: (EXTRA,), here),
    "VolunteersDeskState.ask_role": Handler(LOUNGE, lambda w: (True,), here),
    "VolunteersDeskState.add_role": Handler(LOUNGE, lambda w: (ROLE,), free_seat),
    "VolunteersDeskState.open_change": Handler(LOUNGE, before=free_seat),
    "VolunteersDeskState.change": Handler(LOUNGE, lambda w: (EXTRA,), free_seat),
    "VolunteersDeskState.look_elsewhere": Handler(LOUNGE, lambda w: (w.ids["seat"],), here),
    "VolunteersDeskState.stay": Handler(ANYONE),
    "VolunteersDeskState.move_to": Handler(LOUNGE, lambda w: (w.ids["free need"],), being_moved),
    "VolunteersDeskState.finish": Handler(LOUNGE, before=running_shift),
    "VolunteersDeskState.absent": Handler(LOUNGE, lambda w: (w.ids["door seat"], True), running_shift),
    # Standing posts and their rota: coordinators; the community's limits: the admin.
    "PlacesState.load": Handler(ANY_LOUNGE),
    "PlacesState.choose_community": Handler(LOUNGE, lambda w: (str(w.cast.hupan.id),)),
    "PlacesState.open": Handler(ANYONE, lambda w: (str(w.cast.door_501.building_id),)),  # a row on the screen
    "PlacesState.close": Handler(ANYONE),
    "PlacesState.save": Handler(LOUNGE, lambda w: ({"east": "1", "north": "1"},), open_building),
    "PostsState.load": Handler(ANY_LOUNGE),
    "PostsState.choose_community": Handler(LOUNGE, lambda w: (str(w.cast.hupan.id),)),
    "PostsState.open": Handler(ANYONE, lambda w: (w.ids["post"],)),  # shows a row that is on the screen
    "PostsState.open_form": Handler(ANYONE, lambda w: ("new",)),
    "PostsState.open_role": Handler(ANYONE, lambda w: ("接待",)),
    "PostsState.open_line": Handler(ANYONE, lambda w: (w.ids["line"],)),
    "PostsState.close": Handler(ANYONE),
    "PostsState.add": Handler(LOUNGE, lambda w: (POST,), here),
    "PostsState.change": Handler(LOUNGE, lambda w: (POST,), open_post),
    "PostsState.save_role": Handler(LOUNGE, lambda w: (ROLE,), open_post),
    "PostsState.drop_role": Handler(LOUNGE, before=open_post),
    "PostsState.add_lines": Handler(LOUNGE, lambda w: (LINES,), open_post),
    "PostsState.end_line": Handler(LOUNGE, lambda w: ({"last_on": "2030-03-04"},), open_post),
    "PostsState.end": Handler(LOUNGE, before=open_post),
    "VolunteerSettingsState.load": Handler(ADMIN),
    "VolunteerSettingsState.choose_community": Handler(ADMIN, lambda w: (str(w.cast.hupan.id),)),
    "VolunteerSettingsState.change": Handler(ADMIN, lambda w: (volunteer_settings(w),)),
    # Whom one lets see one's readings, and who was let.
    "SharesState.load": Handler({"resident"}),
    "SharesState.open": Handler(ANYONE, lambda w: ("clinician",)),
    "SharesState.close": Handler(ANYONE),
    "SharesState.share": Handler(
        {"resident"}, lambda w: (SHARED_FORM | {"account": account(w, "clinician")},), lambda w: {"adding": "clinician"}
    ),
    "SharesState.take_back": Handler({"resident"}, lambda w: (w.ids["share"],)),
    "SharedState.load": Handler({"clinician", "resident"}),
    # One's own health data: whoever came in with a pass. Anybody may ask who is there.
    "HealthHomeState.load": Handler({"resident"}),
    "ConsentState.load": Handler({"resident"}),
    "ConsentState.think": Handler(ANYONE, lambda w: ("keep",)),
    "ConsentState.give": Handler({"resident"}, lambda w: ("keep", version_of(ConsentKind.KEEP))),
    "ConsentState.withdraw": Handler({"resident"}, lambda w: ("follow_up",)),
    "TrendsState.load": Handler({"resident"}),
    "TrendsState.choose": Handler({"resident"}, lambda w: ("bp",)),
    "TrendsState.show": Handler({"resident"}, lambda w: ("week",)),
    "TrendsState.step": Handler({"resident"}, lambda w: (1,)),
    "TrendsState.open_marks": Handler(ANYONE, lambda w: (True,)),
    "TrendsState.add_mark": Handler(
        {"resident"}, lambda w: ({"kind": "event", "day": local_day(now()).isoformat(), "words": "看了医生"},)
    ),
    "TrendsState.drop_mark": Handler({"resident"}, lambda w: (w.ids["mark"],)),
    "OwnState.load": Handler({"resident"}),
    "OwnState.choose": Handler({"resident"}, lambda w: ("bp",)),
    "OwnState.turn": Handler({"resident"}, lambda w: (1,)),
    "OwnState.open": Handler(ANYONE, lambda w: (w.ids["reading"],)),  # shows a row that is on the screen
    "OwnState.close": Handler(ANYONE),
    "OwnState.correct": Handler({"resident"}, corrected, own_reading),
    "OwnState.delete": Handler({"resident"}, before=own_reading),
    "OwnState.erase": Handler({"resident"}, lambda w: ({"sure": "全部删除"},)),
    # Follow-ups of a grid, counts, settings and the systems of health centres.
    "HealthDeskState.load": Handler(HEALTH_COUNT | {"far_cadre"}),
    "HealthDeskState.choose_community": Handler(HEALTH_COUNT, lambda w: (str(w.cast.hupan.id),)),
    "HealthDeskState.open": Handler(ANYONE, lambda w: (w.ids["follow-up"],)),
    "HealthDeskState.close": Handler(
        {"cadre", "cadre_all"}, lambda w: ({"done": "reached"},), lambda w: {"closing": w.ids["follow-up"]}
    ),
    "HealthSettingsState.load": Handler(ADMIN),
    "HealthSettingsState.choose_community": Handler(ADMIN, lambda w: (str(w.cast.hupan.id),)),
    "HealthSettingsState.change": Handler(ADMIN, lambda w: (health_settings(w),)),
    "HealthClientsState.load": Handler(ADMIN),
    "HealthClientsState.choose_community": Handler(ADMIN, lambda w: (str(w.cast.hupan.id),)),
    "HealthClientsState.add": Handler(ADMIN, lambda w: ({"name": "又一家"},), health_of(ClientsOf)),
    "HealthClientsState.switch_off": Handler(ADMIN, lambda w: (w.ids["client"],), health_of(ClientsOf)),
    # Two records of one person.
    "DuplicatesState.load": Handler(ADMIN),
    "DuplicatesState.show": Handler(ADMIN, lambda w: (w.ids["pair"],)),
    "DuplicatesState.close": Handler(ANYONE),
    "DuplicatesState.merge": Handler(ADMIN, lambda w: ({"pair": w.ids["pair"], "keep": "first"},)),
    "DuplicatesState.tell_apart": Handler(ADMIN, lambda w: (w.ids["pair"],)),
}
# Vars that say "you may not" or "an answer has come", and no more.
SILENT = {"allowed", "ready", "staff", "is_hydrated", "router", "building"}
# Reflex gives these to every State. `setvar` calls `set_<var>`, and we have none (see the test below).
OF_REFLEX = {"setvar", "set_is_hydrated"}


def states() -> list[type[State]]:
    """Every State of ours."""
    found, queue = [], [State]
    while queue:
        cls = queue.pop()
        queue += cls.get_substates()
        if cls.__module__.startswith("app."):
            found.append(cls)
    return sorted(found, key=lambda cls: cls.get_full_name())


def handlers() -> dict[str, tuple[type[State], str]]:
    """`State.method` → where it is."""
    return {
        f"{cls.__name__}.{name}": (cls, name)
        for cls in states()
        for name in cls.event_handlers
        if name not in OF_REFLEX
    }


def test_every_handler_is_in_the_table() -> None:
    assert set(HANDLERS) == set(handlers()), "say in HANDLERS who may call it"


def test_no_browser_sets_a_var_by_its_name() -> None:
    assert not [
        name for cls in states() for name in cls.event_handlers if name.startswith("set_") and name not in OF_REFLEX
    ]


async def press(
    cls: type[State], name: str, cookie: str, arguments: tuple[Any, ...], before: dict[str, Any], path: str = "/x"
) -> State:
    """Call a handler as a browser with this cookie does. Returns the State afterwards, its events thrown away."""
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    root.router = RouterData.from_router_data(
        {"headers": {"cookie": cookie, "origin": ORIGIN}, "pathname": path, "asPath": path}
    )
    state: Any = root.get_substate(cls.get_full_name().split("."))
    for var, value in before.items():
        setattr(state, var, value)
    answer = cls.event_handlers[name].fn(state, *arguments)
    if hasattr(answer, "__aiter__"):
        async for _event in answer:
            pass
    elif isinstance(answer, Awaitable):
        await answer
    return state


def shown(state: State) -> str:
    """What the browser gets of a State, without the silent vars."""
    own = {name: value for name, value in vars_of(state).items() if name not in SILENT}
    return json.dumps(own, default=str, ensure_ascii=False, sort_keys=True)


def vars_of(state: State) -> dict[str, Any]:
    return {name: getattr(state, name) for name in type(state).base_vars}


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_handler_does_nothing_and_tells_nothing_to_who_may_not(world: World, name: str) -> None:
    cls, method = handlers()[name]
    entry, untouched = HANDLERS[name], world.fresh
    before = entry.before(world)
    nothing = shown(asyncio.run(_fresh(cls, before)))
    for who in [NOBODY, *EVERYBODY]:
        if who in entry.may:
            continue
        state = asyncio.run(press(cls, method, world.cookie(who), entry.call(world), before, entry.path(world)))
        assert shown(state) == nothing, f"{who} was shown something"
        assert not [secret for secret in SECRETS if secret in shown(state)]
    assert world.rows() == untouched, "one of them did something"


async def _fresh(cls: type[State], before: dict[str, Any]) -> State:
    state: Any = State(_reflex_internal_init=True).get_substate(cls.get_full_name().split("."))  # type: ignore[call-arg]
    for var, value in before.items():
        setattr(state, var, value)
    return state


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(name for name, entry in HANDLERS.items() if entry.may != ANYONE))
def test_a_handler_does_something_for_who_may(world: World, name: str) -> None:
    """Or the test above would pass on a call that never works."""
    cls, method = handlers()[name]
    entry = HANDLERS[name]
    if name.endswith(".enable"):
        with transaction(world.engine) as session:
            session.get_one(Account, world.cast.volunteer.id).disabled_at = now()
    untouched, before = world.rows(), entry.before(world)
    who = next(iter(sorted(entry.may)))
    state = asyncio.run(press(cls, method, world.cookie(who), entry.call(world), before, entry.path(world)))
    nothing = shown(asyncio.run(_fresh(cls, before)))
    assert world.rows() != untouched or shown(state) != nothing


JUNK: list[Any] = [None, 0, "x", [], {}, {"account": 1, "pair": [], "place": {}}, "\0", "é" * 5000]


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_handler_survives_whatever_a_browser_sends(world: World, name: str) -> None:
    """Types are not enforced. It may be refused or be a bug that is logged, but it changes nothing."""
    cls, method = handlers()[name]
    untouched = world.fresh
    for junk in JUNK:
        with suppress(AttributeError, TypeError, KeyError, ValueError):
            asyncio.run(press(cls, method, world.cookie("admin"), (junk,) * len(HANDLERS[name].call(world)), {}))
    assert world.rows() == untouched


# ------------------------------------------------------------------------------------------------------ the routes


@dataclass(frozen=True)
class Route:
    """Who may use a route, and a request that would do or tell something. `quiet`: tables a refusal may touch."""

    may: set[str]
    path: Callable[[World], str] | None = None
    body: Callable[[World], Any] = lambda world: None
    form: dict[str, str] | None = None
    content: bytes | None = None
    quiet: tuple[str, ...] = ()
    refusal: int | None = None  # the status everybody else gets, where the answer's text would not show a leak


def until(days: int = 3) -> str:
    return (now() + timedelta(days=days)).isoformat()


CADRES_OF_A_GRID = {"cadre", "cadre_two"}
LOUNGE = CADRES_OF_A_GRID | {"cadre_all", "admin"}  # the lounge is the whole community's


def city_file(world: World, ending: str) -> str:
    return f"/api/volunteers/hours.{ending}?community={world.cast.hupan.id}&since=2026-01-01&until=2027-12-31"


def sitting_down() -> dict[str, Any]:
    """What the tablet sends when somebody has measured."""
    reading = {"id": str(new_id()), "measure": "pulse", "taken_at": now().isoformat(), "values": {"pulse": 70}}
    return {"check_id": str(new_id()), "readings": [reading]}


ROUTES: dict[str, Route] = {
    # Open to anybody: they are how one comes in, or they tell nothing about anybody.
    "POST /auth/login": Route(ANYONE, form={"login": "cadre", "password": "wrong"}, quiet=("signintries",)),
    "POST /auth/logout": Route(ANYONE),
    "POST /auth/logout-everywhere": Route(ANYONE),
    "GET /auth/options": Route(ANYONE),
    # Residents with their pass, on their own phone and at the lounge's tablet; a signed-in account sits nowhere.
    "POST /auth/pass": Route(ANYONE, form={"pass": "ABCDEF", "pin": "2580"}),
    "POST /health/lounge/enter": Route(ANYONE, form={"pass": "ABCDEF", "pin": "2580"}),
    "POST /health/lounge/leave": Route(ANYONE),
    "GET /api/health/sitting": Route(ANYONE),
    "POST /api/health/just-measured": Route(ANYONE),
    # Somebody's readings: with whom they share them, and whoever holds the code they made.
    "GET /health/shared/{person_id}": Route(
        {"clinician"}, lambda w: f"/health/shared/{w.cast.lin_apo.id}", refusal=404
    ),
    "GET /s/{token}": Route(ANYONE, lambda w: "/s/invented", quiet=("signintries",)),
    "POST /api/health/sitting/consent": Route(set(), body=lambda w: {"kind": "keep", "version": 1}, refusal=401),
    "POST /api/health/sitting/measure": Route(set(), body=lambda w: sitting_down(), refusal=401),
    # One's own data, to print and to take along: whoever came in with a pass.
    "GET /health/print": Route({"resident"}, refusal=404),
    "POST /health/print": Route({"resident"}, form={"days": "30"}, refusal=404),
    "GET /health/own/readings.csv": Route({"resident"}, refusal=404),
    "GET /health/own/everything.json": Route({"resident"}, refusal=404),
    "POST /auth/invitation/look": Route(ANYONE, body=lambda w: {"token": w.ids["invitation token"]}),
    "POST /auth/invitation": Route(
        ANYONE, body=lambda w: {"token": "invented", "login": "x1", "password": "spring-river-7"}
    ),
    "GET /auth/oidc": Route(ANYONE),
    "GET /auth/oidc/callback": Route(ANYONE),
    "POST /api/health/classify": Route(ANYONE, body=lambda w: {"measure": "pulse", "values": {"pulse": 72}}),
    "POST /api/feedback": Route(ANYONE, body=lambda w: {"text": "x"}),
    "GET /api/openapi.json": Route(ANYONE),
    # FHIR: who asks has a token of its own, which no cookie replaces; the owner's own file is the owner's.
    "GET /fhir/metadata": Route(ANYONE),
    "GET /fhir/.well-known/smart-configuration": Route(ANYONE),
    "POST /fhir/token": Route(
        ANYONE,
        form={"grant_type": "client_credentials", "client_id": "x", "client_secret": "x"},
        quiet=("signintries",),
    ),
    "POST /fhir/revoke": Route(ANYONE, form={"token": "x", "client_id": "x", "client_secret": "x"}),
    "GET /fhir/Observation": Route(set(), lambda w: f"/fhir/Observation?patient={w.cast.lin_apo.id}", refusal=401),
    "POST /fhir/Observation/_search": Route(set(), form={"patient": str(new_id())}, refusal=401),
    "GET /fhir/Observation/{observation_id}": Route(set(), lambda w: f"/fhir/Observation/{new_id()}", refusal=401),
    "GET /health/own/fhir": Route({"resident"}, lambda w: f"/health/own/fhir?person={w.cast.lin_apo.id}", refusal=404),
    "POST /health/own/fhir": Route({"resident"}, content=b'{"resourceType":"Bundle"}', refusal=404),
    "GET /healthz": Route(ANYONE),
    "GET /readyz": Route(ANYONE),
    "GET /trust": Route(ANYONE),
    "GET /trust/linju.crt": Route(ANYONE),
    "POST /api/wiped": Route(ANYONE, body=lambda w: {"device_id": "phone-0001"}),  # a phone that was told to, says so
    # Standing in: a cadre who has not got the whole community.
    "GET /api/stand-in": Route(SIGNED_IN),
    "POST /api/stand-in": Route(
        {"cadre"}, body=lambda w: {"grid_id": str(w.cast.grid_two.id), "until": until(), "reason": "休假"}
    ),
    "DELETE /api/stand-in/{stand_in_id}": Route({"cadre"}, lambda w: f"/api/stand-in/{w.ids['stand-in']}"),
    # Phones.
    "GET /api/feedback": Route(SIGNED_IN),
    "POST /api/feedback/look-up": Route(ANYONE, body=lambda w: {"code": "23456-23456"}),
    "GET /api/me": Route(SIGNED_IN, lambda w: "/api/me?device=phone-0001"),
    "POST /api/commands": Route(
        CADRES_OF_A_GRID | {"cadre_all"},
        body=lambda w: {"device_id": "phone-0001", "sent_at": now().isoformat(), "commands": [visit(w)]},
        quiet=("device",),  # a heartbeat is no work
    ),
    "GET /api/views/{name}": Route({"cadre", "cadre_all"}, lambda w: "/api/views/round", quiet=("viewsnapshot",)),
    # Visits, outside the screens.
    "GET /api/visits/export": Route({*CADRES_OF_A_GRID, "cadre_all", "far_cadre", "supervisor"}),
    "GET /api/visits/{visit_id}/photos/{sha256}": Route(
        {"cadre", "cadre_all"}, lambda w: f"/api/visits/{w.ids['visit']}/photos/{'0' * 64}"
    ),
    "GET /api/visits/{visit_id}/revisions": Route(
        {"cadre", "cadre_all"}, lambda w: f"/api/visits/{w.ids['visit']}/revisions"
    ),
    "GET /slip/{thing_id:uuid}": Route({"cadre", "cadre_all"}, lambda w: f"/slip/{w.ids['visit']}"),
    # A pass: whoever holds it; a sheet of them: whoever gives them out.
    "GET /p/{token}": Route(ANYONE, lambda w: f"/p/{w.ids['token']}"),
    "POST /p/{token}": Route(ANYONE, lambda w: f"/p/{w.ids['token']}", form={"do": "remember"}),
    # A volunteer's own link: whoever holds it.
    "POST /volunteer/here": Route(ANYONE, form={"key": "invented"}),
    "GET /volunteer/{code}.ics": Route(ANYONE, lambda w: f"/volunteer/{w.ids['volunteer code']}.ics"),
    "GET /volunteer/{code}.json": Route(ANYONE, lambda w: f"/volunteer/{w.ids['volunteer code']}.json"),
    # Hours of volunteers: a record is checked by anybody, printed by its volunteer and by coordinators.
    "GET /record": Route(ANYONE),
    "GET /record/{code}": Route(ANYONE, lambda w: f"/record/{w.ids['record code']}"),
    "GET /volunteer/notice": Route(ANYONE),
    "POST /volunteer/notice": Route(ANYONE, form={"about": "invented", "words": "不对"}),
    "GET /volunteer/record": Route(ANYONE),
    "POST /volunteer/record": Route(ANYONE, form={"do": "city", "agreed": "yes"}),
    "GET /print/record/{record_id}": Route(
        LOUNGE | {"volunteer"}, lambda w: f"/print/record/{w.ids['record']}", refusal=404
    ),
    "GET /api/volunteers/hours.xlsx": Route(LOUNGE, lambda w: city_file(w, "xlsx"), refusal=404),
    "GET /api/volunteers/hours.csv": Route(LOUNGE, lambda w: city_file(w, "csv"), refusal=404),
    "GET /print/poster/{event_id}": Route(LOUNGE, lambda w: f"/print/poster/{w.ids['event']}"),
    "GET /print/cards": Route(LOUNGE, lambda w: f"/print/cards?people={w.cast.lin_apo.id}"),
    "GET /committee/{code}": Route(ANYONE, lambda w: f"/committee/{w.cast.hupan.code}"),
    # Events.
    "GET /e/{code}": Route(ANYONE, lambda w: "/e/K7M2QX" + "0" * 18),
    "POST /e/{code}": Route(ANYONE, lambda w: "/e/K7M2QX" + "0" * 18, form={"name": "x", "phone": "13800000000"}),
    "GET /api/events/{event_id}/wall": Route(
        {*CADRES_OF_A_GRID, "cadre_all", "admin"}, lambda w: f"/api/events/{w.ids['event']}/wall"
    ),
    # The roster: the admin of the community; a started import belongs to who started it.
    "POST /api/roster": Route(ADMIN, content=b"x", refusal=404),
    "GET /api/roster/imports": Route(ADMIN, refusal=404),
    "GET /api/roster/export.xlsx": Route(ADMIN, lambda w: "/api/roster/export.xlsx?reason=x", refusal=404),
    "GET /api/roster/{job_id}": Route(ADMIN, lambda w: f"/api/roster/{w.ids['job']}", refusal=404),
    "POST /api/roster/{job_id}/apply": Route(ADMIN, lambda w: f"/api/roster/{w.ids['job']}/apply", refusal=404),
    "DELETE /api/roster/{job_id}": Route(ADMIN, lambda w: f"/api/roster/{w.ids['job']}", refusal=404),
    # Events: staff of the community read who comes; anybody may sign up, hold a calendar, say what they thought.
    "GET /api/events/calendar.ics": Route(ANYONE),
    "GET /api/events/{event_id}.ics": Route(ANYONE, lambda w: f"/api/events/{w.ids['afternoon']}.ics"),
    "GET /api/events/{event_id}/attendance": Route(
        LOUNGE, lambda w: f"/api/events/{w.ids['afternoon']}/attendance", refusal=404
    ),
    "GET /api/events/{event_id}/attendance.xlsx": Route(
        LOUNGE, lambda w: f"/api/events/{w.ids['afternoon']}/attendance.xlsx", refusal=404
    ),
    "GET /api/events/{event_id}/attendance.csv": Route(
        LOUNGE, lambda w: f"/api/events/{w.ids['afternoon']}/attendance.csv", refusal=404
    ),
    "POST /api/events/{event_id}/sign-ups": Route(
        ANYONE,
        lambda w: f"/api/events/{w.ids['afternoon']}/sign-ups",
        body=lambda w: {"people": [{"name": "王芳"}, {"name": ""}], "phone": "13800000001"},
    ),
    "SOCKET /api/events/{event_id}/live": Route(LOUNGE, lambda w: f"/api/events/{w.ids['afternoon']}/live"),
    "POST /api/sign-ups/look-up": Route(ANYONE, body=lambda w: {"code": "ABCDEFGHJK"}),
    "POST /api/sign-ups/cancel": Route(ANYONE, body=lambda w: {"code": "ABCDEFGHJK"}),
    "POST /api/events/{event_id}/feedback": Route(
        ANYONE, lambda w: f"/api/events/{w.ids['afternoon']}/feedback", body=lambda w: {"stars": 5, "words": "好"}
    ),
    "PUT /api/photos/{sha256}": Route(SIGNED_IN, lambda w: "/api/photos/" + "0" * 64, content=b"no picture"),
}


PAGES = {name: entry for name, entry in ROUTES.items() if not name.startswith("SOCKET ")}


def visit(world: World) -> dict[str, Any]:
    """A visit at 501, as a phone sends it."""
    data = {
        "household_id": str(world.cast.lin_home.id), "started_at": now().isoformat(), "mode": "visit", "outcome": "met",
        "people": [str(world.cast.lin_apo.id)], "topics": [], "note": "", "needs": [], "corrections": [], "photos": [],
    }  # fmt: skip
    return {"id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": now().isoformat(), "data": data}


def routes() -> set[str]:
    """`GET /path` of every route, except the two that answer "no such address"."""
    found = {
        f"{method} {route.path}"
        for route in iter_route_contexts(web.routes)
        for method in getattr(route, "methods", None) or ["SOCKET"]
        if not route.path.endswith("{rest:path}")
    }
    return {name for name in found if not name.startswith("HEAD ")}


def test_every_route_is_in_the_table() -> None:
    assert set(ROUTES) == routes(), "say in ROUTES who may use it"


def ask(client: TestClient, world: World, name: str, who: str) -> Any:
    entry, (method, path) = ROUTES[name], name.split(" ")
    client.cookies.clear()
    headers = {"origin": ORIGIN} | ({"cookie": world.cookie(who)} if who != NOBODY else {})
    body = entry.body(world)
    where = entry.path(world) if entry.path else path
    return client.request(method, where, headers=headers, json=body, data=entry.form, content=entry.content)


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with TestClient(web, base_url=ORIGIN, follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("name", sorted(name for name, entry in PAGES.items() if entry.may != ANYONE))
def test_a_route_does_nothing_and_tells_nothing_to_who_may_not(world: World, client: TestClient, name: str) -> None:
    entry, untouched = ROUTES[name], world.fresh
    for who in [NOBODY, *EVERYBODY]:
        if who in entry.may:
            continue
        answer = ask(client, world, name, who)
        assert who != NOBODY or answer.status_code == 401
        assert who == NOBODY or entry.refusal in (None, answer.status_code), f"{who} got {answer.status_code}"
        told = [secret for secret in SECRETS if secret in answer.text and secret != NAMES.get(who)]
        assert not told, f"{who} was told {told}"
    after = world.rows()
    assert [t for t in after if after[t] != untouched[t] and t not in entry.quiet] == [], "one of them did something"


@pytest.mark.parametrize(
    "name",
    [
        "POST /api/stand-in",
        "DELETE /api/stand-in/{stand_in_id}",
        "POST /api/commands",
        "GET /api/views/{name}",
        "GET /api/visits/export",
        "GET /api/visits/{visit_id}/revisions",
        "GET /api/events/{event_id}/attendance",
        "GET /api/events/{event_id}/attendance.csv",
        "GET /slip/{thing_id:uuid}",
    ],
)
def test_a_route_does_something_for_who_may(world: World, client: TestClient, name: str) -> None:
    untouched = world.fresh
    answer = ask(client, world, name, "cadre")
    assert answer.status_code < 300
    told = [secret for secret in SECRETS if secret in answer.text]
    after = world.rows()
    assert told or [table for table in after if after[table] != untouched[table] and table not in ROUTES[name].quiet]


@pytest.mark.parametrize("name", sorted(name for name in ROUTES if name.startswith("SOCKET ")))
def test_a_socket_opens_for_who_may_and_for_nobody_else(world: World, client: TestClient, name: str) -> None:
    entry = ROUTES[name]
    assert entry.path is not None
    for who in [NOBODY, *EVERYBODY]:
        client.cookies.clear()
        headers = {"origin": ORIGIN} | ({"cookie": world.cookie(who)} if who != NOBODY else {})
        opened = False
        with suppress(WebSocketDisconnect), client.websocket_connect(entry.path(world), headers=headers) as socket:
            opened = bool(socket.receive_json())
        assert opened is (who in entry.may), who


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(name for name, entry in ROUTES.items() if entry.may == ANYONE))
def test_what_is_open_to_anybody_tells_no_secret(world: World, client: TestClient, name: str) -> None:
    told = [secret for secret in SECRETS if secret in ask(client, world, name, NOBODY).text]
    assert told in ([], ["小赵"]), "whoever holds an invitation's link sees the name on it"


@pytest.mark.parametrize("name", sorted(name for name in PAGES if not name.startswith("GET ")))
def test_no_page_of_another_site_uses_a_route(world: World, client: TestClient, name: str) -> None:
    method, path = name.split(" ")
    untouched = world.rows()
    for who in ("admin", "cadre"):
        headers = {"origin": "https://evil.example", "cookie": world.cookie(who)}
        assert client.request(method, path, headers=headers, json=ROUTES[name].body(world)).status_code == 403
    assert world.rows() == untouched
