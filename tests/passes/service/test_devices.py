"""A browser is remembered as a resident's until it is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.passes.models import KnownDevice, Verified
from app.passes.service import device_of, forget, issue_pass, own_pass, remember_guest, remember_person
from app.passes.service.devices import KEEP, seen
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor


def cookie_of(session: Session, cast: Cast) -> str:
    made = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW)
    return remember_person(session, own_pass(session, made.token), Verified.PASS, NOW)


def test_the_holder_is_known_by_the_cookie_and_the_cookie_is_not_stored(session: Session, cast: Cast) -> None:
    cookie = cookie_of(session, cast)
    known = device_of(session, cookie, NOW)
    assert known is not None
    assert (known.person_id, known.name, known.stale) == (cast.lin_apo.id, "林阿婆", False)
    assert cookie not in repr(session.exec(select(KnownDevice)).one())


def test_a_guest_is_remembered_with_what_they_typed(session: Session, cast: Cast) -> None:
    known = device_of(session, remember_guest(session, cast.hupan.id, "王芳", "13800000001", NOW), NOW)
    assert known is not None
    assert (known.person_id, known.name, known.phone, known.verified_by) == (
        None, "王芳", "13800000001", Verified.SAID,
    )  # fmt: skip


@pytest.mark.parametrize("cookie", [None, "", "x", "\0", "é" * 500])
def test_another_cookie_is_nobodys(session: Session, cast: Cast, cookie: str | None) -> None:
    cookie_of(session, cast)
    assert device_of(session, cookie, NOW) is None


def test_it_is_forgotten_on_request_and_after_long_silence(session: Session, cast: Cast) -> None:
    cookie = cookie_of(session, cast)
    later = NOW + timedelta(days=2)
    known = device_of(session, cookie, later)
    assert known is not None and known.stale
    seen(session, known.id, later)
    assert device_of(session, cookie, NOW + KEEP + timedelta(days=1)) is not None
    assert device_of(session, cookie, later + KEEP + timedelta(days=1)) is None
    forget(session, cookie, NOW)
    forget(session, "unknown", NOW)
    assert device_of(session, cookie, NOW) is None


def test_who_was_merged_is_who_they_are_now(session: Session, cast: Cast) -> None:
    cookie = cookie_of(session, cast)
    cast.lin_apo.merged_into = cast.chen_da.id
    session.flush()
    known = device_of(session, cookie, NOW)
    assert known is not None and known.person_id == cast.chen_da.id


def test_who_has_moved_away_is_known_no_more(session: Session, cast: Cast) -> None:
    cookie = cookie_of(session, cast)
    cast.lin_apo.moved_out_on = NOW.date()
    session.flush()
    assert device_of(session, cookie, NOW) is None
