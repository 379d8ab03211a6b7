"""The household card shows each reader what is theirs to see."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session

from app.accounts.service import actor_of
from app.households.demo import seed_demo
from app.households.models import CareGroup, NoteReader, Person, PersonCareGroup
from app.households.sealed import identity_columns, phone_columns
from app.households.service import card_of, cards, verify_person, write_note
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW


@pytest.fixture
def lin(session: Session, cast: Cast) -> Person:
    """林阿婆 with everything that may leak."""
    secrets = identity_columns("11010519491231002X") | phone_columns("15400001234")
    for name, value in (secrets | {"emergency_phone": "15400005678", "remark": "高血压"}).items():
        setattr(cast.lin_apo, name, value)
    session.add(CareGroup(community_id=cast.hupan.id, code="chronic_disease", name="高血压、糖尿病患者"))
    session.add(PersonCareGroup(community_id=cast.hupan.id, person_id=cast.lin_apo.id, code="chronic_disease"))
    group = session.exec(_elder_alone(cast)).one()
    group.for_leaders = True
    session.flush()
    return cast.lin_apo


def _elder_alone(cast: Cast):  # type: ignore[no-untyped-def]
    from sqlmodel import select

    return select(CareGroup).where(CareGroup.community_id == cast.hupan.id, CareGroup.code == "elder_alone")


def test_a_cadre_reads_the_whole_card_and_may_call(session: Session, cast: Cast, lin: Person) -> None:
    who = actor_of(session, cast.cadre.id, NOW)
    verify_person(session, who, lin.id, NOW)
    write_note(session, who, cast.lin_home.id, "听力不好", NoteReader.GRID)
    (card,) = cards(session, who)
    (person,) = card.people
    assert (card.door, card.grid, card.whole) == ("1栋2单元501", "第一网格", True)
    assert (person.phone, person.emergency_phone) == ("15400001234", "15400005678")
    assert person.identity == "**************002X"
    assert (person.born_on, person.verified_on, person.verified_by) == ("1941-05-06", "2026-03-02", "张姐")
    assert {tag.name for tag in person.tags} == {"独居老人", "高血压、糖尿病患者"}
    assert [(note.text, note.by, note.readers) for note in card.notes] == [("听力不好", "张姐", "grid")]


def test_an_admin_sees_masked_phones_because_they_do_not_go_to_the_door(
    session: Session, cast: Cast, lin: Person
) -> None:
    person = card_of(session, actor_of(session, cast.admin.id, NOW), cast.lin_home.id).people[0]
    assert (person.phone, person.emergency_phone) == ("154****1234", "154****5678")


def test_a_neighbour_leader_sees_name_door_and_the_tags_meant_for_them(
    session: Session, cast: Cast, lin: Person
) -> None:
    write_note(session, actor_of(session, cast.cadre.id, NOW), cast.lin_home.id, "听力不好")
    (card,) = cards(session, actor_of(session, cast.leader.id, NOW))
    (person,) = card.people
    assert (card.whole, card.door, person.name) == (False, "1栋2单元501", "林阿婆")
    assert [tag.name for tag in person.tags] == ["独居老人"]
    assert card.notes == [] and card.moved_in_on == ""
    shown = str(card)
    for secret in ("1540000", "002X", "高血压", "1941"):
        assert secret not in shown


@pytest.mark.parametrize("login", ["supervisor", "volunteer", "resident", "clinician", "auditor", "stranger"])
def test_nobody_else_gets_a_card(session: Session, cast: Cast, login: str) -> None:
    who = actor_of(session, getattr(cast, login).id, NOW)
    assert cards(session, who) == []
    with pytest.raises(NotFound):
        card_of(session, who, cast.lin_home.id)


def test_a_card_of_another_grid_is_not_there(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        card_of(session, actor_of(session, cast.cadre.id, NOW), cast.chen_home.id)


def test_the_head_comes_first_then_the_oldest_and_those_who_left_are_gone(session: Session, cast: Cast) -> None:
    home = {"community_id": cast.hupan.id, "household_id": cast.chen_home.id}
    session.add(Person(**home, name="陈奶奶", relation="母", born_on=date(1950, 1, 1)))
    session.add(Person(**home, name="搬走的", relation="子", moved_out_on=date(2025, 1, 1)))
    session.add(Person(**home, name="并掉的", relation="子", merged_into=cast.chen_da.id))
    session.add(Person(**home, name="没生日", relation="亲戚"))
    session.flush()
    who = actor_of(session, cast.cadre_two.id, NOW)
    assert [p.name for p in card_of(session, who, cast.chen_home.id).people] == ["陈大文", "陈奶奶", "陈小文", "没生日"]
    cast.chen_home.moved_out_on = date(2026, 1, 1)
    session.flush()
    assert cards(session, who) == []


def test_hundreds_of_doors_take_a_handful_of_queries(session: Session) -> None:
    result = seed_demo(session, households=300, now=NOW)
    from sqlmodel import select

    from app.accounts.models import Account

    director = session.exec(select(Account.id).where(Account.login == "director")).one()
    who, seen = actor_of(session, director, NOW), []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *a: seen.append(a[2]))
    made = cards(session, who)
    assert len(made) == result.households == 300 and len(seen) <= 5
    assert [c.climb_key for c in made] == sorted(c.climb_key for c in made)
    assert sum(len(c.people) for c in made) >= result.people
