from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import AccessRecord, Grant
from app.accounts.rules import Actor
from app.health.models import (
    Consent,
    ConsentKind,
    HealthClient,
    Look,
    MarkKind,
    Measure,
    Reading,
    ShareGrant,
    ShareKind,
)
from app.health.rules.sharing import Terms
from app.health.service import consent, keys
from app.health.service.clients import add_client, disable_client
from app.health.service.erasing import erase
from app.health.service.looks import looks_of_owner
from app.health.service.marks import add_mark
from app.health.service.seeing import Shared, by_link, client_patients, client_readings, shared_readings, shared_with
from app.health.service.sharing import make_link, offer_to_client, offer_to_clinician, offer_to_family, revoke
from app.health.service.whose import owner_of
from app.passes.models import ResidentPass
from app.passes.service import issue_pass
from app.shared.db import transaction
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.people import DAY, WEEK, actor, kept, resident

KEEP = ConsentKind.KEEP
LONG = Terms(tuple(Measure), NOW + 300 * DAY)


@dataclass
class World:
    """林阿婆 has measured; each way of looking, by the kind of grant."""

    who: Actor
    old: Reading
    new: Reading
    sugar: Reading
    looks: dict[ShareKind, Callable[[datetime], Shared]]
    grants: dict[ShareKind, object]
    client_id: object


@pytest.fixture
def world(session: Session, cast: Cast) -> World:
    who = resident(session, cast.lin_apo, KEEP)
    old = kept(session, who, Measure.BP, NOW - 30 * DAY, systolic=151, diastolic=91)
    new = kept(session, who, Measure.BP, NOW - DAY, systolic=149, diastolic=89)
    sugar = kept(session, who, Measure.GLUCOSE, NOW - DAY, glucose=6.3)
    add_mark(session, who, MarkKind.MEDICATION, date(2026, 2, 20), "换药", NOW)
    child = resident(session, cast.chen_da)
    issue_pass(session, actor(session, cast.cadre_all), cast.chen_da.id, NOW)
    code = session.exec(select(ResidentPass.token)).one()
    client = add_client(session, actor(session, cast.admin), cast.hupan.id, "卫生中心", "hash", NOW)
    doctor, link = actor(session, cast.clinician), make_link(session, who, WEEK.measures, NOW)
    person = cast.lin_apo.id
    return World(
        who, old, new, sugar,
        {
            ShareKind.CLINICIAN: lambda at: shared_readings(session, doctor, person, at),
            ShareKind.FAMILY: lambda at: shared_readings(session, child, person, at),
            ShareKind.LINK: lambda at: by_link(session, link.token, at),
            ShareKind.CLIENT: lambda at: client_readings(session, client.id, person, at),
        },
        {
            ShareKind.CLINICIAN: offer_to_clinician(session, who, cast.clinician.id, WEEK, NOW).id,
            ShareKind.FAMILY: offer_to_family(session, who, code, WEEK, NOW).id,
            ShareKind.LINK: link.grant_id,
            ShareKind.CLIENT: offer_to_client(session, who, client.id, WEEK, NOW).id,
        },
        client.id,
    )  # fmt: skip


def answer(look: Callable[[datetime], Shared], at: datetime) -> object:
    with pytest.raises(NotFound) as told:
        look(at)
    return told.value.as_error()


@pytest.mark.parametrize("kind", list(ShareKind))
def test_each_sees_what_is_shared_and_the_owner_sees_who_looked(
    session: Session, world: World, kind: ShareKind
) -> None:
    found = world.looks[kind](NOW)
    assert [one.id for one in found.readings] == [world.old.id, world.new.id, world.sugar.id]
    assert [one.words for one in found.marks] == ([] if kind is ShareKind.CLIENT else ["换药"])
    looked = looks_of_owner(session, world.who)
    names = {
        ShareKind.CLINICIAN: "何医生",
        ShareKind.FAMILY: "陈大文",
        ShareKind.LINK: "",
        ShareKind.CLIENT: "卫生中心",
    }
    assert [(one.kind, one.name, one.what) for one in looked] == [
        (kind, names[kind], "fhir" if kind is ShareKind.CLIENT else "page")
    ]
    said = [one for one in session.exec(select(AccessRecord)) if one.action.startswith("health:look")]
    assert len(said) == 1 and not {"151", "149", "6.3", "bp", "glucose"} & set(str(said[0].model_dump()).split("'"))


