"""A cadre logs a visit, once, at her own doors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from app.accounts.models import Account, Grant, Role
from app.accounts.service import actor_of
from app.households.models import Household, Person, PersonChange
from app.offline.models import Status
from app.offline.photos import store_photo
from app.offline.registry import Held
from app.offline.rules import digest
from app.offline.schema import Result
from app.offline.service import apply_command, apply_commands
from app.shared.db import transaction
from app.shared.errors import Conflict, DomainError, Invalid, NotFound
from app.shared.ids import new_id
from app.visits.models import Correction, HouseholdDue, Need, Outcome, Visit, VisitPhoto, VisitRevision
from app.visits.service import log_visit
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.visits.visiting import body, due, meta, payload, visit, who


def test_a_visit_is_kept_as_it_was_sent(session: Session, cast: Cast) -> None:
    started = NOW - timedelta(minutes=20)
    envelope = meta(at=NOW)
    said = payload(
        cast.lin_home, started_at=started.isoformat(), people=[cast.lin_apo.id], topics=["health", "health"],
        note="  精神不错。  ", needs=[{"category": "repair", "text": "楼道灯坏了", "urgency": "soon"}],
    )  # fmt: skip
    kept = log_visit(session, who(session, cast.cadre), envelope, said)
    assert kept.id == envelope.command_id
    assert (kept.household_id, kept.visitor_id, kept.community_id) == (cast.lin_home.id, cast.cadre.id, cast.hupan.id)
    assert (kept.started_at, kept.made_at, kept.received_at) == (started, NOW, NOW)
    assert (kept.people, kept.topics, kept.note) == ([str(cast.lin_apo.id)], ["health"], "精神不错。")
    assert kept.number.startswith("260302-")
    (need,) = session.exec(select(Need)).all()
    assert (need.text, need.visit_id, need.found_at, need.closed_at) == ("楼道灯坏了", kept.id, started, None)


def test_the_first_revision_is_readable(session: Session, cast: Cast) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, note="第一次")
    (revision,) = session.exec(select(VisitRevision)).all()
    assert (revision.visit_id, revision.number, revision.written_by) == (kept.id, 1, cast.cadre.id)
    assert revision.body["note"] == "第一次"


def test_a_visit_moves_the_due_date(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre, cast.lin_home)
    row = due(session, cast.lin_home)
    assert row.last_met_on == datetime(2026, 3, 2).date()
    assert row.interval_key == "elder_alone:80"  # 林阿婆 is 84
    assert row.due_on == datetime(2026, 3, 9).date()


def test_nobody_at_home_leaves_the_household_due_and_proposes_another_time(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre, cast.lin_home, outcome="not_home")  # Monday at ten
    row = due(session, cast.lin_home)
    assert (row.last_met_on, row.missed, row.last_outcome, row.next_try) == (None, 1, Outcome.NOT_HOME, "evening")


def test_the_same_command_again_is_the_same_visit(session: Session, cast: Cast) -> None:
    envelope, said = meta(), payload(cast.lin_home, needs=[{"category": "other", "text": "想聊聊"}])
    first = log_visit(session, who(session, cast.cadre), envelope, said)
    again = log_visit(session, who(session, cast.cadre), envelope, said)
    assert again is first
    assert session.exec(select(func.count()).select_from(Need)).one() == 1


def test_the_id_of_a_colleagues_visit_cannot_be_used(session: Session, cast: Cast) -> None:
    envelope = meta()
    log_visit(session, who(session, cast.cadre), envelope, payload(cast.lin_home))
    with pytest.raises(Conflict):
        log_visit(session, who(session, cast.cadre_all), envelope, payload(cast.lin_home))


# ---- whose door it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["cadre", "cadre_all"])
def test_a_cadre_logs_at_the_doors_of_her_grid(session: Session, cast: Cast, role: str) -> None:
    assert visit(session, cast.account(role), cast.lin_home)


@pytest.mark.parametrize(
    "role",
    ["cadre_two", "far_cadre", "neighbour_leader", "volunteer", "resident", "clinician", "supervisor", "auditor",
     "admin", "stranger"],
)  # fmt: skip
def test_nobody_else_logs_there_and_learns_nothing(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotFound) as refused:
        visit(session, cast.account(role), cast.lin_home)
    with pytest.raises(NotFound) as missing:
        log_visit(session, who(session, cast.account(role)), meta(), payload(cast.lin_home, household_id=str(new_id())))
    assert str(refused.value) == str(missing.value)
    assert session.exec(select(func.count()).select_from(Visit)).one() == 0


def test_a_visit_made_while_standing_in_is_accepted_after_the_stand_in_has_ended(session: Session, cast: Cast) -> None:
    yesterday = NOW - timedelta(days=1)
    stand_in = Grant(
        account_id=cast.cadre_two.id, role=Role.CADRE, community_id=cast.hupan.id, grid_id=cast.grid_one.id,
        created_at=yesterday, until=NOW - timedelta(hours=1),
    )  # fmt: skip
    session.add(stand_in)
    in_time, too_late = (NOW - timedelta(hours=h) for h in (2, 0.5))
    sender = who(session, cast.cadre_two)
    assert log_visit(session, sender, meta(), payload(cast.lin_home, started_at=in_time.isoformat()))
    with pytest.raises(NotFound):
        log_visit(session, sender, meta(), payload(cast.lin_home, started_at=too_late.isoformat()))


# ---- what has to be mended --------------------------------------------------------------------------------------


def errors_of(session: Session, cast: Cast, **changes: Any) -> list[DomainError]:
    with pytest.raises(Invalid) as refused:
        visit(session, cast.cadre, cast.lin_home, **changes)
    return refused.value.errors


def test_all_that_is_wrong_is_told_at_once(session: Session, cast: Cast) -> None:
    errors = errors_of(
        session, cast, people=[str(cast.chen_da.id)], topics=["weather"], started_at=(NOW + timedelta(1)).isoformat(),
        corrections=[{"person_id": str(cast.lin_apo.id), "field": "identity_no", "value": "1"}],
    )  # fmt: skip
    assert [one.field for one in errors] == ["started_at", "people.0", "topics.0", "corrections.0.field"]
    assert session.exec(select(func.count()).select_from(Visit)).one() == 0


def test_a_clock_a_few_minutes_ahead_is_put_right(session: Session, cast: Cast) -> None:
    said = payload(cast.lin_home, started_at=(NOW + timedelta(minutes=5)).isoformat())
    assert log_visit(session, who(session, cast.cadre), meta(), said).started_at == NOW


def test_somebody_who_lived_here_before_may_be_named(session: Session, cast: Cast) -> None:
    cast.chen_da.household_id = cast.far_home.id
    session.add(
        PersonChange(
            community_id=cast.hupan.id, person_id=cast.chen_da.id, field="household_id", old=str(cast.chen_home.id),
            new=str(cast.far_home.id),
        )
    )  # fmt: skip
    kept = visit(session, cast.cadre_two, cast.chen_home, people=[str(cast.chen_da.id)])
    assert kept.people == [str(cast.chen_da.id)]


def test_a_person_merged_meanwhile_is_kept_under_the_record_that_stays(session: Session, cast: Cast) -> None:
    double = Person(
        community_id=cast.hupan.id, household_id=cast.lin_home.id, name="林阿婆", merged_into=cast.lin_apo.id
    )
    session.add(double)
    kept = visit(session, cast.cadre, cast.lin_home, people=[str(double.id), str(cast.lin_apo.id)])
    assert kept.people == [str(cast.lin_apo.id)]


# ---- proposals --------------------------------------------------------------------------------------------------


def test_a_changed_field_becomes_a_proposal_and_the_roster_stays(session: Session, cast: Cast) -> None:
    change = {"person_id": str(cast.lin_apo.id), "field": "phone", "value": "138 0013 8000"}
    visit(session, cast.cadre, cast.lin_home, corrections=[change])
    (proposal,) = session.exec(select(Correction)).all()
    assert (proposal.field, proposal.value, proposal.decided_at) == ("phone", "13800138000", None)
    assert cast.lin_apo.phone is None


def test_a_proposed_phone_number_is_nowhere_in_plain_text(session: Session, cast: Cast) -> None:
    change = {"person_id": str(cast.lin_apo.id), "field": "phone", "value": "13800138000"}
    visit(session, cast.cadre, cast.lin_home, corrections=[change])
    (revision,) = session.exec(select(VisitRevision)).all()
    assert revision.body["corrections"] == [{"person_id": str(cast.lin_apo.id), "field": "phone"}]
    raw = session.connection().exec_driver_sql("SELECT value FROM correction").scalar_one()
    assert b"13800138000" not in bytes(raw)


def test_moved_away_proposes_that_everybody_there_moved_out_that_day(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre_two, cast.chen_home, outcome="moved")
    found = session.exec(select(Correction)).all()
    assert {(one.person_id, one.field, one.value) for one in found} == {
        (person.id, "moved_out_on", "2026-03-02") for person in (cast.chen_da, cast.chen_xiao)
    }


# ---- photos -----------------------------------------------------------------------------------------------------


def photo(session: Session, cast: Cast, colour: str) -> str:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    import hashlib

    sha256 = hashlib.sha256(out.getvalue()).hexdigest()
    store_photo(session, who(session, cast.cadre), sha256, out.getvalue())
    return sha256


def test_photos_are_tied_to_the_visit_in_their_order(session: Session, cast: Cast) -> None:
    red, blue = photo(session, cast, "red"), photo(session, cast, "blue")
    kept = visit(session, cast.cadre, cast.lin_home, photos=[blue, red, blue])
    rows = session.exec(select(VisitPhoto).where(VisitPhoto.visit_id == kept.id)).all()
    assert [one.sha256 for one in sorted(rows, key=lambda one: one.position)] == [blue, red]


def test_a_visit_waits_for_a_photo_that_has_not_arrived(session: Session, cast: Cast) -> None:
    with pytest.raises(Held) as held:
        visit(session, cast.cadre, cast.lin_home, photos=[digest("not here yet")])
    assert held.value.field == "photos.0"


# ---- at the same moment -----------------------------------------------------------------------------------------


@pytest.fixture
def town(empty_engine: Engine) -> Cast:
    """The cast, committed."""
    with transaction(empty_engine) as session:
        return make_cast(session)


def many(engine: Engine, works: list[Any]) -> list[Any]:
    def one(work: Any) -> Any:
        with transaction(engine) as session:
            return work(session)

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(one, work) for work in works]]


def test_sixteen_copies_of_one_visit_at_once_are_one_row(empty_engine: Engine, town: Cast) -> None:
    envelope = meta()
    said = payload(town.lin_home, needs=[{"category": "other", "text": "一次"}])

    def work(session: Session) -> str:
        return log_visit(session, actor_of(session, town.cadre.id, NOW), envelope, said).number

    numbers = many(empty_engine, [work] * 16)
    assert len(set(numbers)) == 1
    with Session(empty_engine) as session:
        for table in (Visit, VisitRevision, Need, HouseholdDue):
            assert session.exec(select(func.count()).select_from(table)).one() == 1


def test_sixteen_visits_at_once_have_sixteen_numbers(empty_engine: Engine, town: Cast) -> None:
    def work(session: Session) -> str:
        return log_visit(session, actor_of(session, town.cadre.id, NOW), meta(), payload(town.lin_home)).number

    assert len(set(many(empty_engine, [work] * 16))) == 16
    with Session(empty_engine) as session:
        assert session.exec(select(func.count()).select_from(Visit)).one() == 16


def test_visits_to_one_door_at_once_see_each_other(empty_engine: Engine, town: Cast) -> None:
    """Without the lock on the household the due date is that of whichever transaction ended last."""
    days = [NOW - timedelta(days=day) for day in range(16)]

    def logging(moment: datetime) -> Any:
        def work(session: Session) -> None:
            said = payload(town.lin_home, started_at=moment.isoformat())
            log_visit(session, actor_of(session, town.cadre.id, NOW), meta(), said)

        return work

    many(empty_engine, [logging(moment) for moment in days])
    with Session(empty_engine) as session:
        assert due(session, town.lin_home).last_met_on == NOW.date()


def test_a_phone_sends_it_as_a_command_and_gets_the_number_of_the_visit(empty_engine: Engine, town: Cast) -> None:
    with Session(empty_engine) as session:
        sender = actor_of(session, town.cadre.id, NOW)
    sent = {
        "id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": NOW.astimezone(UTC).isoformat(),
        "data": body(town.lin_home),
    }  # fmt: skip
    result = apply_command(sender, "phone-0001", sent, NOW, bind=empty_engine)
    assert result.status is Status.APPLIED, result.errors
    with Session(empty_engine) as session:
        assert session.exec(select(Visit)).one().number == result.receipt.no
    again = apply_command(sender, "phone-0001", sent, NOW, bind=empty_engine)
    assert again.status is Status.DUPLICATE


# ---- many at once ------------------------------------------------------------------------------------------------


def sent(home: Household, **changes: Any) -> dict[str, Any]:
    """A command as a phone sends it."""
    return {
        "id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": NOW.isoformat(),
        "data": body(home, **changes),
    }  # fmt: skip


def arrive(engine: Engine, account: Account, bodies: list[dict[str, Any]]) -> list[Result]:
    with Session(engine) as session:
        sender = actor_of(session, account.id, NOW)
    return apply_commands(sender, "phone-0001", bodies, NOW, bind=engine)


def test_a_batch_is_kept_whole_and_the_due_date_is_that_of_its_latest_visit(empty_engine: Engine, town: Cast) -> None:
    days = [NOW - timedelta(days=day) for day in (3, 1, 2)]
    bodies = [sent(town.lin_home, started_at=day.isoformat(), people=[str(town.lin_apo.id)]) for day in days]
    bodies.append(sent(town.chen_home, outcome="not_home", needs=[{"category": "repair", "text": "灯坏了"}]))
    results = arrive(empty_engine, town.cadre_all, bodies)
    assert [one.status for one in results] == [Status.APPLIED] * 4, results
    with Session(empty_engine) as session:
        for table, rows in ((Visit, 4), (VisitRevision, 4), (Need, 1), (HouseholdDue, 2)):
            assert session.exec(select(func.count()).select_from(table)).one() == rows
        assert due(session, town.lin_home).last_met_on == (NOW - timedelta(days=1)).date()
        assert due(session, town.chen_home).missed == 1


def test_each_of_a_batch_is_asked_whose_door_it_is(empty_engine: Engine, town: Cast) -> None:
    bodies = [sent(town.lin_home), sent(town.far_home), sent(town.chen_home), sent(town.lin_home)]
    results = arrive(empty_engine, town.cadre, bodies)
    assert [one.status.value for one in results] == ["applied", "rejected", "rejected", "applied"]
    assert [one.errors[0]["code"] for one in results[1:3]] == ["no_such_household"] * 2
    with Session(empty_engine) as session:
        assert set(session.exec(select(Visit.household_id))) == {town.lin_home.id}


def test_people_named_at_the_wrong_door_are_noticed_in_a_batch(empty_engine: Engine, town: Cast) -> None:
    """What is read once for a whole batch is still judged visit by visit."""
    apo, chen = str(town.lin_apo.id), str(town.chen_da.id)
    bodies = [
        sent(town.lin_home, people=[apo]),
        sent(town.lin_home, people=[chen]),
        sent(town.chen_home, people=[chen]),
    ]
    results = arrive(empty_engine, town.cadre_all, bodies)
    assert [one.status.value for one in results] == ["applied", "rejected", "applied"]
    assert results[1].errors[0]["field"] == "people.0"


def test_a_visit_without_its_photo_waits_and_the_rest_of_the_batch_does_not(empty_engine: Engine, town: Cast) -> None:
    bodies = [sent(town.lin_home), sent(town.lin_home, photos=[digest("not here yet")]), sent(town.lin_home)]
    results = arrive(empty_engine, town.cadre, bodies)
    assert [one.status.value for one in results] == ["applied", "held", "applied"]


def test_phones_whose_batches_name_the_same_doors_in_another_order_all_get_through(
    empty_engine: Engine, town: Cast
) -> None:
    """Locks are taken in one order, whatever the order of the batch: nobody waits in a circle."""
    homes = [town.lin_home, town.chen_home]

    def phone(place: int) -> list[Result]:
        return arrive(empty_engine, town.cadre_all, [sent(home) for home in homes[:: 1 if place % 2 else -1] * 5])

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(phone, range(16)))
    assert {one.status for answer in answers for one in answer} == {Status.APPLIED}
    with Session(empty_engine) as session:
        assert session.exec(select(func.count()).select_from(Visit)).one() == 160
