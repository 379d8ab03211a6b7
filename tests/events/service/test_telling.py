"""Whom to call after a place came free, an event was moved or called off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from app.events.models import Event, SignUp
from app.events.payload import Family
from app.events.rules.news import News
from app.events.service.edit import cancel, change_event
from app.events.service.giving_up import cancel_by_code
from app.events.service.people import Caller
from app.events.service.signing import SignedUp, sign_up, sign_up_for
from app.events.service.telling import ToTell, tell, to_tell, untell
from app.events.service.untold import calls_to_make, how_many_untold
from app.households.sealed import phone_columns
from app.shared.errors import Conflict, NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, actor, come, event, family, phone, plan

LATER = NOW + timedelta(minutes=5)


def ask(session: Session, on: Event, name: str, number: int, *others: str) -> SignedUp:
    return sign_up(session, Caller(), on.id, family(name, number, *others), NOW)


def listed(session: Session, cast: Cast, on: Event, role: str = "cadre") -> list[ToTell]:
    return to_tell(session, actor(session, getattr(cast, role)), on.id)


def brief(rows: list[ToTell]) -> list[tuple[str, list[str], bool]]:
    return [(one.names[0], [what.value for what in one.what], one.told_at is not None) for one in rows]


def move(session: Session, cast: Cast, on: Event, hours: int = 1) -> None:
    later = plan(starts_at=NOW + hours * HOUR, ends_at=NOW + (hours + 2) * HOUR, capacity=on.capacity)
    change_event(session, actor(session, cast.cadre), on.id, later, LATER)


def test_who_got_a_place_later_is_called_and_who_had_one_is_not(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=2)
    first = ask(session, on, "赵一", 1)
    ask(session, on, "赵二", 2)
    ask(session, on, "王芳", 3)
    assert (listed(session, cast, on), how_many_untold(session, on, NOW)) == ([], 0)
    cancel_by_code(session, first.code, LATER)
    (row,) = listed(session, cast, on)
    assert (row.names, row.phone, row.what) == (("王芳",), phone(3), {News.PROMOTED: LATER})
    assert how_many_untold(session, on, LATER) == 1


def test_a_call_is_noted_with_who_made_it_and_can_be_taken_back(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    made = ask(session, on, "赵一", 1)
    move(session, cast, on)
    tell(session, actor(session, cast.cadre), made.id, LATER)
    tell(session, actor(session, cast.cadre_two), made.id, LATER + HOUR)
    (row,) = listed(session, cast, on)
    assert (row.told_at, row.told_by, list(row.what)) == (LATER, "张姐", [News.MOVED]), "the first call counts"
    assert how_many_untold(session, on, LATER) == 0
    untell(session, actor(session, cast.cadre_two), made.id)
    assert (brief(listed(session, cast, on)), session.get_one(SignUp, made.id).told_by) == (
        [("赵一", ["moved"], False)],
        None,
    )


def test_those_who_wait_for_the_call_come_first(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    first, _ = ask(session, on, "赵一", 1), ask(session, on, "赵二", 2)
    cancel(session, actor(session, cast.cadre), on.id, "台风", LATER)
    tell(session, actor(session, cast.cadre), first.id, LATER)
    assert brief(listed(session, cast, on)) == [("赵二", ["cancelled"], False), ("赵一", ["cancelled"], True)]


def test_a_second_change_is_told_again(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    made = ask(session, on, "赵一", 1)
    move(session, cast, on)
    tell(session, actor(session, cast.cadre), made.id, LATER)
    cancel(session, actor(session, cast.cadre), on.id, "台风", LATER + HOUR)
    assert brief(listed(session, cast, on)) == [("赵一", ["cancelled"], False)]
    with pytest.raises(Conflict):
        tell(session, actor(session, cast.cadre), ask(session, event(session, cast), "钱一", 5).id, LATER)


def test_another_title_moves_calendars_and_calls_nobody(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    ask(session, on, "赵一", 1)
    change_event(session, actor(session, cast.cadre), on.id, plan(title="书法课（二）", capacity=9), LATER)
    assert (on.changed_at, on.moved_at, listed(session, cast, on)) == (LATER, None, [])
    draft = event(session, cast, published=False)
    change_event(session, actor(session, cast.cadre), draft.id, plan(place="二楼"), LATER)
    assert (draft.changed_at, draft.moved_at) == (None, None), "nobody has seen it yet"


def test_who_is_in_or_gave_up_or_is_too_late_is_not_called(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    ask(session, on, "赵一", 1, "赵二")
    gone = ask(session, on, "钱一", 2)
    assert come(session, on.id, "赵一", 1).mine
    cancel_by_code(session, gone.code, NOW)
    cancel(session, actor(session, cast.cadre), on.id, "停电", LATER)
    assert listed(session, cast, on) == []
    other = event(session, cast)
    ask(session, other, "孙一", 3)
    cancel(session, actor(session, cast.cadre), other.id, "停电", LATER)
    assert (how_many_untold(session, other, LATER), how_many_untold(session, other, NOW + 3 * HOUR)) == (1, 0)


def test_a_number_of_the_roster_is_for_those_who_go_to_that_door(session: Session, cast: Cast) -> None:
    for name, value in phone_columns(phone(77)).items():
        setattr(cast.chen_da, name, value)
    on = event(session, cast)
    sign_up_for(session, actor(session, cast.cadre), on.id, Family(people=[]), NOW, person_id=cast.chen_da.id)
    cancel(session, actor(session, cast.cadre), on.id, "停电", LATER)
    assert [one.phone for one in listed(session, cast, on, "cadre_two")] == [phone(77)]
    assert [one.phone for one in listed(session, cast, on, "cadre")] == [""]


@pytest.mark.parametrize(
    "role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]
)
def test_others_read_no_list_and_note_no_call(session: Session, cast: Cast, role: str) -> None:
    on, who = event(session, cast), actor(session, getattr(cast, role))
    made = ask(session, on, "赵一", 1)
    cancel(session, actor(session, cast.cadre), on.id, "停电", LATER)
    for deed in (lambda: to_tell(session, who, on.id), lambda: tell(session, who, made.id, LATER)):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(NotFound):
        untell(session, who, made.id)


def test_the_calls_to_make_are_counted_by_event_for_who_may_make_them(session: Session, cast: Cast) -> None:
    tomorrow = NOW + timedelta(days=1)
    later = event(session, cast, starts_at=tomorrow, ends_at=tomorrow + HOUR, title="插花")
    off, quiet = event(session, cast), event(session, cast)
    for number, on in enumerate((later, off, off, quiet)):
        ask(session, on, f"人{number}", number)
    cancel(session, actor(session, cast.cadre), off.id, "停电", LATER)
    moved = plan(starts_at=tomorrow + HOUR, ends_at=tomorrow + 2 * HOUR)
    change_event(session, actor(session, cast.cadre), later.id, moved, LATER)

    def calls(role: str, at: datetime = LATER) -> list[tuple[str, int]]:
        return [(one.title, n) for one, n in calls_to_make(session, actor(session, getattr(cast, role)), at)]

    assert calls("cadre") == calls("admin") == [("书法课", 2), ("书法课", 1)]
    for role in ("far_cadre", "leader", "resident", "supervisor", "auditor", "stranger"):
        assert calls(role) == []
    assert calls("cadre", NOW + 3 * HOUR) == [("书法课", 1)], "what is over is told to nobody"
    for row in to_tell(session, actor(session, cast.cadre), off.id):
        tell(session, actor(session, cast.cadre), row.sign_up_id, LATER)
    assert calls("cadre") == [("书法课", 1)]