@pytest.mark.parametrize("kind", list(ShareKind))
def test_over_taken_back_withdrawn_erased_and_never_there_are_one_answer(
    session: Session, world: World, kind: ShareKind
) -> None:
    look, answers = world.looks[kind], []
    answers.append(answer(look, NOW + 7 * DAY))
    with session.begin_nested() as then:
        revoke(session, world.who, world.grants[kind], NOW)  # type: ignore[arg-type]
        answers.append(answer(look, NOW))
        then.rollback()
    with session.begin_nested() as then:
        consent.withdraw(session, owner_of(session, world.who), KEEP, NOW)
        answers.append(answer(look, NOW))
        then.rollback()
    with session.begin_nested() as then:
        keys.erase(session, owner_of(session, world.who).person_id, NOW)
        answers.append(answer(look, NOW))
        then.rollback()
    answers.append(answer(lambda at: by_link(session, "never", at), NOW))
    assert all(one == answers[0] for one in answers)
    session.expire_all()
    assert session.exec(select(Look)).all() == []
    assert world.looks[kind](NOW).readings


def test_only_the_measures_and_days_that_were_shared(session: Session, cast: Cast, world: World) -> None:
    doctor = actor(session, cast.clinician)
    offer_to_clinician(session, world.who, cast.clinician.id, Terms((Measure.BP,), NOW + DAY, NOW - 2 * DAY), NOW)
    found = shared_readings(session, doctor, cast.lin_apo.id, NOW)
    assert [one.id for one in found.readings] == [world.new.id]
    assert (found.measures, found.marks) == ((Measure.BP,), [])  # the mark is of an earlier day


def test_a_list_says_who_shares_without_a_value(session: Session, cast: Cast, world: World) -> None:
    found = shared_with(session, actor(session, cast.clinician), NOW)
    assert [(one.name, one.measures, one.until) for one in found] == [("林阿婆", WEEK.measures, WEEK.until)]
    assert shared_with(session, actor(session, cast.clinician), WEEK.until) == []
    assert session.exec(select(Look)).all() == []


def test_who_is_no_more_clinician_of_the_community_sees_nothing(session: Session, cast: Cast, world: World) -> None:
    session.exec(select(Grant).where(Grant.account_id == cast.clinician.id)).one().ended_at = NOW
    session.flush()
    who = actor(session, cast.clinician, NOW + DAY)
    assert shared_with(session, who, NOW + DAY) == []
    answer(lambda at: shared_readings(session, who, cast.lin_apo.id, at), NOW + DAY)


@pytest.mark.parametrize(
    "role", ["cadre", "cadre_all", "leader", "volunteer", "resident", "supervisor", "auditor", "admin", "stranger"]
)
def test_nobody_else_ever_sees_a_value(session: Session, cast: Cast, world: World, role: str) -> None:
    who = actor(session, getattr(cast, role))
    there, nowhere = (
        answer(lambda at, one=one: shared_readings(session, who, one, at), NOW) for one in (cast.lin_apo.id, new_id())
    )
    assert there == nowhere and shared_with(session, who, NOW) == []


def test_a_grant_for_one_opens_nothing_of_another(session: Session, cast: Cast, world: World) -> None:
    other = resident(session, cast.chen_da, KEEP)
    kept(session, other, Measure.BP, NOW, systolic=120, diastolic=70)
    answer(lambda at: shared_readings(session, actor(session, cast.clinician), cast.chen_da.id, at), NOW)
    answer(lambda at: client_readings(session, world.client_id, cast.chen_da.id, at), NOW)  # type: ignore[arg-type]


def test_a_system_that_is_switched_off_gets_nothing(session: Session, cast: Cast, world: World) -> None:
    assert client_patients(session, world.client_id, NOW) == [cast.lin_apo.id]  # type: ignore[arg-type]
    disable_client(session, actor(session, cast.admin), world.client_id, NOW)  # type: ignore[arg-type]
    assert client_patients(session, world.client_id, NOW) == []  # type: ignore[arg-type]
    answer(world.looks[ShareKind.CLIENT], NOW)


