from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.health.models import HealthClient, HealthToken
from app.health.service.clients import add_client, clients_of, disable_client, draw_secret
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import actor


def test_an_admin_adds_the_system_of_a_health_centre(session: Session, cast: Cast) -> None:
    who = actor(session, cast.admin)
    made = add_client(session, who, cast.hupan.id, " 湖畔卫生中心 ", "hash", NOW)
    assert clients_of(session, who, cast.hupan.id) == [made]
    assert (made.name, made.disabled_at) == ("湖畔卫生中心", None) and made.client_id.startswith("linju-")
    assert len(draw_secret()) >= 43 and draw_secret() != draw_secret()
    with pytest.raises(Refused):
        add_client(session, who, cast.hupan.id, " ", "hash", NOW)


def test_a_system_that_is_switched_off_is_out_with_all_its_tokens(session: Session, cast: Cast) -> None:
    who = actor(session, cast.admin)
    made = add_client(session, who, cast.hupan.id, "卫生中心", "hash", NOW)
    session.add(HealthToken(client_id=made.id, token_hash="t", scope="s", expires_at=NOW + timedelta(hours=1)))
    for later in (NOW, NOW + timedelta(hours=1)):
        disable_client(session, who, made.id, later)
    assert session.get_one(HealthClient, made.id).disabled_at == NOW
    again = select(HealthToken).execution_options(populate_existing=True)
    assert session.exec(again).one().revoked_at == NOW
    said = [one.action for one in session.exec(select(AccessRecord).order_by(AccessRecord.action))]
    assert said == ["health:client", "health:client_disabled"]


@pytest.mark.parametrize("role", ["cadre_all", "clinician", "supervisor", "auditor", "resident", "far_cadre"])
def test_only_an_admin_does(session: Session, cast: Cast, role: str) -> None:
    made = add_client(session, actor(session, cast.admin), cast.hupan.id, "卫生中心", "hash", NOW)
    who = actor(session, getattr(cast, role))
    with pytest.raises(NotFound):
        clients_of(session, who, cast.hupan.id)
    with pytest.raises(NotFound):
        add_client(session, who, cast.hupan.id, "别的", "hash", NOW)
    answers = []
    for row in (made.id, new_id()):
        with pytest.raises(NotFound) as told:
            disable_client(session, who, row, NOW)
        answers.append(told.value.as_error())
    assert answers[0] == answers[1]
