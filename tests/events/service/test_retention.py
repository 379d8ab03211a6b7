"""What guests typed goes when its time is over; who came is counted as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.accounts.rules.operator import operator
from app.events.models import Attendee, DoorTry, Event, EventFeedback, SignUp, Via
from app.events.rules.settings import Given
from app.events.service import retention
from app.events.service.attendance import attendance, counts
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown
from app.events.service.export import export_csv
from app.events.service.giving_up import cancel_by_code
from app.events.service.people import Caller
from app.events.service.retention import Forgotten, forget_guests, to_forget
from app.events.service.said import say
from app.events.service.settings import change_settings
from app.events.service.signing import sign_up
from app.passes.models import KnownDevice
from app.passes.service.devices import device_of, forget, remember_guest, remember_holder
from app.passes.service.issue import issue_pass
from app.shared.db import transaction
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.events.events import HOUR, WALL, actor, come, event, family, phone
from tests.races import at_once

END, DAY = NOW + 2 * HOUR, timedelta(days=1)
DUE = END + 30 * DAY


@pytest.fixture
def on(session: Session, cast: Cast) -> Event:
    """王芳 signed up with an unnamed companion, 陈大文 with his number; 赵一 walked in; 林阿婆 came with her pass."""
    made = event(session, cast, walk_in=True, capacity=9)
    sign_up(session, Caller(), made.id, family("王芳", 1, ""), NOW)
    given_up = sign_up(session, Caller(), made.id, family("孙六", 6), NOW)
    cancel_by_code(session, given_up.code, NOW)
    come(session, made.id, "王芳", 1, how=replace(WALL, browser="b1"))
    come(session, made.id, "赵一", 2, how=replace(WALL, browser="b1", late=True, window=7))
    staff = actor(session, cast.cadre)
    check_in(session, staff, made.id, Shown(person_id=cast.lin_apo.id), How(Via.CAMERA, browser="device:1"), NOW)
    say(session, "b1", made.id, 5, "好", NOW)
    session.expire_all()
    return made


def all_of(session: Session, what: Any) -> list[Any]:
    session.expire_all()
    return list(session.exec(select(what).order_by(what.id)))


def forget_all(session: Session, now: datetime) -> Forgotten:
    total = Forgotten()
    while some := forget_guests(session, now):
        total += some
    return total


def test_before_its_time_nothing_is_forgotten(session: Session, on: Event) -> None:
    early = DUE - timedelta(seconds=1)
    assert (to_forget(session, early), forget_guests(session, early)) == (Forgotten(), Forgotten())
    assert {one.name for one in all_of(session, Attendee)} == {"王芳", "赵一", None}


def test_names_numbers_and_browsers_are_gone_and_nobody_is_lost(session: Session, cast: Cast, on: Event) -> None:
    before = counts(session, operator(), on.id)
    keys = {one.who for one in all_of(session, Attendee) if one.name}
    assert to_forget(session, DUE) == Forgotten(events=1, guests=2)
    assert forget_all(session, DUE) == Forgotten(events=1, guests=2)
    rows = all_of(session, Attendee)
    assert {(one.name, one.phone, one.device_key, one.late_code) for one in rows} == {(None,) * 4}
    assert not keys & {one.who for one in rows}, "the key of a guest is made of name and number"
    assert [one.who for one in rows if one.person_id] == [cast.lin_apo.id], "a resident is who they are"
    assert [one.phone for one in all_of(session, SignUp)] == [None, None], "also of the one that was given up"
    assert counts(session, operator(), on.id) == before
    assert all_of(session, EventFeedback)[0].once not in {one.device_key for one in rows}
    assert all_of(session, Event)[0].forgotten_at == DUE


def test_nothing_of_it_is_left_in_the_database(session: Session, on: Event) -> None:
    sealed = [bytes(row[0]) for row in session.execute(text("SELECT phone FROM attendee WHERE phone IS NOT NULL"))]
    assert sealed
    forget_all(session, DUE)
    for table in ("attendee", "signup", "doortry", "knowndevice"):
        lines = [repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table}"))]
        assert not [one for one in sealed if any(repr(one) in line for line in lines)]


def test_twice_is_as_good_as_once(session: Session, on: Event) -> None:
    forget_all(session, DUE)
    before = [one.model_dump() for one in all_of(session, Attendee)]
    assert (forget_guests(session, DUE + DAY), to_forget(session, DUE + DAY)) == (Forgotten(), Forgotten())
    assert [one.model_dump() for one in all_of(session, Attendee)] == before
    assert len(all_of(session, AccessRecord)) == 1


def test_what_looked_odd_still_does(session: Session, cast: Cast, on: Event) -> None:
    given = {"many_from_one": Given(2, "本社区自定")}
    change_settings(session, operator(), cast.hupan.id, given, NOW)
    before = {row.id: row.flags for row in attendance(session, operator(), on.id)}
    assert sorted(before.values()) == [[], [], ["many_from_one"], ["many_from_one"]]
    forget_all(session, DUE)
    assert {row.id: row.flags for row in attendance(session, operator(), on.id)} == before


def test_staff_read_that_it_was_deleted_and_who_never_gave_a_name_is_not_said_to_have(
    session: Session, cast: Cast, on: Event
) -> None:
    forget_all(session, DUE)
    rows = {(row.name, row.name_deleted, row.phone_deleted) for row in attendance(session, operator(), on.id)}
    assert rows == {("", True, True), ("", False, True), ("林阿婆", False, False)}
    _, table = export_csv(session, actor(session, cast.cadre), on.id, DUE)
    assert table.count("已按期删除") == 5  # two names, and the number of the two and of the companion
    assert "王芳" not in table and phone(1) not in table and "林阿婆" in table


def test_each_event_leaves_a_record_of_it(session: Session, cast: Cast, on: Event) -> None:
    forget_all(session, DUE)
    (one,) = all_of(session, AccessRecord)
    assert (one.action, one.subject, one.account_id, one.community_id) == (
        "event:forget", "书法课 2 人", None, cast.hupan.id,
    )  # fmt: skip


def test_a_community_keeps_as_long_as_it_has_said(session: Session, cast: Cast, on: Event) -> None:
    change_settings(session, operator(), cast.hupan.id, {"keep_guests": Given(2, "本社区自定")}, NOW)
    far = actor(session, cast.far_cadre)
    change_settings(session, operator(), cast.shanjiao.id, {"keep_guests": Given(365, "本社区自定")}, NOW)
    assert not forget_guests(session, END + 2 * DAY - timedelta(seconds=1))
    assert forget_guests(session, END + 2 * DAY).events == 1
    assert far.scopes


def test_an_event_that_was_called_off_is_forgotten_like_any_other(session: Session, cast: Cast, on: Event) -> None:
    on.cancelled_at = NOW
    session.flush()
    assert forget_all(session, DUE).guests == 2


def test_many_events_are_forgotten_a_few_at_a_time(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "EVENTS", 2)
    for number in range(5):
        come(session, event(session, cast, walk_in=True).id, "王芳", number)
    assert [forget_guests(session, DUE) for _ in range(4)] == [
        Forgotten(2, 2), Forgotten(2, 2), Forgotten(1, 1), Forgotten(),
    ]  # fmt: skip


def test_what_was_sealed_under_a_lost_key_is_forgotten_all_the_same(session: Session, on: Event) -> None:
    session.execute(text("UPDATE attendee SET name = :junk WHERE name IS NOT NULL"), {"junk": b"\x00\x63 no key"})
    assert forget_all(session, DUE).guests == 2


def test_a_phone_forgets_a_guest_who_does_not_come_again(session: Session, cast: Cast) -> None:
    token = remember_guest(session, cast.hupan.id, "王芳", phone(1), NOW)
    assert to_forget(session, NOW + 30 * DAY) == Forgotten(devices=1)
    assert not forget_guests(session, NOW + 30 * DAY - timedelta(seconds=1))
    assert forget_guests(session, NOW + 30 * DAY).devices == 1
    assert device_of(session, token, NOW + 30 * DAY) is None


def test_a_phone_that_holds_a_place_at_an_event_to_come_is_remembered_until_it_is_over(
    session: Session, cast: Cast
) -> None:
    token = remember_guest(session, cast.hupan.id, "王芳", phone(1), NOW - 40 * DAY)
    device = device_of(session, token, NOW)
    on = event(session, cast)
    sign_up(session, Caller(device=device), on.id, family(""), NOW)
    assert not forget_guests(session, DUE - timedelta(seconds=1))
    assert forget_all(session, DUE) == Forgotten(events=1, guests=1, devices=1)
    assert [one.device_id for one in all_of(session, SignUp)] == [None]


def test_who_said_forget_this_phone_is_forgotten_the_same_day(session: Session, cast: Cast) -> None:
    token = remember_guest(session, cast.hupan.id, "王芳", phone(1), NOW)
    forget(session, token, NOW)
    assert forget_guests(session, NOW).devices == 1
    assert all_of(session, KnownDevice) == []


def test_the_phone_of_a_resident_is_no_guests(session: Session, cast: Cast) -> None:
    from app.passes.models import Verified

    issued = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW)
    remember_holder(session, cast.hupan.id, cast.lin_apo.id, issued.id, Verified.PASS, NOW)
    assert not forget_guests(session, NOW + 300 * DAY)


def test_what_was_noted_at_the_door_keeps_no_browser(session: Session, cast: Cast, on: Event) -> None:
    come(session, on.id, "王芳", 1, how=replace(WALL, code="forged", browser="b1", address="1.2.3.4"))
    forget_all(session, DUE)
    (one,) = all_of(session, DoorTry)
    assert (one.code, one.device_key, one.once) == ("forged", None, None)


def test_eight_processes_that_forget_at_once_forget_everybody_once(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        for number in range(4):
            come(session, event(session, cast, walk_in=True).id, "王芳", number)
        remember_guest(session, cast.hupan.id, "王芳", phone(1), NOW)
    done = at_once(empty_engine, [lambda s: forget_guests(s, DUE)] * 8)
    total = Forgotten()
    for one in done:
        total += one
    assert total == Forgotten(events=4, guests=4, devices=1)
    with Session(empty_engine) as session:
        assert len(session.exec(select(AccessRecord)).all()) == 4
