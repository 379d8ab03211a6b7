"""查找 finds whom they may see, best first."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.accounts.service import actor_of
from app.households.models import Person
from app.households.names import spell
from app.households.sealed import identity_columns, phone_columns
from app.households.service import Found, search
from tests.cast import Cast
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def people(session: Session, cast: Cast) -> None:
    """More people behind 2栋1单元101, with numbers."""
    for name in ("林小芳", "林芳", "王林", "Linda Park"):
        spelling = spell(name)
        session.add(
            Person(
                community_id=cast.hupan.id, household_id=cast.chen_home.id, name=name, pinyin=spelling.pinyin,
                initials=spelling.initials,
            )
        )  # fmt: skip
    for name, value in (identity_columns("11010519491231002X") | phone_columns("15400001234")).items():
        setattr(cast.lin_apo, name, value)
    session.flush()


def find(session: Session, cast: Cast, login: str, text: str) -> list[Found]:
    return search(session, actor_of(session, getattr(cast, login).id, NOW), text)


def names(session: Session, cast: Cast, login: str, text: str) -> list[str]:
    return [found.name for found in find(session, cast, login, text)]


def test_the_whole_name_comes_before_its_beginning_and_that_before_a_part(session: Session, cast: Cast) -> None:
    assert names(session, cast, "cadre_two", "林") == ["林小芳", "林芳", "王林"]
    assert names(session, cast, "cadre_two", "林芳") == ["林芳"]
    assert names(session, cast, "cadre_all", "lin")[-1] == "王林"


@pytest.mark.parametrize("text", ["lxf", "LinXiaoFang", "lin xiao fang", "xiaofang", "林小芳", "小芳"])
def test_pinyin_initials_and_characters_find_the_same_person(session: Session, cast: Cast, text: str) -> None:
    assert names(session, cast, "cadre_two", text) == ["林小芳"]


@pytest.mark.parametrize(
    "text", ["1-2-501", "1栋2单元501", "１号楼二单元５０１室", "501", "1栋", "1-501", "2-501", "林 1栋"]
)
def test_a_door_in_any_spelling_finds_who_lives_there(session: Session, cast: Cast, text: str) -> None:
    assert names(session, cast, "cadre_all", text) == ["林阿婆"]


@pytest.mark.parametrize(
    ("text", "matched", "tail"),
    [
        ("1234", "phone", "1234"),
        ("15400001234", "phone", "1234"),
        ("154 0000 1234", "phone", "1234"),
        ("002x", "identity", "002X"),
        ("11010519491231002X", "identity", "002X"),
        ("林 1234", "name", ""),
    ],
)
def test_numbers_find_their_owner_and_say_by_what(
    session: Session, cast: Cast, text: str, matched: str, tail: str
) -> None:
    (found,) = find(session, cast, "cadre", text)
    assert (found.name, found.matched, found.tail, found.born) == ("林阿婆", matched, tail, 1941)


def test_a_leader_finds_by_name_and_door_but_never_by_a_number(session: Session, cast: Cast) -> None:
    (found,) = find(session, cast, "leader", "林")
    assert (found.name, found.born, found.tail) == ("林阿婆", None, "")
    assert names(session, cast, "leader", "1-2-501") == ["林阿婆"]
    for text in ("1234", "002x", "15400001234", "11010519491231002X", "林 1234"):
        assert names(session, cast, "leader", text) == []


@pytest.mark.parametrize("login", ["supervisor", "volunteer", "resident", "auditor", "stranger", "far_cadre"])
def test_nobody_finds_people_who_are_not_theirs(session: Session, cast: Cast, login: str) -> None:
    for text in ("林", "lin", "1234", "1-2-501"):
        assert names(session, cast, login, text) == []


def test_a_cadre_finds_only_in_their_grid(session: Session, cast: Cast) -> None:
    assert names(session, cast, "cadre", "chen") == []
    assert set(names(session, cast, "cadre_two", "chen")) == {"陈大文", "陈小文"}


def test_who_left_or_was_merged_is_not_found(session: Session, cast: Cast) -> None:
    cast.chen_xiao.merged_into = cast.chen_da.id
    cast.lin_home.moved_out_on = NOW.date()
    session.flush()
    assert names(session, cast, "cadre_all", "chen") == ["陈大文"]
    assert names(session, cast, "cadre_all", "阿婆") == []


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "💥", "a%", "林%", "'; DROP TABLE person --"])
def test_a_strange_text_finds_nobody_and_breaks_nothing(session: Session, cast: Cast, text: str) -> None:
    assert names(session, cast, "cadre_all", text) == []


def test_the_limit_holds(session: Session, cast: Cast) -> None:
    who = actor_of(session, cast.cadre_all.id, NOW)
    assert len(search(session, who, "lin", limit=2)) == 2
    assert len(search(session, who, "lin", limit=-5)) == 1
