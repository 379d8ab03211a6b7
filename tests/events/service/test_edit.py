"""Planning events: drafts, publishing, changing, series, calling off, ending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from app.accounts.rules import Permission
from app.accounts.rules.operator import operator
from app.events.models import Event
from app.events.rules.standing import Standing
from app.events.service.edit import (
    Weekly,
    add_event,
    cancel,
    change_event,
    finish,
    make_series,
    publish,
)
from app.events.service.find import (
    community_for,
    event_for,
    events_for,
    public_event,
    public_events,
    standing_of,
)
from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.shared.errors import Conflict, Invalid, NotFound, Refused
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, actor, event, family, plan

WRONG = ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]
WEEKLY = Weekly(3, time(14), time(16), date(2026, 3, 2), date(2026, 3, 31))


def test_a_draft_is_seen_by_staff_only_until_it_is_published(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    made = event(session, cast, published=False)
    with pytest.raises(NotFound):
        public_event(session, made.id, NOW)
    assert [one.id for one in events_for(session, who, NOW - HOUR, NOW + HOUR)] == [made.id]
    assert publish(session, who, made.id, NOW).published_by == cast.cadre.id
    assert publish(session, actor(session, cast.admin), made.id, NOW + HOUR).published_at == NOW, "twice is once"
    assert public_event(session, made.id, NOW).id == made.id
    assert [one.id for one in public_events(session, NOW - HOUR, NOW + HOUR, NOW, cast.hupan.id)] == [made.id]
    assert public_events(session, NOW - HOUR, NOW + HOUR, NOW, cast.shanjiao.id) == []


def test_an_event_takes_its_course(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), event(session, cast, published=False)
    seen = [standing_of(made, NOW)]
    with pytest.raises(Conflict):
        finish(session, who, made.id, NOW)
    publish(session, who, made.id, NOW - HOUR)
    seen += [standing_of(made, NOW - HOUR), standing_of(made, NOW)]
    finish(session, who, made.id, NOW + HOUR)
    finish(session, who, made.id, NOW + 2 * HOUR)
    seen.append(standing_of(made, NOW + HOUR))
    assert seen == [Standing.DRAFT, Standing.PUBLISHED, Standing.RUNNING, Standing.FINISHED]
    assert made.finished_at == NOW + HOUR
    for deed in (publish, lambda *a: cancel(*a[:3], "停电", a[3]), lambda *a: change_event(*a[:3], plan(), a[3])):
        with pytest.raises(Conflict):
            deed(session, who, made.id, NOW + HOUR)


def test_calling_off_says_why_and_is_for_good(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), event(session, cast)
    with pytest.raises(Refused):
        cancel(session, who, made.id, "  ", NOW)
    assert cancel(session, who, made.id, " 停电\n了 ", NOW).cancelled_why == "停电了"
    assert cancel(session, who, made.id, "又一次", NOW).cancelled_why == "停电了"
    with pytest.raises(Conflict):
        publish(session, who, made.id, NOW)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, ["title"]),
        ({"title": "长" * 81, "about": "长" * 2001}, ["title", "about"]),
        ({"ends_at": NOW}, ["ends_at"]),
        ({"ends_at": NOW + timedelta(days=8)}, ["ends_at"]),
        ({"capacity": 0}, ["capacity"]),
        ({"capacity": 10**12, "group_most": 0, "skips_most": -1, "opens_before": 9999},
         ["capacity", "group_most", "skips_most", "opens_before"]),
    ],
)  # fmt: skip
def test_everything_to_mend_is_told_at_once(
    session: Session, cast: Cast, changes: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        event(session, cast, **changes)
    assert [error.field for error in refused.value.errors] == fields
    assert session.exec(select(Event)).all() == []


def test_there_are_never_fewer_places_than_are_taken(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), event(session, cast, capacity=5)
    sign_up(session, Caller(), made.id, family("王芳", 1, "王二"), NOW)
    with pytest.raises(Refused):
        change_event(session, who, made.id, plan(capacity=1), NOW)
    assert change_event(session, who, made.id, plan(capacity=2, title="国画课"), NOW).title == "国画课"


def test_a_series_makes_its_events_at_local_hours(session: Session, cast: Cast) -> None:
    made = make_series(session, actor(session, cast.cadre), cast.hupan.id, plan(capacity=15), WEEKLY, NOW)
    assert [one.starts_at.isoformat() for one in made][:2] == ["2026-03-05T14:00:00+08:00", "2026-03-12T14:00:00+08:00"]
    assert len(made) == 4 and len({one.series_id for one in made}) == 1 and len({one.short for one in made}) == 4
    assert {one.capacity for one in made} == {15}


@pytest.mark.parametrize(
    "weekly", [Weekly(3, time(14), time(16), date(2026, 3, 6), date(2026, 3, 8)),
               Weekly(3, time(14), time(16), date(2026, 3, 6), date(2036, 3, 8))]
)  # fmt: skip
def test_an_empty_and_an_endless_series_are_refused(session: Session, cast: Cast, weekly: Weekly) -> None:
    with pytest.raises(Refused):
        make_series(session, actor(session, cast.cadre), cast.hupan.id, plan(), weekly, NOW)


@pytest.mark.parametrize("role", WRONG)
def test_others_plan_nothing_and_change_nothing(session: Session, cast: Cast, role: str) -> None:
    who, made = actor(session, getattr(cast, role)), event(session, cast)
    deeds: list[Callable[[], Any]] = [
        lambda: add_event(session, who, cast.hupan.id, plan(), NOW),
        lambda: make_series(session, who, cast.hupan.id, plan(), WEEKLY, NOW),
        lambda: change_event(session, who, made.id, plan(title="别的"), NOW),
        lambda: publish(session, who, made.id, NOW),
        lambda: cancel(session, who, made.id, "没了", NOW),
        lambda: finish(session, who, made.id, NOW),
        lambda: event_for(session, who, made.id, Permission.EVENT_READ),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert [(one.title, one.cancelled_at) for one in session.exec(select(Event))] == [("书法课", None)]


def test_the_operator_names_the_community_when_there_are_several(session: Session, cast: Cast) -> None:
    with pytest.raises(Refused):
        community_for(session, operator(), Permission.EVENT_EDIT)
    assert community_for(session, operator(), Permission.EVENT_EDIT, cast.hupan.code).id == cast.hupan.id
    assert community_for(session, actor(session, cast.cadre), Permission.EVENT_EDIT).id == cast.hupan.id
    with pytest.raises(NotFound):
        community_for(session, actor(session, cast.resident), Permission.EVENT_EDIT)
