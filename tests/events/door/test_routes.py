"""The page behind the code at the door, as a phone's browser uses it: no scripts, cookies and forms only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.service.sessions import start_session
from app.events.door import code
from app.events.models import Attendee, DoorTry, Event, SignUp, Trust, Via
from app.events.rules.codes import WINDOW, window_at
from app.events.rules.pace import PACES
from app.events.service.attendance import Row, rows_of
from app.events.service.codes import address_of, printed_of
from app.events.service.guessing import forget_suspects
from app.households.sealed import phone_columns
from app.passes.models import ResidentPass
from app.passes.rules.codes import digest
from app.shared.clock import now
from app.web import web
from tests.cast import Cast, make_cast

ORIGIN = "http://localhost:8000"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The server's clock at another moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.events.door.routes.now", lambda: moment)
        yield


GUEST = {"name": "郑来福", "phone": "138 0000 4321"}


@dataclass
class Door:
    """A running event, and a phone before its code."""

    engine: Engine
    cast: Cast
    event_id: UUID
    phone: TestClient

    def set(self, **values: Any) -> None:
        """Change the event."""
        with Session(self.engine) as session, session.begin():
            event = session.get_one(Event, self.event_id)
            for name, value in values.items():
                setattr(event, name, value)

    def url(self, at: datetime | None = None, printed: bool = False) -> str:
        """The address that the wall shows at a moment, or the poster for ever."""
        with Session(self.engine) as session:
            event = session.get_one(Event, self.event_id)
            return "/e/" + (printed_of(event) if printed else address_of(event, at or now()))

    def come(self, url: str | None = None, **form: str) -> Response:
        """Send the form."""
        return self.phone.post(url or self.url(), data=form)

    def staff_rows(self) -> list[Row]:
        """The attendance as staff see it."""
        with Session(self.engine) as session:
            return rows_of(session, session.get_one(Event, self.event_id))

    def attendees(self) -> list[Attendee]:
        with Session(self.engine) as session:
            return list(session.exec(select(Attendee).where(Attendee.event_id == self.event_id)))


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    forget_suspects()


@pytest.fixture
def door(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    monkeypatch.setattr(code, "KEEP", 0.0)
    with Session(empty_engine, expire_on_commit=False) as session, session.begin():
        cast = make_cast(session)
        for name, value in phone_columns("13900001111").items():
            setattr(cast.chen_da, name, value)
        moment, hour = now(), timedelta(hours=1)
        event = Event(
            community_id=cast.hupan.id, short="K7M2QX", title="<b>童谣</b>下午场", place="客厅",
            walk_in=True, capacity=3, ends_at=moment + 2 * hour,
            starts_at=moment - hour / 12,
            published_at=moment - timedelta(days=1),
        )  # fmt: skip
        session.add(event)
        session.flush()
        made = event.id
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}) as phone:
        yield Door(empty_engine, cast, made, phone)


def view_of(answer: Response) -> str:
    """Which page it is."""
    found = re.search(r'data-view="(\w+)"', answer.text)
    assert found, answer.text[:300]
    return found[1]


def test_looking_changes_nothing_and_the_page_is_small_and_closed(door: Door) -> None:
    answer = door.phone.get(door.url())
    assert (answer.status_code, view_of(answer)) == (200, "ask")
    assert door.attendees() == []
    assert len(answer.content) < 20_000
    assert "&lt;b&gt;童谣&lt;/b&gt;" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


def test_a_stranger_writes_name_and_number_and_is_in(door: Door) -> None:
    answer = door.come(**GUEST)
    assert (answer.status_code, view_of(answer)) == (200, "enter")
    assert "郑来福，已签到" in answer.text
    (one,) = door.attendees()
    assert (one.name, one.phone, one.via, one.trust) == ("郑来福", "13800004321", Via.WALL, Trust.FULL)
    assert one.came_at is not None


def test_coming_twice_is_one_arrival_and_the_truth_is_told(door: Door) -> None:
    door.come(**GUEST)
    assert view_of(door.come(**GUEST)) == "already"
    assert len(door.attendees()) == 1


def test_a_phone_that_was_here_needs_one_tap(door: Door) -> None:
    door.come(**GUEST)
    with Session(door.engine) as session, session.begin():
        session.delete(session.exec(select(Attendee)).one())
    page = door.phone.get(door.url())
    assert view_of(page) == "known"
    assert "郑来福" in page.text
    assert view_of(door.phone.get(door.url() + "?other=1")) == "ask"
    assert view_of(door.come(me="1")) == "enter"


def test_whoever_is_in_the_roster_is_found_by_name_and_number(door: Door) -> None:
    door.come(name="陈 大文", phone="139-0000-1111")
    (one,) = door.attendees()
    assert (one.person_id, one.name) == (door.cast.chen_da.id, None)


@pytest.mark.parametrize(
    ("form", "view"),
    [({}, "needs_name"), ({"name": "郑来福"}, "bad_phone"), ({"name": "郑来福", "phone": "12"}, "bad_phone"),
     ({"phone": "13800004321"}, "needs_name"), ({"pass": "QQQQQQ"}, "unknown"), ({"pass": "no such thing"}, "unknown"),
     ({"me": "1"}, "needs_name")],
)  # fmt: skip
def test_what_is_missing_is_said_and_what_was_typed_stays(door: Door, form: dict[str, str], view: str) -> None:
    answer = door.come(**form)
    assert view_of(answer) == view
    assert answer.status_code in (404, 422)
    assert all(f'value="{text}"' in answer.text for name, text in form.items() if name != "me")
    assert door.attendees() == []


def test_a_slow_phone_may_send_a_code_that_was_good_when_it_was_opened(door: Door) -> None:
    old = door.url(now() - timedelta(seconds=3 * WINDOW))
    assert view_of(door.come(old, **GUEST)) == "expired"
    door.phone.get(door.url())  # this browser was at the door a moment ago
    assert view_of(door.come(old, **GUEST)) == "enter"


def test_another_phone_cannot_use_what_the_first_one_opened(door: Door) -> None:
    door.phone.get(door.url())
    old = door.url(now() - timedelta(seconds=3 * WINDOW))
    stolen = door.phone.cookies["linju-door"].strip('"').partition("~")[2]
    door.phone.cookies.clear()
    door.phone.cookies.set("linju-door", f"another-browser~{stolen}")
    assert view_of(door.come(old, **GUEST)) == "expired"


@pytest.mark.parametrize("made_up", ["K7M2QX" + "0" * 18, "NOSUCH" + "A" * 18, "x", "K7M2QX", "é" * 24, "A" * 3000])
def test_a_made_up_code_opens_nothing(door: Door, made_up: str) -> None:
    for answer in (door.phone.get(f"/e/{made_up}"), door.come(f"/e/{made_up}", **GUEST)):
        assert (answer.status_code, view_of(answer)) == (404, "forged")
    assert door.attendees() == []


def test_a_changed_code_opens_nothing(door: Door) -> None:
    good = door.url()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert view_of(door.come(wrong, **GUEST)) == "forged"


def test_paper_counts_only_where_the_event_allows_it_and_proves_less(door: Door) -> None:
    paper = door.url(printed=True)
    assert view_of(door.come(paper, **GUEST)) == "forged"
    door.set(lower_trust_code=True)
    assert view_of(door.come(paper, **GUEST)) == "enter"
    assert [(one.via, one.trust) for one in door.attendees()] == [(Via.PRINTED, Trust.LOWER)]


@pytest.mark.parametrize(
    ("change", "view"),
    [
        ({"cancelled_at": -1, "cancelled_why": "台风"}, "cancelled"),
        ({"finished_at": -1}, "finished"),
        ({"published_at": None}, "unpublished"),
        ({"walk_in": False}, "no_walk_in"),
        ({"capacity": 0}, "full"),
        ({"starts_at": 900, "ends_at": 9000, "opens_before": 5}, "early"),
        ({"starts_at": 86400 * 2, "ends_at": 86400 * 2 + 3600}, "wrong_day"),
    ],
)
def test_every_no_has_its_own_sentence(door: Door, change: dict[str, Any], view: str) -> None:
    noon = now().replace(hour=4, minute=0)  # in Xiamen: "early" is of the same day, whenever this is run
    hours = {"starts_at": -300, "ends_at": 7200, "published_at": -86400}
    door.set(**{
        name: noon + timedelta(seconds=value) if isinstance(value, int) and name.endswith("_at") else value
        for name, value in (hours | change).items()
    })  # fmt: skip
    with at(noon):
        answer = door.come(door.url(noon), **GUEST)
    assert view_of(answer) == view
    assert answer.status_code >= 400
    assert door.attendees() == []


def test_a_full_event_offers_the_waiting_list_and_says_the_place_in_it(door: Door) -> None:
    door.set(capacity=1)
    door.come(**GUEST)
    other = {"name": "周小妹", "phone": "13700000001"}
    full = door.come(**other)
    assert view_of(full) == "full"
    assert 'name="wait"' in full.text
    waiting = door.come(**other, wait="1")
    assert view_of(waiting) == "waiting"
    assert "第 1 位" in waiting.text
    assert view_of(door.come(**other, wait="1")) == "waiting_already"
    with Session(door.engine) as session:
        assert session.exec(select(SignUp)).one().size == 1


def test_the_family_comes_along_and_it_is_recorded_how(door: Door) -> None:
    door.come(**GUEST)
    answer = door.come(family="郑小宝")
    assert view_of(answer) == "family"
    assert {(one.name, one.via) for one in door.attendees()} == {("郑来福", Via.WALL), ("郑小宝", Via.FAMILY)}


def test_whoever_brings_the_family_is_recorded_and_has_to_be_in(door: Door) -> None:
    door.come(**GUEST)
    door.come(family="郑小宝")
    first, second = sorted(door.attendees(), key=lambda one: one.id)
    assert (second.by_attendee, second.name, second.phone) == (first.id, "郑小宝", first.phone)
    door.set(walk_in=False)
    with Session(door.engine) as session, session.begin():
        for one in session.exec(select(Attendee)):
            session.delete(one)
    assert view_of(door.come(family="郑小宝")) == "no_walk_in"
    assert door.attendees() == []


def test_what_the_poster_proves_about_one_it_proves_about_the_family(door: Door) -> None:
    door.set(lower_trust_code=True)
    paper = door.url(printed=True)
    door.come(paper, **GUEST)
    assert view_of(door.come(paper, family="郑小宝")) == "family"
    assert view_of(door.come(door.url(), family="郑小妹")) == "family"
    assert {(one.name, one.trust) for one in door.attendees()} == {
        ("郑来福", Trust.LOWER), ("郑小宝", Trust.LOWER), ("郑小妹", Trust.LOWER),
    }  # fmt: skip


def test_a_poster_does_not_make_an_old_photograph_of_the_wall_good(door: Door) -> None:
    door.set(lower_trust_code=True)
    door.phone.get(door.url(printed=True))
    old = door.url(now() - timedelta(seconds=3 * WINDOW))
    assert view_of(door.come(old, **GUEST)) == "expired"
    assert door.attendees() == []


def test_one_phone_that_uses_the_poster_for_many_is_known_as_one(door: Door) -> None:
    door.set(lower_trust_code=True, capacity=None)
    paper = door.url(printed=True)
    for n in range(6):
        door.phone.get(paper + "?other=1")
        door.come(paper, other="1", name=f"人{n}", phone=f"1380000{n:04}")
    assert [row.flags for row in door.staff_rows()] == [["many_from_one"]] * 6


def passed_on(door: Door, phones: int, seconds: float) -> None:
    """Somebody photographs the wall and sends it on; so many phones open it so long after it began to be shown."""
    opened = (window_at(now().timestamp()) - 1) * WINDOW
    url = door.url(datetime.fromtimestamp(opened, UTC))
    moment = datetime.fromtimestamp(opened + seconds, UTC)
    for n in range(phones):
        door.phone.cookies.clear()
        with at(moment):
            door.phone.get(url)
            door.come(url, name=f"人{n}", phone=f"1380000{n:04}")


@pytest.mark.parametrize(
    ("phones", "seconds", "come", "flags"),
    [
        (6, WINDOW + 5, 6, []),  # a crowd before the wall, some of whose phones are slow
        (4, WINDOW + 15, 4, []),
        (5, WINDOW + 15, 5, ["relayed"]),
        (5, 2 * WINDOW, 0, []),  # too late: nobody comes in
    ],
)
def test_a_photograph_that_is_passed_on_fails_soon_and_is_seen_before(
    door: Door, phones: int, seconds: float, come: int, flags: list[str]
) -> None:
    door.set(capacity=None, published_at=now() - timedelta(days=1))
    passed_on(door, phones, seconds)
    assert [row.flags for row in door.staff_rows()] == [flags] * come
    with Session(door.engine) as session:
        noted = [(one.code, one.times) for one in session.exec(select(DoorTry))]
    assert noted == ([] if come else [("expired", phones)])


def test_who_opened_the_code_in_time_and_is_slow_with_the_form_is_not_late(door: Door) -> None:
    opened = datetime.fromtimestamp(window_at(now().timestamp()) * WINDOW, UTC)
    url = door.url(opened)
    with at(opened + timedelta(seconds=19)):
        door.phone.get(url)
    for seconds in (35, 300, 14 * 60):
        with at(opened + timedelta(seconds=seconds)):
            door.come(url, other="1", name="郑来福", phone=f"13800004{seconds:03}")
    assert [one.late_code for one in door.attendees()] == [None] * 3


def test_trying_names_one_by_one_is_slowed_down_for_that_phone_and_a_remembered_one_comes_in(door: Door) -> None:
    door.come(**GUEST)
    remembered = door.phone.cookies["linju-resident"]
    door.phone.cookies.clear()
    door.set(walk_in=False)
    door.phone.get(door.url())
    for n in range(PACES["door"].free):
        assert view_of(door.come(name=f"人{n}", phone="13800000001")) == "no_walk_in"
    slow = door.come(name="郑来福", phone="13800004321")
    assert (slow.status_code, view_of(slow), slow.headers["retry-after"]) == (429, "too_many", "1")
    assert "郑来福" not in slow.text, "nobody is told that this one was right"
    door.phone.cookies.set("linju-resident", remembered)
    assert view_of(door.come(me="1")) == "already"
    door.phone.cookies.clear()
    assert view_of(door.come(**GUEST)) == "already", "another phone at the same address"
    with Session(door.engine) as session:
        assert [one.code for one in session.exec(select(DoorTry))] == ["guessing"]


def give_pass(door: Door, **values: Any) -> str:
    token = "ABCDEFGHJKMNPQRS"
    with Session(door.engine) as session, session.begin():
        session.add(
            ResidentPass(
                community_id=door.cast.hupan.id, person_id=door.cast.lin_apo.id, token=token, short_code="ABC234",
                digest=digest(token), **values,
            )
        )  # fmt: skip
    return token


def test_a_pass_lets_its_holder_in_without_telling_the_whole_name(door: Door) -> None:
    give_pass(door)
    answer = door.come(**{"pass": "abc-234"})
    assert view_of(answer) == "enter"
    assert "林阿婆" not in answer.text
    assert [one.person_id for one in door.attendees()] == [door.cast.lin_apo.id]


def test_a_scanned_card_is_remembered_and_a_revoked_one_is_not_taken(door: Door) -> None:
    token = give_pass(door)
    door.come(**{"pass": f"{ORIGIN}/p/{token}"})
    assert "linju-resident" in door.phone.cookies
    with Session(door.engine) as session, session.begin():
        session.delete(session.exec(select(Attendee)).one())
        session.exec(select(ResidentPass)).one().revoked_at = now()
    door.phone.cookies.clear()
    assert view_of(door.come(**{"pass": token})) == "revoked"


def test_staff_never_check_in_here(door: Door) -> None:
    with Session(door.engine) as session, session.begin():
        token = start_session(session, door.cast.cadre.id, "phone", "", now())
    door.phone.cookies.set("linju", token)
    assert view_of(door.phone.get(door.url())) == "staff"
    answer = door.come(**GUEST)
    assert (answer.status_code, view_of(answer)) == (403, "staff")
    assert door.attendees() == []


def test_the_page_speaks_english_where_the_phone_does(door: Door) -> None:
    door.phone.cookies.set("linju-lang", "en")
    assert "you are checked in" in door.come(**GUEST).text


def test_a_file_or_nonsense_in_the_form_is_no_crash(door: Door) -> None:
    for files in ({"name": ("a.png", b"\x89PNG")}, {"phone": ("b", b"\0" * 5000)}):
        assert view_of(door.phone.post(door.url(), files=files)) in ("needs_name", "bad_phone")
    raw = door.phone.post(door.url(), content=b"\xff\xfe%%%=&&", headers={"content-type": "application/json"})
    assert view_of(raw) == "needs_name"
