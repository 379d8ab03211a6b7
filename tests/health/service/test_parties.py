from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.accounts.models import Account, Grant, Role
from app.health.service.clients import add_client, disable_client
from app.health.service.parties import clients_for, clinicians_for
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import actor, resident


def test_the_clinicians_of_a_community_are_offered_by_name_while_they_are_that(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo)
    for name, more in (("安医生", {}), ("不再是", {"until": NOW - timedelta(days=1)}), ("停用的", {})):
        account = Account(login=name, name=name, disabled_at=NOW if name == "停用的" else None)
        session.add(account)
        session.flush()
        session.add(Grant(account_id=account.id, role=Role.CLINICIAN, community_id=cast.hupan.id, **more))
    session.flush()
    assert {one.name for one in clinicians_for(session, who, NOW)} == {"何医生", "安医生"}
    assert clinicians_for(session, resident(session, cast.far_person), NOW) == []


def test_the_systems_of_a_community_are_offered_until_they_are_switched_off(session: Session, cast: Cast) -> None:
    admin = actor(session, cast.admin)
    client = add_client(session, admin, cast.hupan.id, "卫生中心", "hash", NOW)
    assert [one.id for one in clients_for(session, resident(session, cast.lin_apo))] == [client.id]
    assert clients_for(session, resident(session, cast.far_person)) == []
    disable_client(session, admin, client.id, NOW)
    assert clients_for(session, resident(session, cast.lin_apo)) == []
