from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord, Grant
from app.health.models import ConsentKind, Look, Measure, ShareGrant, ShareKind
from app.health.rules.sharing import MOST, Standing, Terms, digest
from app.health.service.clients import add_client, disable_client
from app.health.service.looks import looks_of_owner
from app.health.service.parties import clients_for, clinicians_for
from app.health.service.sharing import (
    grants_of_owner,
    make_link,
    offer_to_client,
    offer_to_clinician,
    offer_to_family,
    revoke,
)
from app.passes.models import ResidentPass
from app.passes.service import issue_pass
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import DAY, WEEK, actor, resident

KEEP = ConsentKind.KEEP


def test_an_owner_offers_it_to_a_clinician_of_their_community(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, KEEP)
    made = offer_to_clinician(session, who, cast.clinician.id, WEEK, NOW)
    assert [(one.id, one.kind, one.name, one.measures, one.standing) for one in grants_of_owner(session, who, NOW)] == [
        (made.id, ShareKind.CLINICIAN, "何医生", (Measure.BP, Measure.GLUCOSE), Standing.OPEN)
    ]
    for nobody in (cast.cadre.id, new_id()):
        with pytest.raises(NotFound):
            offer_to_clinician(session, who, nobody, WEEK, NOW)


def test_what_was_said_last_to_the_same_clinician_holds(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, KEEP)
    offer_to_clinician(session, who, cast.clinician.id, WEEK, NOW)
    offer_to_clinician(session, who, cast.clinician.id, Terms((Measure.BP,), NOW + DAY), NOW + timedelta(hours=1))
    found = grants_of_owner(session, who, NOW + timedelta(hours=2))
    assert [(one.measures, one.standing) for one in found] == [
        ((Measure.BP,), Standing.OPEN), ((Measure.BP, Measure.GLUCOSE), Standing.REVOKED),
    ]  # fmt: skip


def test_family_is_found_by_the_letters_of_their_pass(session: Session, cast: Cast) -> None:
    who, xiao = resident(session, cast.chen_da, KEEP), resident(session, cast.chen_xiao)
    issue_pass(session, actor(session, cast.cadre_all), cast.chen_xiao.id, NOW)
    code = session.exec(select(ResidentPass.short_code)).one()
    made = offer_to_family(session, who, f" {code[:3]}-{code[3:].lower()} ", WEEK, NOW)
    assert (made.kind, made.account_id) == (ShareKind.FAMILY, xiao.account_id)
    assert grants_of_owner(session, who, NOW)[0].name == "陈小文"  # of the same household
    offer_to_family(session, resident(session, cast.lin_apo, KEEP), code, WEEK, NOW)
    assert grants_of_owner(session, resident(session, cast.lin_apo), NOW)[0].name == "陈**"


def test_wrong_letters_a_pass_without_account_and_one_of_elsewhere_are_one_answer(session: Session, cast: Cast) -> None:
    who, staff = resident(session, cast.chen_da, KEEP), actor(session, cast.cadre_all)
    issue_pass(session, staff, cast.lin_apo.id, NOW)
    no_account = session.exec(select(ResidentPass.short_code)).one()
    issue_pass(session, actor(session, cast.far_cadre), cast.far_person.id, NOW)
    resident(session, cast.far_person)
    far = session.exec(select(ResidentPass.token).where(ResidentPass.person_id == cast.far_person.id)).one()
    answers = []
    for code in ("", "222222", no_account, far, "%", "林阿婆"):
        with pytest.raises(NotFound) as told:
            offer_to_family(session, who, code, WEEK, NOW)
        answers.append(told.value.as_error())
    assert all(one == answers[0] for one in answers)


def test_a_link_opens_as_long_as_the_community_has_set_and_its_token_is_not_kept(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, KEEP)
    made = make_link(session, who, (Measure.BP,), NOW)
    row = session.get_one(ShareGrant, made.grant_id)
    assert (row.until, row.token_hash) == (NOW + timedelta(hours=24), digest(made.token))
    assert made.token not in str(row.model_dump()) and len(made.token) >= 32


def test_the_system_of_a_health_centre_is_offered_until_it_is_switched_off(session: Session, cast: Cast) -> None:
    who, admin = resident(session, cast.lin_apo, KEEP), actor(session, cast.admin)
    client = add_client(session, admin, cast.hupan.id, "卫生中心", "hash", NOW)
    assert [one.id for one in clients_for(session, who)] == [client.id]
    offer_to_client(session, who, client.id, WEEK, NOW)
    assert grants_of_owner(session, who, NOW)[0].name == "卫生中心"
    disable_client(session, admin, client.id, NOW)
    with pytest.raises(NotFound):
        offer_to_client(session, who, client.id, WEEK, NOW)


def test_without_consent_there_is_nothing_to_share(session: Session, cast: Cast) -> None:
    with pytest.raises(Refused):
        offer_to_clinician(session, resident(session, cast.lin_apo), cast.clinician.id, WEEK, NOW)


def test_nobody_shares_with_more_than_they_can_look_through(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, KEEP)
    for _ in range(MOST):
        make_link(session, who, (Measure.BP,), NOW)
    with pytest.raises(Refused):
        make_link(session, who, (Measure.BP,), NOW)
    make_link(session, who, (Measure.BP,), NOW + 2 * DAY)  # the others are over


def test_one_tap_takes_it_back_and_only_the_owner_can(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, KEEP)
    made = offer_to_clinician(session, who, cast.clinician.id, WEEK, NOW)
    answers = []
    for grant in (made.id, new_id()):
        with pytest.raises(NotFound) as told:
            revoke(session, resident(session, cast.chen_da, KEEP), grant, NOW)
        answers.append(told.value.as_error())
    assert answers[0] == answers[1]
    for later in (NOW, NOW + DAY):
        revoke(session, who, made.id, later)
    session.refresh(made)
    assert made.revoked_at == NOW
    assert len(session.exec(select(AccessRecord).where(AccessRecord.action == "health:revoke")).all()) == 1


@pytest.mark.parametrize("role", ["cadre", "admin", "clinician", "supervisor", "auditor", "resident", "stranger"])
def test_who_has_no_pass_has_nothing_to_share_and_sees_no_list(session: Session, cast: Cast, role: str) -> None:
    who = actor(session, getattr(cast, role))
    for query in (
        lambda: grants_of_owner(session, who, NOW), lambda: clinicians_for(session, who, NOW),
        lambda: clients_for(session, who), lambda: looks_of_owner(session, who),
        lambda: make_link(session, who, (Measure.BP,), NOW),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            query()


def test_what_is_recorded_says_neither_measure_nor_token(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, KEEP)
    token = make_link(session, who, (Measure.GLUCOSE,), NOW).token
    said = str([one.model_dump() for one in session.exec(select(AccessRecord))])
    assert "health:share" in said and "glucose" not in said and token not in said and digest(token) not in said
    assert session.exec(select(Look)).all() == []
    assert session.exec(select(Grant.id)).first() is not None
