"""A phone can say everything about the round without a server."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from app.households.models import CareGroup
from app.visits.defaults import ensure_defaults
from app.visits.models import Mode, Outcome, PriorityCause, TermKind, TimeOfDay, Urgency, VisitTerm
from app.visits.service import recompute, round_rows, words
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import who


@pytest.fixture
def said(session: Session, cast: Cast) -> dict:
    ensure_defaults(session, cast.hupan.id)
    return {word.id: word for word in words(session, who(session, cast.cadre))}


def test_the_rule_of_every_row_of_the_round_has_its_sentence(session: Session, cast: Cast, said: dict) -> None:
    recompute(session, cast.hupan.id, None, NOW.date())
    for row in round_rows(session, who(session, cast.cadre_all)):
        assert row.rule in said
    assert said["rule:elder_alone"].zh == "独居老人，应每月探访，已 {days} 天"
    assert said["never:"].zh == "普通住户，应每半年走访，登记 {days} 天还没见到"


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("cause", PriorityCause), ("mode", Mode), ("outcome", Outcome), ("urgency", Urgency), ("try", TimeOfDay)],
)
def test_every_choice_is_there(said: dict, kind: str, codes: type) -> None:
    assert {word.code for word in said.values() if word.kind == kind} == set(codes)


def test_a_retired_topic_is_still_read_but_marked(session: Session, cast: Cast, said: dict) -> None:
    topic = session.exec(select(VisitTerm).where(VisitTerm.kind == TermKind.TOPIC, VisitTerm.code == "mood")).one()
    topic.ended_at = NOW
    assert {w.code for w in words(session, who(session, cast.cadre)) if w.kind == "topic" and w.retired} == {"mood"}


def test_a_community_names_its_groups_itself(session: Session, cast: Cast) -> None:
    session.exec(select(CareGroup)).one().name = "一个人住的老人"
    said = {word.id: word for word in words(session, who(session, cast.cadre))}
    assert said["rule:elder_alone"].zh.startswith("一个人住的老人，")
    assert said["tag:elder_alone"].zh == "一个人住的老人"


@pytest.mark.parametrize("role", ["neighbour_leader", "resident", "supervisor", "admin", "stranger"])
def test_who_has_no_round_needs_no_words(session: Session, cast: Cast, role: str) -> None:
    assert words(session, who(session, cast.account(role))) == []
