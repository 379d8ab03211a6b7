"""At the door a cadre knows who lives there, what to mind, what happened and what is open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic_core import to_json
from sqlmodel import Session

from app.accounts.models import Grant, Role
from app.households.models import NoteReader
from app.households.service import write_note
from app.visits.models import PriorityCause
from app.visits.service import DoorCard, door_cards, mark_priority
from app.visits.service.marks import MarkPriority
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import meta, visit, who


def card(session: Session, cast: Cast, role: str = "cadre") -> DoorCard:
    return next(one for one in door_cards(session, who(session, cast.account(role))) if one.door == "1栋2单元501")


def test_a_card_has_the_people_with_tags_and_a_phone_to_call(session: Session, cast: Cast) -> None:
    cast.lin_apo.phone = "13800138000"
    (person,) = card(session, cast).people
    assert (person.name, [tag.code for tag in person.tags], person.phone) == ("林阿婆", ["elder_alone"], "13800138000")


def test_the_timeline_is_newest_first_and_ends_after_ten(session: Session, cast: Cast) -> None:
    for day in range(12):
        visit(session, cast.cadre, cast.lin_home, at=NOW - timedelta(days=day), note=f"{day} 天前")
    lines = card(session, cast).visits
    assert [line.note for line in lines] == [f"{day} 天前" for day in range(10)]


def test_a_visit_says_who_how_and_what(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre_all, cast.lin_home, people=[str(cast.lin_apo.id)], topics=["health"], mode="call")
    (line,) = card(session, cast).visits
    assert (line.id, line.no, line.by, line.mine) == (str(kept.id), kept.number, "王主任", False)
    assert (line.mode, line.outcome, line.people, line.topics) == ("call", "met", [str(cast.lin_apo.id)], ["health"])
    assert card(session, cast, "cadre_all").visits[0].mine


def test_what_is_open_is_on_the_card(session: Session, cast: Cast) -> None:
    change = {"person_id": str(cast.lin_apo.id), "field": "employment", "value": "退休"}
    need = {"category": "repair", "text": "灯坏了", "urgency": "now"}
    visit(session, cast.cadre, cast.lin_home, needs=[need], corrections=[change])
    marking = MarkPriority(household_id=cast.lin_home.id, cause=PriorityCause.HOSPITAL, since=date(2026, 3, 2))
    mark_priority(session, who(session, cast.cadre), meta(), marking)
    found = card(session, cast)
    assert [(one.text, one.urgency) for one in found.needs] == [("灯坏了", "now")]
    assert [(one.field, one.value) for one in found.proposals] == [("employment", "退休")]
    assert [one.cause for one in found.marks] == ["hospital"]


def test_a_note_is_read_by_those_meant(session: Session, cast: Cast) -> None:
    writer = who(session, cast.cadre)
    for readers in NoteReader:
        write_note(session, writer, cast.lin_home.id, readers.value, readers)
    assert {note.text for note in card(session, cast).notes} == {"cadres", "grid", "author"}
    assert {note.text for note in card(session, cast, "cadre_all").notes} == {"cadres"}


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre"])
def test_the_doors_of_others_are_not_there(session: Session, cast: Cast, role: str) -> None:
    visit(session, cast.cadre, cast.lin_home, note="只给本网格看")
    found = door_cards(session, who(session, cast.account(role)))
    assert found and "只给本网格看" not in to_json(found).decode()


@pytest.mark.parametrize(
    "role", ["neighbour_leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "admin", "stranger"]
)
def test_who_has_no_round_carries_no_cards(session: Session, cast: Cast, role: str) -> None:
    assert door_cards(session, who(session, cast.account(role))) == []


def test_an_admin_who_also_has_a_grid_carries_only_that(session: Session, cast: Cast) -> None:
    session.add(Grant(account_id=cast.admin.id, role=Role.CADRE, community_id=cast.hupan.id, grid_id=cast.grid_one.id))
    assert [one.door for one in door_cards(session, who(session, cast.admin))] == ["1栋2单元501"]


def test_no_identity_number_leaves_the_server(session: Session, cast: Cast) -> None:
    cast.lin_apo.identity_no, cast.lin_apo.identity_last4 = "11010519410506002X", "002X"
    assert b"11010519410506" not in to_json(door_cards(session, who(session, cast.cadre)))
