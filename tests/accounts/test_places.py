"""The places an operator names by their codes."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.accounts import places
from app.accounts.rules.people import Place
from app.households.models import Community
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast


def test_places_are_listed_with_their_names(session: Session, cast: Cast) -> None:
    assert [one.name for one in places.communities(session)] == ["湖畔社区", "山脚社区"]
    assert [one.code for one in places.grids(session, [cast.hupan.id])] == ["01", "02"]
    assert places.grid(session, cast.grid_two.id).within == cast.hupan.id
    (first, _second) = places.buildings(session, cast.hupan.id)
    assert first.name == "1栋"
    assert [door.name for door in places.doors_of_building(session, first.id)] == ["1栋2单元501"]
    assert places.doors(session, [cast.door_501.id, cast.door_far.id], cast.hupan.id)[0].id == cast.door_501.id
    with pytest.raises(NotFound):
        places.grid(session, new_id())


def test_the_community_may_be_left_out_while_there_is_only_one(session: Session) -> None:
    only = Community(code="350206999001", name="湖畔社区")
    session.add(only)
    session.flush()
    assert places.find_place(session, None, None) == Place(only.id)


@pytest.mark.parametrize(
    ("community", "grid", "words"),
    [
        (None, None, ["--community", "350206999001", "山脚社区"]),
        ("999", None, ["999", "350206999002"]),
        ("350206999001", "07", ["07", "湖畔社区", "01", "02"]),
    ],
)
def test_a_code_that_fits_nothing_is_answered_with_those_that_do(
    session: Session, cast: Cast, community: str | None, grid: str | None, words: list[str]
) -> None:
    with pytest.raises(Refused) as error:
        places.find_place(session, community, grid)
    assert all(word in error.value.sentence() for word in words)
    assert "\n" not in error.value.sentence()


def test_a_grid_is_found_inside_its_community(session: Session, cast: Cast) -> None:
    assert places.find_place(session, cast.shanjiao.code, "01") == Place(cast.shanjiao.id, cast.door_far.grid_id)


def test_without_any_community_the_operator_learns_what_to_do_first(session: Session) -> None:
    with pytest.raises(Refused, match="linju demo"):
        places.find_place(session, None, None)
