"""A sent visit is mended by a new revision; nothing that was said is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.households.models import Household
from app.offline.models import Status
from app.offline.service import apply_command
from app.shared.db import transaction
from app.shared.errors import Conflict, Invalid, NotFound
from app.shared.ids import new_id
from app.visits.models import Correction, Need, Outcome, Visit, VisitPhoto, VisitRevision
from app.visits.payload import EditVisit
from app.visits.service import edit_visit
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.visits.visiting import body, due, meta, visit, who

LATER = NOW + timedelta(hours=2)


def edit(
    session: Session, account: Account, kept: Visit, home: Household, base: int = 1, command_id: UUID | None = None,
    **changes: Any,
) -> Visit:  # fmt: skip
    data = body(home, visit_id=str(kept.id), base_revision=base, **changes)
    return edit_visit(session, who(session, account), meta(command_id, at=LATER), EditVisit.model_validate(data))


def revisions(session: Session, kept: Visit) -> list[VisitRevision]:
    wanted = select(VisitRevision).where(VisitRevision.visit_id == kept.id)
    return list(session.exec(wanted.order_by(col(VisitRevision.number))))


def test_an_edit_is_a_new_revision_and_both_are_readable(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, note="没人应门", outcome="not_home")
    edit(session, cast.cadre, kept, cast.lin_home, note="在阳台上看到她了", people=[str(cast.lin_apo.id)])
    assert (kept.revision, kept.outcome, kept.note) == (2, Outcome.MET, "在阳台上看到她了")
    first, second = revisions(session, kept)
    assert (first.body["note"], first.body["outcome"]) == ("没人应门", "not_home")
    assert (second.written_by, second.created_at) == (cast.cadre.id, LATER)


def test_the_due_date_follows_an_edit(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home)
    assert due(session, cast.lin_home).last_met_on == NOW.date()
    edit(session, cast.cadre, kept, cast.lin_home, outcome="not_home")
    row = due(session, cast.lin_home)
    assert (row.last_met_on, row.missed) == (None, 1)


def test_the_receipt_number_and_the_visitor_stay(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home)
    number = kept.number
    edit(session, cast.cadre_all, kept, cast.lin_home, note="补记")
    assert (kept.number, kept.visitor_id) == (number, cast.cadre.id)
    assert revisions(session, kept)[1].written_by == cast.cadre_all.id


def test_an_edit_of_an_older_revision_is_a_conflict_that_names_the_fields(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, note="一")
    edit(session, cast.cadre_all, kept, cast.lin_home, note="二")
    with pytest.raises(Conflict) as conflict:
        edit(session, cast.cadre, kept, cast.lin_home, base=1, note="三", topics=["health"])
    assert conflict.value.values["fields"] == ["note", "topics"]
    assert conflict.value.values["theirs"]["note"] == "二"
    assert conflict.value.values["theirs"]["revision"] == 2
    assert kept.note == "二"


def test_the_same_edit_again_changes_nothing(session: Session, cast: Cast) -> None:
    kept, command_id = visit(session, cast.cadre, cast.lin_home), new_id()
    for _ in range(2):
        edit(session, cast.cadre, kept, cast.lin_home, command_id=command_id, note="二")
    assert len(revisions(session, kept)) == 2


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre", "neighbour_leader", "supervisor", "admin", "stranger"])
def test_nobody_else_edits_it_and_learns_nothing(session: Session, cast: Cast, role: str) -> None:
    kept = visit(session, cast.cadre, cast.lin_home)
    with pytest.raises(NotFound) as refused:
        edit(session, cast.account(role), kept, cast.lin_home)
    with pytest.raises(NotFound) as missing:
        edit(session, cast.account(role), Visit(id=new_id()), cast.lin_home)  # type: ignore[call-arg]
    assert str(refused.value) == str(missing.value)


def test_an_edit_is_checked_like_a_new_visit(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home)
    with pytest.raises(Invalid):
        edit(session, cast.cadre, kept, cast.lin_home, people=[str(cast.chen_da.id)])


def test_a_visit_logged_at_the_wrong_door_moves_and_both_households_are_computed_again(
    session: Session, cast: Cast
) -> None:
    kept = visit(session, cast.cadre_all, cast.lin_home)
    edit(session, cast.cadre_all, kept, cast.chen_home)
    assert due(session, cast.lin_home).last_met_on is None
    assert due(session, cast.chen_home).last_met_on == NOW.date()


def test_it_cannot_be_moved_to_a_door_that_is_not_theirs(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home)
    with pytest.raises(NotFound):
        edit(session, cast.cadre, kept, cast.chen_home)


# ---- what the visit found ---------------------------------------------------------------------------------------

LAMP = {"category": "repair", "text": "灯坏了", "urgency": "soon"}
PILLS = {"category": "medical", "text": "没药了", "urgency": "now"}


def needs(session: Session) -> dict[str, Need]:
    return {need.text: need for need in session.exec(select(Need))}


def test_a_need_left_out_is_withdrawn_one_kept_stays_and_a_new_one_is_added(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, needs=[LAMP, PILLS])
    ladder = LAMP | {"text": "要个梯子"}
    edit(session, cast.cadre, kept, cast.lin_home, needs=[PILLS | {"urgency": "later"}, ladder])
    found = needs(session)
    assert (found["灯坏了"].withdrawn, found["灯坏了"].closed_by) == (True, cast.cadre.id)
    assert (found["没药了"].urgency, found["没药了"].closed_at) == ("later", None)
    assert found["要个梯子"].closed_at is None


def test_a_need_that_was_answered_meanwhile_stays_answered(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, needs=[LAMP])
    need = needs(session)["灯坏了"]
    need.closed_at, need.closed_by, need.answer = NOW, cast.cadre.id, "换了"
    edit(session, cast.cadre, kept, cast.lin_home, needs=[])
    assert (need.withdrawn, need.answer) == (False, "换了")


def test_a_proposal_left_out_is_declined_and_a_changed_one_replaced(session: Session, cast: Cast) -> None:
    def change(field: str, value: str) -> dict[str, str]:
        return {"person_id": str(cast.lin_apo.id), "field": field, "value": value}

    said = [change("phone", "13800138000"), change("employment", "退休")]
    kept = visit(session, cast.cadre, cast.lin_home, corrections=said)
    edit(session, cast.cadre, kept, cast.lin_home, corrections=[change("phone", "13900139000")])
    found = {(one.field, one.value): one.accepted for one in session.exec(select(Correction))}
    assert found == {("phone", "13800138000"): False, ("employment", "退休"): False, ("phone", "13900139000"): None}


def test_no_longer_moved_takes_the_proposed_move_back(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, outcome="moved")
    edit(session, cast.cadre, kept, cast.lin_home, outcome="not_home")
    assert [one.accepted for one in session.exec(select(Correction))] == [False]


def test_a_colleague_keeps_the_photos_that_are_there(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home)
    session.add(VisitPhoto(community_id=kept.community_id, visit_id=kept.id, sha256="a" * 64))
    session.flush()
    edit(session, cast.cadre_all, kept, cast.lin_home, photos=["a" * 64])
    assert [one.sha256 for one in session.exec(select(VisitPhoto))] == ["a" * 64]


# ---- at the same moment -----------------------------------------------------------------------------------------


def test_of_two_edits_at_once_one_is_kept_and_the_other_is_told(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        town = make_cast(session)
        kept = visit(session, town.cadre, town.lin_home)
    with Session(empty_engine) as session:
        people = [actor_of(session, account.id, NOW) for account in (town.cadre, town.cadre_all)]

    def send(place: int) -> Any:
        command = {
            "id": str(new_id()), "kind": "visit.edit", "version": 1, "made_at": NOW.isoformat(),
            "data": body(town.lin_home, visit_id=str(kept.id), base_revision=1, note=f"第{place}个"),
        }  # fmt: skip
        return apply_command(people[place % 2], "phone-0001", command, NOW, bind=empty_engine)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, range(8)))
    assert sorted(result.status for result in results) == [Status.APPLIED] + [Status.CONFLICT] * 7
    conflict = next(result for result in results if result.status is Status.CONFLICT)
    assert conflict.fields == ["note"]
    assert conflict.theirs["note"].startswith("第")
