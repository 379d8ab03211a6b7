"""The door, case by case: every way in, everything that is refused, and what is noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.event import listen
from sqlmodel import Session, select

from app.accounts.rules.throttle import ADDRESS_FREE
from app.events.models import Attendee, DoorTry, Event, EventSettings, Trust, Via
from app.events.rules.admission import Verdict
from app.events.service.arrivals import looked_at
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown
from app.events.service.edit import cancel, finish
from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.passes.service import issue_pass, reissue_pass, set_pin
from app.shared.errors import NotFound, Refused, TooMany
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, WALL, actor, come, event, family, phone, plan, resident

CAMERA = How(Via.CAMERA)


def attendee(session: Session) -> Attendee:
    return session.exec(select(Attendee)).one()


def test_a_guest_walks_in_with_a_name_and_a_number(session: Session, cast: Cast) -> None:
    told = come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    row = attendee(session)
    assert (told.verdict, told.name, told.whole_name, told.mine) == (Verdict.ENTER, "王**", "王芳", True)
    assert (row.name, row.phone, row.person_id, row.via, row.trust) == ("王芳", phone(1), None, Via.WALL, Trust.FULL)
    assert row.id == told.attendee_id and row.came_at == NOW


def test_name_and_number_of_the_roster_are_that_person_whichever_way_they_come(session: Session, cast: Cast) -> None:
    person = resident(session, cast.lin_home, "王芳", 1)
    on = event(session, cast, walk_in=True)
    who = actor(session, cast.cadre_two)
    token = issue_pass(session, who, person.id, NOW).token
    assert come(session, on.id, "王芳", 1).verdict is Verdict.ENTER
    for shown in (Shown(pass_code=token), Shown(person_id=person.id)):
        assert check_in(session, who, on.id, shown, CAMERA, NOW).verdict is Verdict.ALREADY
    assert (attendee(session).person_id, attendee(session).name) == (person.id, None)


def test_who_signed_up_as_a_guest_and_is_in_the_roster_since_has_their_place(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    sign_up(session, Caller(), on.id, family("王芳", 1), NOW - HOUR)
    resident(session, cast.lin_home, "王芳", 1)
    assert come(session, on.id, "王芳", 1).verdict is Verdict.ENTER
    assert attendee(session).came_at == NOW


def test_a_printed_code_is_of_lower_trust(session: Session, cast: Cast) -> None:
    come(session, event(session, cast, walk_in=True).id, "王芳", how=How(Via.PRINTED, code="good"))
    assert attendee(session).trust is Trust.LOWER


@pytest.mark.parametrize(("late", "kept"), [(True, 7), (False, None)])
def test_an_arrival_keeps_its_code_only_where_it_was_opened_late(
    session: Session, cast: Cast, late: bool, kept: int | None
) -> None:
    on = event(session, cast, walk_in=True)
    come(session, on.id, "王芳", how=replace(WALL, window=7, late=late))
    assert attendee(session).late_code == kept


def test_an_ordinary_check_in_is_one_look_and_one_write(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True)
    session.flush()
    said: list[str] = []
    listen(session.get_bind(), "before_cursor_execute", lambda _c, _cur, text, *_: said.append(text.split()[0]))
    come(session, on.id, "王芳", how=replace(WALL, window=7, address="1.2.3.4", browser="b"))
    assert said == ["SELECT", "INSERT"]


def test_six_letters_typed_by_staff_are_a_pass(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    code = issue_pass(session, who, cast.lin_apo.id, NOW).short_code
    told = check_in(session, who, on.id, Shown(pass_code=f"{code[:3]}-{code[3:].lower()}"), How(Via.TYPED), NOW)
    assert (told.verdict, attendee(session).by, attendee(session).via) == (Verdict.ENTER, cast.cadre.id, Via.TYPED)


@pytest.mark.parametrize(
    ("changes", "how", "name", "verdict"),
    [
        ({}, WALL, "王芳", Verdict.NO_WALK_IN),
        ({"walk_in": True, "published": False}, WALL, "王芳", Verdict.UNPUBLISHED),
        ({"walk_in": True, "starts_at": NOW + 2 * HOUR, "ends_at": NOW + 3 * HOUR}, WALL, "王芳", Verdict.EARLY),
        ({"walk_in": True, "starts_at": NOW + 48 * HOUR, "ends_at": NOW + 50 * HOUR}, WALL, "王芳", Verdict.WRONG_DAY),
        ({"walk_in": True, "starts_at": NOW - 9 * HOUR, "ends_at": NOW - 8 * HOUR}, WALL, "王芳", Verdict.FINISHED),
        ({"walk_in": True}, replace(WALL, code="expired"), "王芳", Verdict.EXPIRED),
        ({"walk_in": True}, replace(WALL, code="forged"), "王芳", Verdict.FORGED),
        ({"walk_in": True}, replace(WALL, staff=True), "王芳", Verdict.STAFF),
        ({"walk_in": True}, WALL, "", Verdict.NEEDS_NAME),
    ],
)
def test_who_may_not_come_in_is_told_why_and_leaves_no_row(
    session: Session, cast: Cast, changes: dict, how: How, name: str, verdict: Verdict
) -> None:
    assert come(session, event(session, cast, **changes).id, name, how=how).verdict is verdict
    assert session.exec(select(Attendee)).all() == []


def test_a_full_event_says_so_until_a_place_is_free(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True, capacity=1)
    assert come(session, on.id, "赵一", 1).verdict is Verdict.ENTER
    assert come(session, on.id, "王芳", 2).verdict is Verdict.FULL
    on.capacity = 2
    session.flush()
    assert come(session, on.id, "王芳", 2).verdict is Verdict.ENTER


def test_who_waits_in_line_is_told_so_at_the_door(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True, capacity=1)
    sign_up(session, Caller(), on.id, family("赵一", 1), NOW)
    sign_up(session, Caller(), on.id, family("王芳", 2), NOW)
    assert come(session, on.id, "王芳", 2).verdict is Verdict.WAITING
    assert come(session, on.id, "赵一", 1).verdict is Verdict.ENTER


def test_the_hours_of_the_door_are_what_the_community_sets(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True, starts_at=NOW + HOUR + timedelta(minutes=30), ends_at=NOW + 3 * HOUR)
    assert come(session, on.id, "王芳").verdict is Verdict.EARLY
    session.add(EventSettings(community_id=cast.hupan.id, opens_before=120, closes_after=0))
    session.flush()
    assert come(session, on.id, "王芳").verdict is Verdict.ENTER
    on.opens_before = 10
    session.flush()
    assert come(session, on.id, "赵一").verdict is Verdict.EARLY
    assert come(session, on.id, "赵一", at=NOW + 3 * HOUR + timedelta(seconds=1)).verdict is Verdict.FINISHED


def test_a_cancelled_and_an_ended_event_let_nobody_in(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    on, off = event(session, cast, walk_in=True), event(session, cast, walk_in=True)
    cancel(session, who, off.id, "停电", NOW)
    finish(session, who, on.id, NOW + HOUR)
    assert come(session, off.id, "王芳").verdict is Verdict.CANCELLED
    assert come(session, on.id, "王芳", at=NOW + HOUR).verdict is Verdict.FINISHED


def test_a_revoked_pass_is_refused_and_noted_and_the_new_one_works(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    lost = issue_pass(session, who, cast.lin_apo.id, NOW - HOUR)
    fresh = reissue_pass(session, who, cast.lin_apo.id, "掉了", NOW)
    assert check_in(session, None, on.id, Shown(pass_code=lost.token), WALL, NOW).verdict is Verdict.REVOKED
    assert [(row.code, row.person_id) for row in session.exec(select(DoorTry))] == [("revoked", cast.lin_apo.id)]
    assert check_in(session, None, on.id, Shown(pass_code=fresh.token), WALL, NOW).verdict is Verdict.ENTER


def tries(session: Session) -> list[tuple[str, int]]:
    return [(row.code, row.times) for row in session.exec(select(DoorTry).execution_options(populate_existing=True))]


def test_a_lost_card_that_is_shown_again_is_counted_and_comes_back_to_who_had_looked(
    session: Session, cast: Cast
) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    lost = issue_pass(session, who, cast.lin_apo.id, NOW - HOUR)
    reissue_pass(session, who, cast.lin_apo.id, "掉了", NOW)
    for minutes in range(3):
        at = NOW + timedelta(minutes=minutes)
        check_in(session, None, on.id, Shown(pass_code=lost.token), replace(WALL, address=f"1.2.3.{minutes}"), at)
    (row,) = session.exec(select(DoorTry)).all()
    assert (row.times, row.at, row.last_at) == (3, NOW, NOW + timedelta(minutes=2))
    looked_at(session, who, row.id, NOW)
    check_in(session, who, on.id, Shown(pass_code=lost.token), CAMERA, NOW + HOUR)
    session.expire_all()
    assert (row.times, row.looked_at, row.looked_by) == (4, None, None)


def test_made_up_passes_are_one_thing_to_look_at_however_many(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    for n in "ABCDEFGH":
        check_in(session, None, on.id, Shown(pass_code=n * 16), replace(WALL, address="1.2.3.4"), NOW)
        check_in(session, who, on.id, Shown(pass_code=n * 16), replace(CAMERA, browser="device:phone-1"), NOW)
    assert sorted(tries(session)) == [("unknown", 8), ("unknown", 8)]


def test_a_forged_code_and_an_outdated_one_are_noted_with_their_own_name(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True)
    come(session, on.id, "王芳", how=replace(WALL, code="forged", address="1.2.3.4"))
    for n in range(3):
        come(session, on.id, f"人{n}", n, how=replace(WALL, code="expired", window=7, address=f"1.2.3.{n}"))
    assert sorted(tries(session)) == [("expired", 3), ("forged", 1)]


@pytest.mark.parametrize("changes", [{}, {"walk_in": True, "capacity": 1}, {"walk_in": True, "published": False}])
def test_what_was_said_to_somebodys_face_is_not_noted(session: Session, cast: Cast, changes: dict) -> None:
    on = event(session, cast, **changes)
    for number in range(3):
        come(session, on.id, f"人{number}", number)
    come(session, on.id, "张姐", 9, how=replace(WALL, staff=True))
    assert tries(session) == []


@given(st.lists(st.sampled_from(["A" * 16, "B" * 16, "lost", "forged", "expired"]), max_size=12))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_was_noted_gets_lost_in_the_counting(session: Session, cast: Cast, shown: list[str]) -> None:
    with session.begin_nested() as once_more:
        who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
        lost = issue_pass(session, who, cast.chen_da.id, NOW - HOUR)
        reissue_pass(session, who, cast.chen_da.id, "掉了", NOW)
        for one in shown:
            how = replace(WALL, code=one) if one in ("forged", "expired") else WALL
            check_in(session, None, on.id, Shown(pass_code=lost.token if one == "lost" else one), how, NOW)
        assert sum(times for _, times in tries(session)) == len(shown)
        once_more.rollback()


def test_a_pass_of_another_community_is_unknown_here(session: Session, cast: Cast) -> None:
    token = issue_pass(session, actor(session, cast.far_cadre), cast.far_person.id, NOW).token
    told = check_in(session, None, event(session, cast, walk_in=True).id, Shown(pass_code=token), WALL, NOW)
    assert (told.verdict, told.name, told.whole_name) == (Verdict.UNKNOWN, "", "")


def test_a_pass_with_a_pin_needs_it_on_ones_own_phone_and_not_before_staff(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    token = issue_pass(session, who, cast.lin_apo.id, NOW).token
    set_pin(session, token, "hash", None, NOW)
    told = check_in(session, None, on.id, Shown(pass_code=token), WALL, NOW)
    assert (told.verdict, told.name) == (Verdict.NEEDS_PIN, "")
    assert check_in(session, None, on.id, Shown(pass_code=token, pin_right=True), WALL, NOW).verdict is Verdict.ENTER
    other = event(session, cast, walk_in=True)
    assert check_in(session, who, other.id, Shown(pass_code=token), CAMERA, NOW).verdict is Verdict.ENTER


def test_guessing_six_letters_is_slowed_down_for_that_address_only(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True)
    code = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW).short_code
    how = replace(WALL, address="1.2.3.4")
    for _ in range(ADDRESS_FREE):
        guess = check_in(session, None, on.id, Shown(pass_code="222222"), how, NOW)
        assert guess.verdict is Verdict.UNKNOWN
    with pytest.raises(TooMany):
        check_in(session, None, on.id, Shown(pass_code=code), how, NOW)
    told = check_in(session, None, on.id, Shown(pass_code=code), replace(how, address="5.6.7.8"), NOW)
    assert told.verdict is Verdict.ENTER


@pytest.mark.parametrize("how", [How(Via.CAMERA, code="good"), How(Via.WALL), How(Via.STAFF)])
def test_nobody_gets_in_by_asking_without_a_code(session: Session, cast: Cast, how: How) -> None:
    on = event(session, cast, walk_in=True)
    with pytest.raises(Refused):
        check_in(session, None, on.id, Shown(name="王芳", phone=phone(1)), how, NOW)


@pytest.mark.parametrize(
    "role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]
)
def test_only_staff_of_the_community_scan(session: Session, cast: Cast, role: str) -> None:
    on = event(session, cast, walk_in=True)
    with pytest.raises(NotFound):
        check_in(session, actor(session, getattr(cast, role)), on.id, Shown(person_id=cast.lin_apo.id), CAMERA, NOW)
    assert session.exec(select(Attendee)).all() == []


def test_an_event_that_is_not_there(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        come(session, new_id(), "王芳")


def test_the_earlier_of_two_phones_without_a_network_is_the_arrival(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    shown = Shown(person_id=cast.lin_apo.id)
    check_in(session, who, on.id, shown, CAMERA, NOW + 2 * HOUR, NOW + HOUR)
    told = check_in(session, who, on.id, shown, CAMERA, NOW + 2 * HOUR, NOW + timedelta(minutes=5))
    assert (told.verdict, told.came_at) == (Verdict.ALREADY, NOW + timedelta(minutes=5))
    session.expire_all()
    assert attendee(session).came_at == NOW + timedelta(minutes=5)
    assert [row.code for row in session.exec(select(DoorTry))] == ["already"], "the clash is looked at by a person"


def test_a_scan_from_the_future_counts_from_its_arrival(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True)
    check_in(session, who, on.id, Shown(person_id=cast.lin_apo.id), CAMERA, NOW, NOW + HOUR)
    assert attendee(session).came_at == NOW


def _fill(session: Session, cast: Cast, on: Event) -> None:
    for number in range(on.capacity or 0):
        come(session, on.id, f"人{number}", 100 + number)


def _cancel(session: Session, cast: Cast, on: Event) -> None:
    cancel(session, actor(session, cast.cadre), on.id, "停电", NOW)


@pytest.mark.parametrize(("happens", "code"), [(_fill, "full"), (_cancel, "cancelled")])
def test_who_was_let_in_without_a_network_stays_in_and_is_looked_at(
    session: Session, cast: Cast, happens: Callable[[Session, Cast, Event], None], code: str
) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True, capacity=2)
    happens(session, cast, on)
    shown = Shown(person_id=cast.lin_apo.id)
    assert check_in(session, who, on.id, shown, CAMERA, NOW).verdict == code
    told = check_in(session, who, on.id, shown, replace(CAMERA, let_in=True), NOW)
    assert (told.verdict, told.flags) == (Verdict.ENTER, (code,))
    row = session.exec(select(Attendee).where(Attendee.person_id == cast.lin_apo.id)).one()
    assert (row.came_at, row.flags) == (NOW, [code])
    assert [(one.code, one.let_in) for one in session.exec(select(DoorTry))] == [(code, True)]


def test_nobody_is_let_in_without_being_known(session: Session, cast: Cast) -> None:
    who, on = actor(session, cast.cadre), event(session, cast, walk_in=True, capacity=1)
    told = check_in(session, who, on.id, Shown(pass_code="A" * 16), replace(CAMERA, let_in=True), NOW)
    assert told.verdict is Verdict.UNKNOWN
    assert plan().capacity is None


def test_staff_tick_a_name_on_the_list_and_only_of_this_event(session: Session, cast: Cast) -> None:
    who, on, other = actor(session, cast.cadre), event(session, cast), event(session, cast)
    sign_up(session, Caller(), on.id, family("王芳", 1), NOW)
    row = attendee(session)
    tick = Shown(attendee_id=row.id)
    assert check_in(session, who, other.id, tick, How(Via.STAFF), NOW).verdict is Verdict.UNKNOWN
    assert check_in(session, None, on.id, tick, WALL, NOW).verdict is not Verdict.ENTER
    assert check_in(session, who, on.id, tick, How(Via.STAFF), NOW).verdict is Verdict.ENTER
