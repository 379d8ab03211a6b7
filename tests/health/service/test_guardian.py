"""A guardian does for a child under 14 what the child would do for itself; nobody else does, and not for longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.accounts.models import AccessRecord, Role
from app.accounts.rules import Actor
from app.health.fhir.own import export_own, import_own
from app.health.models import ConsentKind, MarkKind, Measure, Reading, ShareKind
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken
from app.health.rules.sharing import Standing
from app.health.service.clients import add_client
from app.health.service.consent import give
from app.health.service.erasing import erase
from app.health.service.exporting import everything, export_csv
from app.health.service.guardian import note_look
from app.health.service.looks import looks_of
from app.health.service.marks import add_mark, marks_of, remove_mark
from app.health.service.own_data import correct, delete_reading, own_rows
from app.health.service.seeing import by_link, shared_readings
from app.health.service.sharing import (
    grants_of_owner,
    make_link,
    offer_to_client,
    offer_to_clinician,
    offer_to_family,
    revoke,
)
from app.health.service.whose import owner_by_person, owner_of
from app.households.models import Person
from app.passes.models import ResidentPass
from app.passes.service import issue_pass
from app.shared.clock import local_day
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept
from tests.health.owners import child_of
from tests.health.people import DAY, WEEK, actor, resident

KEEP, TODAY = ConsentKind.KEEP, local_day(NOW)
BORN = date(TODAY.year - 13, TODAY.month, TODAY.day) + timedelta(days=30)  # 14 in less than two years
YEARS = timedelta(days=730)


@dataclass
class Home:
    """陈大文, who has agreed for his child of twelve; the child has one reading and one mark."""

    session: Session
    cast: Cast
    father: Actor
    child: Person
    reading: Reading
    mark: UUID

    def records(self) -> list[tuple[str, str, UUID | None]]:
        wanted = select(AccessRecord).where(AccessRecord.subject == f"person {self.child.id}")
        rows = self.session.exec(wanted.order_by(col(AccessRecord.created_at), col(AccessRecord.id)))
        return [(one.action, one.reason, one.account_id) for one in rows]


@pytest.fixture
def home(session: Session, cast: Cast) -> Home:
    father = resident(session, cast.chen_da, KEEP)
    child = child_of(session, cast.chen_home, BORN)
    give(session, owner_of(session, father), KEEP, version_of(KEEP), NOW - DAY, child.id)
    (reading,) = kept(session, owner_by_person(session, child.id))
    mark = add_mark(session, father, MarkKind.MEDICATION, TODAY, "吃了退烧药", NOW, child.id)
    return Home(session, cast, father, child, reading, mark.id)


def test_a_guardian_shares_the_child_s_readings_and_takes_it_back(home: Home) -> None:
    session, doctor, child = home.session, actor(home.session, home.cast.clinician), home.child.id
    made = offer_to_clinician(session, home.father, home.cast.clinician.id, WEEK, NOW, child)
    assert [(one.id, one.standing) for one in grants_of_owner(session, home.father, NOW, child)] == [
        (made.id, Standing.OPEN)
    ]
    assert grants_of_owner(session, home.father, NOW) == [], "his own are not the child's"
    seen = shared_readings(session, doctor, child, NOW)
    assert ([one.id for one in seen.readings], [one.words for one in seen.marks]) == (
        [home.reading.id],
        ["吃了退烧药"],
    )
    with pytest.raises(NotFound):
        shared_readings(session, doctor, home.cast.chen_da.id, NOW)
    assert [one.name for one in looks_of(session, child)] == ["何医生"]
    revoke(session, home.father, made.id, NOW, child)
    with pytest.raises(NotFound):
        shared_readings(session, doctor, child, NOW)


def test_a_guardian_lets_family_a_centre_and_whoever_holds_a_code_see_it(home: Home) -> None:
    session, child = home.session, home.child.id
    resident(session, home.cast.lin_apo)
    issue_pass(session, actor(session, home.cast.cadre_all), home.cast.lin_apo.id, NOW)
    code = session.exec(select(ResidentPass.short_code)).one()
    centre = add_client(session, actor(session, home.cast.admin), home.cast.hupan.id, "卫生中心", "hash", NOW)
    offer_to_family(session, home.father, code, WEEK, NOW, child)
    offer_to_client(session, home.father, centre.id, WEEK, NOW, child)
    link = make_link(session, home.father, (Measure.BP,), NOW, person_id=child)
    found = grants_of_owner(session, home.father, NOW, child)
    assert {one.kind for one in found} == {ShareKind.FAMILY, ShareKind.CLIENT, ShareKind.LINK}
    assert shared_readings(session, resident(session, home.cast.lin_apo), child, NOW).name == home.child.name
    assert by_link(session, link.token, NOW).person_id == child
    assert {one for one in home.records() if one[0] == "health:share"} == {
        ("health:share", kind, home.father.account_id) for kind in ("family", "client", "link")
    }


def test_the_pass_of_the_child_itself_is_no_other_family(home: Home) -> None:
    resident(home.session, home.child)
    issue_pass(home.session, actor(home.session, home.cast.cadre_all), home.child.id, NOW)
    code = home.session.exec(select(ResidentPass.short_code)).one()
    with pytest.raises(Refused) as told:
        offer_to_family(home.session, home.father, code, WEEK, NOW, home.child.id)
    assert (told.value.code, told.value.field) == ("own_pass", "code")


def test_the_record_of_access_says_what_the_guardian_did_and_no_value(home: Home) -> None:
    session, child = home.session, home.child.id
    remove_mark(session, home.father, home.mark, NOW, child)
    better = correct(
        session, home.father, home.reading.id, Taken({"systolic": 131, "diastolic": 82}), NOW, person_id=child
    )
    delete_reading(session, home.father, better.id, NOW, child)
    note_look(session, home.father, child, NOW)
    export_csv(session, home.father, NOW, person_id=child)
    by = home.father.account_id
    assert [one for one in home.records() if one[0] != "health:consent"] == [
        *(("health:guardian", deed, by) for deed in ("mark", "unmark", "correct", "delete", "look")),
        ("health:export", "csv", by),
    ]
    assert "131" not in str(home.records()) and "退烧" not in str(home.records())
    assert everything(session, home.father, NOW, child)["records"][-1]["by"] == "陈大文"


def test_what_one_does_with_one_s_own_leaves_no_line(home: Home) -> None:
    before = len(home.session.exec(select(AccessRecord)).all())
    made = add_mark(home.session, home.father, MarkKind.EVENT, TODAY, "住院", NOW)
    remove_mark(home.session, home.father, made.id, NOW)
    note_look(home.session, home.father, None, NOW)
    assert len(home.session.exec(select(AccessRecord)).all()) == before


# Everything that is done for a child: each raises where there is no guardian.
DEEDS: dict[str, Callable[[Home, Actor], Any]] = {
    "share with a clinician": lambda at, who: offer_to_clinician(
        at.session, who, at.cast.clinician.id, WEEK, NOW, at.child.id
    ),
    "share with family": lambda at, who: offer_to_family(at.session, who, "ABCDEF", WEEK, NOW, at.child.id),
    "share with a centre": lambda at, who: offer_to_client(at.session, who, new_id(), WEEK, NOW, at.child.id),
    "make a code": lambda at, who: make_link(at.session, who, (Measure.BP,), NOW, person_id=at.child.id),
    "list": lambda at, who: grants_of_owner(at.session, who, NOW, at.child.id),
    "take back": lambda at, who: revoke(at.session, who, new_id(), NOW, at.child.id),
    "mark": lambda at, who: add_mark(at.session, who, MarkKind.EVENT, TODAY, "住院", NOW, at.child.id),
    "unmark": lambda at, who: remove_mark(at.session, who, at.mark, NOW, at.child.id),
    "look": lambda at, who: note_look(at.session, who, at.child.id, NOW),
    "read": lambda at, who: own_rows(at.session, who, NOW, at.child.id),
    "correct": lambda at, who: correct(
        at.session, who, at.reading.id, Taken({"systolic": 131, "diastolic": 82}), NOW, person_id=at.child.id
    ),
    "delete": lambda at, who: delete_reading(at.session, who, at.reading.id, NOW, at.child.id),
    "export": lambda at, who: export_csv(at.session, who, NOW, person_id=at.child.id),
    "export all": lambda at, who: everything(at.session, who, NOW, at.child.id),
    "export FHIR": lambda at, who: export_own(at.session, who, "http://x", NOW, at.child.id),
    "take in": lambda at, who: import_own(at.session, who, b"{}", NOW, at.child.id),
    "erase": lambda at, who: erase(at.session, who, NOW, at.child.id),
}


def outgrown(home: Home) -> Actor:
    home.child.born_on = date(TODAY.year - 14, TODAY.month, TODAY.day)
    return home.father


def moved_out(home: Home) -> Actor:
    home.cast.chen_da.moved_out_on = TODAY
    return home.father


def child_moved_out(home: Home) -> Actor:
    home.child.moved_out_on = TODAY
    return home.father


def not_grown_up(home: Home) -> Actor:
    home.cast.chen_xiao.born_on = date(TODAY.year - 17, 1, 1)
    return resident(home.session, home.cast.chen_xiao, KEEP)


def of_another_household(home: Home) -> Actor:
    home.cast.lin_apo.born_on = date(1950, 1, 1)
    return resident(home.session, home.cast.lin_apo, KEEP)


WHO = (outgrown, moved_out, child_moved_out, not_grown_up, of_another_household)


@pytest.mark.parametrize("who", WHO, ids=lambda one: one.__name__)
def test_who_is_no_guardian_is_told_that_there_is_nobody(home: Home, who: Callable[[Home], Actor]) -> None:
    somebody = who(home)
    home.session.flush()
    before, answers = home.records(), {}
    for name, deed in DEEDS.items():
        with pytest.raises(NotFound) as told:
            deed(home, somebody)
        answers[name] = told.value.code
    assert set(answers.values()) == {"no_such_record"}
    assert home.records() == before and [one.id for one in marks_of(home.session, home.child.id)] == [home.mark]


@pytest.mark.parametrize("role", [one.value for one in Role if one is not Role.RESIDENT])
def test_staff_answer_for_no_child(home: Home, role: str) -> None:
    who = actor(home.session, getattr(home.cast, "leader" if role == "neighbour_leader" else role))
    for deed in DEEDS.values():
        with pytest.raises(NotFound) as told:
            deed(home, who)
        assert told.value.code == "no_pass_account"


def test_every_deed_is_there_for_the_guardian(home: Home) -> None:
    for name, deed in DEEDS.items():
        try:
            deed(home, home.father)
        except (NotFound, Refused) as told:
            assert told.code in ("no_such_family", "no_such_client", "no_such_grant", "not_fhir"), name


def test_one_s_own_id_does_not_open_the_mark_or_grant_of_the_child(home: Home) -> None:
    made = offer_to_clinician(home.session, home.father, home.cast.clinician.id, WEEK, NOW, home.child.id)
    with pytest.raises(NotFound):
        revoke(home.session, home.father, made.id, NOW)
    with pytest.raises(NotFound):
        remove_mark(home.session, home.father, home.mark, NOW)


def test_a_child_shares_nothing_by_itself_but_may_take_back(home: Home) -> None:
    itself = resident(home.session, home.child)
    with pytest.raises(Refused) as told:
        offer_to_clinician(home.session, itself, home.cast.clinician.id, WEEK, NOW)
    assert told.value.code == "guardian_needed"
    made = offer_to_clinician(home.session, home.father, home.cast.clinician.id, WEEK, NOW, home.child.id)
    revoke(home.session, itself, made.id, NOW)
    assert made.revoked_at == NOW


def test_what_a_guardian_let_others_see_ends_at_fourteen_also_when_the_child_agrees_then(home: Home) -> None:
    session, doctor, grown = home.session, actor(home.session, home.cast.clinician), NOW + YEARS
    long = type(WEEK)(WEEK.measures, grown + 20 * DAY)
    offer_to_clinician(session, home.father, home.cast.clinician.id, long, grown - 345 * DAY, home.child.id)
    itself = resident(session, home.child)
    for agrees in (False, True):
        if agrees:
            give(session, owner_of(session, itself), KEEP, version_of(KEEP), grown)
        with pytest.raises(NotFound):
            shared_readings(session, doctor, home.child.id, grown)
    assert offer_to_clinician(session, itself, home.cast.clinician.id, long, grown)
    assert [one.id for one in shared_readings(session, doctor, home.child.id, grown).readings] == [home.reading.id]


def test_at_fourteen_nothing_more_is_marked_or_shared_on_the_word_of_the_guardian(home: Home) -> None:
    session, grown = home.session, NOW + YEARS
    itself = resident(session, home.child)
    with pytest.raises(Refused):
        add_mark(session, itself, MarkKind.EVENT, TODAY, "住院", grown)
    with pytest.raises(Refused):
        make_link(session, itself, (Measure.BP,), grown)