def test_a_system_gets_what_it_asks_for_of_what_is_shared(session: Session, cast: Cast, world: World) -> None:
    found = client_readings(
        session, world.client_id, cast.lin_apo.id, NOW, measures=[Measure.BP, Measure.PULSE],  # type: ignore[arg-type]
        since=NOW - 2 * DAY, until=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert [one.id for one in found.readings] == [world.new.id]


def test_two_grants_together_open_what_each_opens(session: Session, cast: Cast, world: World) -> None:
    who = resident(session, cast.chen_da)
    found = shared_readings(session, who, cast.lin_apo.id, NOW)
    assert found.until == WEEK.until and LONG.until > found.until


@dataclass
class Sharing:
    """Committed: 林阿婆 shares with the clinician, with a link and with a system."""

    cast: Cast
    link: str
    client_id: UUID
    grants: list[UUID]


@pytest.fixture
def sharing(empty_engine: Engine) -> Sharing:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        who = resident(session, cast.lin_apo, KEEP)
        kept(session, who, Measure.BP, NOW - DAY, systolic=149, diastolic=89)
        client = add_client(session, actor(session, cast.admin), cast.hupan.id, "卫生中心", "hash", NOW)
        link = make_link(session, who, WEEK.measures, NOW)
        made = [offer_to_clinician(session, who, cast.clinician.id, WEEK, NOW).id, link.grant_id]
        made.append(offer_to_client(session, who, client.id, WEEK, NOW).id)
        return Sharing(cast, link.token, client.id, made)


def seeing(sharing: Sharing) -> list[Callable[[Session], Shared]]:
    person = sharing.cast.lin_apo.id
    return [
        lambda s: shared_readings(s, actor(s, sharing.cast.clinician), person, NOW),
        lambda s: by_link(s, sharing.link, NOW),
        lambda s: client_readings(s, sharing.client_id, person, NOW),
    ]


def ending(sharing: Sharing) -> dict[str, Callable[[Session], None]]:
    """Every way in which the owner ends it, and an admin what a system may."""

    def take_back(session: Session) -> None:
        who = resident(session, sharing.cast.lin_apo)
        for one in sharing.grants:
            revoke(session, who, one, NOW)

    def forget(session: Session) -> None:
        erase(session, resident(session, sharing.cast.lin_apo), NOW)

    def withdraw(session: Session) -> None:
        consent.withdraw(session, owner_of(session, resident(session, sharing.cast.lin_apo)), KEEP, NOW)

    def switch_off(session: Session) -> None:
        disable_client(session, actor(session, sharing.cast.admin), sharing.client_id, NOW)

    return {"revoke": take_back, "withdraw": withdraw, "erase": forget, "disable": switch_off}


def while_open(engine: Engine, first: Callable[[Session], Any], then: Callable[[Session], Any]) -> Future[Any]:
    """`then` begins while the transaction of `first` is still open, and may end before it where nothing holds it."""

    def second() -> Any:
        with transaction(engine) as session:
            return then(session)

    with ThreadPoolExecutor(1) as pool:
        with transaction(engine) as session:
            first(session)
            asked = pool.submit(second)
            wait([asked], timeout=0.4)
        return asked


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["revoke", "withdraw", "disable"])
def test_whoever_ends_it_finds_every_look_there_was_on_the_list(
    empty_engine: Engine, sharing: Sharing, how: str
) -> None:
    """Also a look that is under way in this very moment."""
    for look in seeing(sharing)[2:] if how == "disable" else seeing(sharing):

        def ends(session: Session) -> int:
            ending(sharing)[how](session)
            return len(looks_of_owner(session, resident(session, sharing.cast.lin_apo)))

        with transaction(empty_engine) as session:
            before = len(session.exec(select(Look)).all())
            restore(session)
        assert while_open(empty_engine, look, ends).result() == before + 1


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["revoke", "withdraw", "erase", "disable"])
def test_nobody_begins_to_look_while_it_is_being_ended(empty_engine: Engine, sharing: Sharing, how: str) -> None:
    for look in seeing(sharing)[2:] if how == "disable" else seeing(sharing):
        with transaction(empty_engine) as session:
            restore(session)
        assert isinstance(while_open(empty_engine, ending(sharing)[how], look).exception(), NotFound)
        with transaction(empty_engine) as session:
            assert session.exec(select(Look)).all() == []


@pytest.mark.thorough
def test_nothing_is_shared_any_more_while_everything_is_being_erased(empty_engine: Engine, sharing: Sharing) -> None:
    def share(session: Session) -> None:
        make_link(session, resident(session, sharing.cast.lin_apo), WEEK.measures, NOW)

    asked = while_open(empty_engine, ending(sharing)["erase"], share)
    assert isinstance(asked.exception(), Refused)
    with transaction(empty_engine) as session:
        assert [one for one in session.exec(select(ShareGrant)) if one.revoked_at is None] == []


def restore(session: Session) -> None:
    """What the turn before has ended begins anew."""
    for grant in session.exec(select(ShareGrant)):
        grant.revoked_at = None
    for one in session.exec(select(Consent)):
        one.withdrawn_at = None
    for client in session.exec(select(HealthClient)):
        client.disabled_at = None
