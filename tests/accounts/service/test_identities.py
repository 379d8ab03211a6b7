"""A person of the identity provider signs in to an account only after an admin said whose it is."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from app.accounts.models import ExternalIdentity, Role
from app.accounts.rules.people import Place
from app.accounts.service.identities import account_behind, identities_of, link, meet, unlink, unlinked
from app.shared.errors import Conflict, NotFound, Refused, SignInNeeded
from app.shared.ids import new_id
from tests.accounts.conftest import actor
from tests.accounts.service.test_people import NOT_ADMINS, add, far_admin
from tests.cast import Cast
from tests.conftest import NOW

ISSUER = "https://id.example"


@pytest.fixture
def stranger(session: Session, cast: Cast) -> ExternalIdentity:
    return meet(session, ISSUER, "u-1", "赵同志", NOW)


def test_an_unknown_person_is_remembered_and_gets_nowhere(session: Session, stranger: ExternalIdentity) -> None:
    assert account_behind(session, stranger, NOW) is None


def test_who_comes_again_is_the_same_person_under_any_name(session: Session, stranger: ExternalIdentity) -> None:
    assert meet(session, ISSUER, "u-1", "赵科长", NOW).id == stranger.id
    assert stranger.shown_name == "赵科长"
    assert meet(session, "https://other.example", "u-1", "赵", NOW).id != stranger.id
    assert meet(session, ISSUER, "u-1", "", NOW).shown_name == "赵科长"


def test_a_linked_person_is_that_account(session: Session, cast: Cast, stranger: ExternalIdentity) -> None:
    admin = actor(session, cast.admin)
    assert [row.id for row in unlinked(session, admin)] == [stranger.id]
    link(session, admin, stranger.id, cast.cadre.id)
    assert account_behind(session, stranger, NOW) == cast.cadre.id
    assert unlinked(session, admin) == []
    assert [row.subject for row in identities_of(session, admin, cast.cadre.id)] == ["u-1"]
    assert stranger.linked_by == cast.admin.id


def test_a_disabled_account_lets_nobody_in_this_way_either(
    session: Session, cast: Cast, stranger: ExternalIdentity
) -> None:
    link(session, actor(session, cast.admin), stranger.id, cast.cadre.id)
    cast.cadre.disabled_at = NOW
    with pytest.raises(SignInNeeded):
        account_behind(session, stranger, NOW)


def test_a_linked_person_is_not_moved_to_another_account(
    session: Session, cast: Cast, stranger: ExternalIdentity
) -> None:
    admin = actor(session, cast.admin)
    link(session, admin, stranger.id, cast.cadre.id)
    link(session, admin, stranger.id, cast.cadre.id)  # twice is harmless
    with pytest.raises(Conflict):
        link(session, admin, stranger.id, cast.cadre_two.id)
    unlink(session, admin, stranger.id)
    link(session, admin, stranger.id, cast.cadre_two.id)


@pytest.mark.parametrize("role", NOT_ADMINS)
def test_nobody_but_an_admin_links(session: Session, cast: Cast, stranger: ExternalIdentity, role: str) -> None:
    who = actor(session, getattr(cast, role))
    assert unlinked(session, who) == []
    with pytest.raises(NotFound):
        link(session, who, stranger.id, who.account_id)
    link(session, actor(session, cast.admin), stranger.id, cast.cadre_two.id)
    with pytest.raises(NotFound):
        unlink(session, who, stranger.id)
    with pytest.raises(NotFound):
        identities_of(session, who, cast.cadre_two.id)


def test_an_admin_links_nobody_to_an_account_that_is_more_elsewhere(
    session: Session, cast: Cast, stranger: ExternalIdentity
) -> None:
    """Or they would link themselves and come back as an admin of everything."""
    top = add(session, "both", Role.ADMIN, Place(None), Place(cast.hupan.id))
    with pytest.raises(Refused):
        link(session, actor(session, cast.admin), stranger.id, top.id)
    with pytest.raises(NotFound):
        link(session, far_admin(session, cast), stranger.id, cast.cadre.id)


def test_what_is_not_there_is_not_found(session: Session, cast: Cast, stranger: ExternalIdentity) -> None:
    admin = actor(session, cast.admin)
    for verb in (
        lambda: link(session, admin, new_id(), cast.cadre.id),
        lambda: link(session, admin, stranger.id, new_id()),
        lambda: unlink(session, admin, stranger.id),
    ):
        with pytest.raises(NotFound):
            verb()
    assert session.exec(select(ExternalIdentity)).one().account_id is None
