"""Merging keeps everything that was known of either record."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.models import CareGroup, Person, PersonCareGroup, PersonChange
from app.households.names import spell
from app.households.sealed import identity_columns, phone_columns
from app.households.service import (
    cards,
    changes_of,
    merge,
    merges_of,
    possible_duplicates,
    search,
    surviving,
    tell_apart,
)
from app.households.service.changed import _listeners
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound, Refused
from tests.cast import Cast, make_cast
from tests.conftest import NOW


@pytest.fixture
def admin(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.admin.id, NOW)


def second(session: Session, cast: Cast, **known: object) -> Person:
    """A second record of 林阿婆, in the household of the 陈."""
    spelling = spell("林阿婆")
    row = Person(
        community_id=cast.hupan.id, household_id=cast.chen_home.id, name="林阿婆", pinyin=spelling.pinyin,
        initials=spelling.initials, **({"born_on": date(1941, 5, 6)} | known),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def test_the_pair_is_shown_and_gone_after_the_merge(session: Session, cast: Cast, admin: Actor) -> None:
    twin = second(session, cast)
    (shown,) = possible_duplicates(session, admin)
    assert shown.names == ("林阿婆", "林阿婆") and set(shown.doors) == {"1栋2单元501", "2栋1单元101"}
    merge(session, admin, cast.lin_apo.id, twin.id, now=NOW)
    assert possible_duplicates(session, admin) == []
    assert surviving(session, [twin.id]) == {twin.id: cast.lin_apo.id}
    assert [found.name for found in search(session, admin, "林阿婆")] == ["林阿婆"]
    assert [p.name for card in cards(session, admin) for p in card.people].count("林阿婆") == 1


def test_empty_fields_are_filled_and_a_choice_wins(session: Session, cast: Cast, admin: Actor) -> None:
    numbers = identity_columns("11010519491231002X") | phone_columns("15400001234")
    twin = second(session, cast, remark="爱喝茶", relation="母", **numbers)
    cast.lin_apo.remark = "怕狗"
    merge(session, admin, cast.lin_apo.id, twin.id, {"relation": "absorb"}, NOW)
    kept = session.get_one(Person, cast.lin_apo.id)
    assert (kept.phone, kept.phone_last4, kept.identity_last4) == ("15400001234", "1234", "002X")
    assert (kept.remark, kept.relation) == ("怕狗", "母")
    history = session.exec(select(PersonChange).where(PersonChange.person_id == kept.id)).all()
    assert {c.field for c in history} >= {"phone", "identity_no", "relation", "merged"}
    assert {c.source for c in history} == {f"merge:{twin.id}"}


def test_a_chosen_empty_value_empties_the_field(session: Session, cast: Cast, admin: Actor) -> None:
    cast.lin_apo.remark = "怕狗"
    merge(session, admin, cast.lin_apo.id, second(session, cast).id, {"remark": "absorb"})
    assert session.get_one(Person, cast.lin_apo.id).remark == ""


def test_the_number_and_its_kind_go_together(session: Session, cast: Cast, admin: Actor) -> None:
    twin = second(session, cast, identity_kind="护照", **identity_columns("E00000012"))
    merge(session, admin, cast.lin_apo.id, twin.id)
    kept = session.get_one(Person, cast.lin_apo.id)
    assert (kept.identity_kind, kept.identity_no) == ("护照", "E00000012")


def test_care_groups_are_united_and_counted_once(session: Session, cast: Cast, admin: Actor) -> None:
    twin = second(session, cast)
    own = {"community_id": cast.hupan.id}
    session.add(CareGroup(**own, code="destitute", name="特困人员"))
    session.add(PersonCareGroup(**own, person_id=twin.id, code="elder_alone", since=date(2019, 1, 1)))
    session.add(PersonCareGroup(**own, person_id=twin.id, code="destitute", since=date(2024, 1, 1)))
    session.flush()
    merge(session, admin, cast.lin_apo.id, twin.id, now=NOW)
    rows = session.exec(select(PersonCareGroup).where(PersonCareGroup.ended_on == None)).all()  # noqa: E711
    assert {(r.person_id, r.code, r.since) for r in rows} == {
        (cast.lin_apo.id, "elder_alone", date(2019, 1, 1)),
        (cast.lin_apo.id, "destitute", date(2024, 1, 1)),
    }


def test_the_absorbed_record_stays_readable_with_secrets_masked(session: Session, cast: Cast, admin: Actor) -> None:
    twin = second(session, cast, remark="爱喝茶", **phone_columns("15400001234"))
    merge(session, admin, cast.lin_apo.id, twin.id, now=NOW)
    (line,) = merges_of(session, admin)
    assert (line.kept, line.absorbed, line.by, line.at) == ("林阿婆", "林阿婆", "管理员", NOW)
    assert ("备注", "爱喝茶") in line.fields and ("电话", "154****1234") in line.fields
    assert any(change.label == "合并" for change in changes_of(session, admin, cast.lin_home.id))
    (raw,) = session.connection().exec_driver_sql("SELECT snapshot FROM personmerge").one()
    assert "爱喝茶".encode() not in bytes(raw)


def test_who_verified_last_is_kept(session: Session, cast: Cast, admin: Actor) -> None:
    cast.lin_apo.verified_at = NOW - timedelta(days=9)
    twin = second(session, cast, verified_at=NOW, verified_by=cast.cadre.id)
    merge(session, admin, cast.lin_apo.id, twin.id)
    assert session.get_one(Person, cast.lin_apo.id).verified_by == cast.cadre.id


def test_a_chain_of_merges_points_to_the_last(session: Session, cast: Cast, admin: Actor) -> None:
    first, middle = second(session, cast), second(session, cast)
    merge(session, admin, middle.id, first.id)
    merge(session, admin, cast.lin_apo.id, middle.id)
    assert session.get_one(Person, first.id).merged_into == cast.lin_apo.id


@pytest.mark.parametrize("login", ["cadre", "cadre_all", "leader", "supervisor", "far_cadre", "stranger"])
def test_only_an_admin_of_the_place_merges(session: Session, cast: Cast, login: str) -> None:
    twin = second(session, cast)
    who = actor_of(session, getattr(cast, login).id, NOW)
    assert possible_duplicates(session, who) == [] and merges_of(session, who) == []
    for act in (merge, tell_apart):
        with pytest.raises(NotFound):
            act(session, who, cast.lin_apo.id, twin.id)


def test_a_record_of_another_community_is_not_there(session: Session, cast: Cast, admin: Actor) -> None:
    with pytest.raises(NotFound):
        merge(session, admin, cast.lin_apo.id, cast.far_person.id)


def test_what_makes_no_sense_is_refused(session: Session, cast: Cast, admin: Actor) -> None:
    twin = second(session, cast)
    with pytest.raises(Refused):
        merge(session, admin, twin.id, twin.id)
    with pytest.raises(Refused):
        merge(session, admin, cast.lin_apo.id, twin.id, {"household_id": "absorb"})
    merge(session, admin, cast.lin_apo.id, twin.id)
    for keep, absorb in ((cast.lin_apo.id, twin.id), (twin.id, cast.lin_apo.id)):
        with pytest.raises(Conflict):
            merge(session, admin, keep, absorb)


def test_two_people_told_apart_are_never_shown_again(session: Session, cast: Cast, admin: Actor) -> None:
    twin = second(session, cast)
    tell_apart(session, admin, twin.id, cast.lin_apo.id)
    tell_apart(session, admin, cast.lin_apo.id, twin.id)
    assert possible_duplicates(session, admin) == []


def test_other_features_hear_of_both_households(
    session: Session, cast: Cast, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = []
    monkeypatch.setattr(
        "app.households.service.changed._listeners", [*_listeners, lambda s, c, homes: heard.append(set(homes))]
    )
    merge(session, admin, cast.lin_apo.id, second(session, cast).id)
    assert heard == [{cast.lin_home.id, cast.chen_home.id}]


def test_of_two_admins_merging_the_same_pair_crosswise_one_is_told(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        twin = second(session, cast)
        admin = actor_of(session, cast.admin.id, NOW)
    start, answers = Barrier(2), []

    def attempt(keep: object, absorb: object) -> None:
        start.wait()
        try:
            with transaction(empty_engine) as own:
                merge(own, admin, keep, absorb)  # type: ignore[arg-type]
            answers.append("merged")
        except Conflict as conflict:
            answers.append(conflict.code)

    pairs = [(cast.lin_apo.id, twin.id), (twin.id, cast.lin_apo.id)]
    threads = [Thread(target=attempt, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["already_merged", "merged"]
    with Session(empty_engine) as session:
        merged = session.exec(select(Person).where(Person.merged_into != None)).all()  # noqa: E711
        assert len(merged) == 1
