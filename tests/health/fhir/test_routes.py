"""The interface as a health centre's system meets it: token, search, refusals; and the owner's file over HTTP."""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.operationoutcome import OperationOutcome
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import AccessRecord, SignInTries
from app.accounts.service.sessions import start_session
from app.health.fhir import routes
from app.health.models import ConsentKind, HealthClient, HealthToken, Look, Measure, ShareGrant, ShareKind
from app.health.rules.sharing import Terms
from app.health.service import consent, keys
from app.health.service.clients import add_client, disable_client
from app.health.service.looks import looks_of_owner
from app.health.service.sharing import offer_to_client, revoke
from app.shared.clock import now as really_now
from app.shared.db import transaction
from app.shared.errors import NotFound
from app.shared.ids import new_id
from app.web import web
from tests.cast import make_cast
from tests.conftest import NOW
from tests.health.fhir.conftest import SECRET, World, make_world
from tests.health.people import actor

ORIGIN = "http://localhost:8000"
GRANT = {"grant_type": "client_credentials"}


class Centre:
    """The system of the health centre."""

    def __init__(self, engine: Engine, client: TestClient, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.engine, self.client, self.world = engine, client, world
        self.at = NOW
        monkeypatch.setattr(routes, "now", lambda: self.at)
        self.patient = str(world.owner.person_id)

    def token(self, secret: str = SECRET, login: str = "", **more: str) -> Any:
        basic = b64encode(f"{login or self.world.login}:{secret}".encode()).decode()
        headers = {"authorization": f"Basic {basic}"}
        return self.client.post("/fhir/token", data={**GRANT, **more}, headers=headers)

    def bearer(self, **more: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token(**more).json()['access_token']}"}

    def get(self, path: str, headers: dict[str, str] | None = None) -> Any:
        return self.client.get(path, headers=headers or self.bearer())

    def search(self, query: str = "", headers: dict[str, str] | None = None) -> Any:
        return self.get(f"/fhir/Observation?patient={self.patient}{query}", headers)

    def rows(self, table: type) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.exec(select(table)).all())


@pytest.fixture
def centre(empty_engine: Engine, secret_hash: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with transaction(empty_engine) as session:
        world = make_world(session, make_cast(session), secret_hash)
    with TestClient(web, base_url=ORIGIN, follow_redirects=False) as client:
        yield Centre(empty_engine, client, world, monkeypatch)


def outcome(answer: Any) -> OperationOutcome:
    assert answer.headers["content-type"].startswith("application/fhir+json")
    assert answer.headers["cache-control"] == "no-store"
    return OperationOutcome.model_validate_json(answer.text)


# ----------------------------------------------------------------------------------------------------------- the token


def test_a_client_gets_a_token_that_lives_for_five_minutes(centre: Centre) -> None:
    answer = centre.token()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert (said["token_type"], said["expires_in"], said["scope"]) == ("Bearer", 300, "system/Observation.rs")
    assert said["access_token"] not in str([row.model_dump() for row in centre.rows(HealthToken)])
    assert "refresh_token" not in said


def test_the_secret_may_come_in_the_form_too(centre: Centre) -> None:
    form = {**GRANT, "client_id": centre.world.login, "client_secret": SECRET}
    assert centre.client.post("/fhir/token", data=form).status_code == 200


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"secret": "wrong"}, "invalid_client"),
        ({"secret": ""}, "invalid_client"),
        ({"login": "linju-nobody"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "unsupported_grant_type"),
        ({"scope": "system/Patient.rs"}, "invalid_scope"),
        ({"scope": "system/*.*"}, "invalid_scope"),
        ({"scope": "system/Observation.rs system/Observation.cud"}, "invalid_scope"),
    ],
)
def test_anything_wrong_is_an_error_of_oauth_and_no_token(centre: Centre, change: dict[str, str], error: str) -> None:
    answer = centre.token(**change)
    assert answer.json()["error"] == error
    assert answer.status_code in (400, 401)
    assert centre.rows(HealthToken) == []


def test_a_wrong_secret_and_an_unknown_client_are_one_answer(centre: Centre) -> None:
    wrong, unknown = centre.token("wrong"), centre.token("wrong", "linju-nobody")
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())


@pytest.mark.parametrize(
    "headers",
    [{"authorization": "Basic !!!"}, {"authorization": "Basic " + b64encode(b"\xff:\xff").decode()},
     {"authorization": "Bearer x"}, {"authorization": "Basic"}, {}],
)  # fmt: skip
def test_credentials_of_a_strange_shape_are_refused(centre: Centre, headers: dict[str, str]) -> None:
    assert centre.client.post("/fhir/token", data=GRANT, headers=headers).status_code == 401


def test_a_body_that_is_no_form_or_says_a_thing_twice_is_refused(centre: Centre) -> None:
    post = centre.client.post
    form = {"content-type": "application/x-www-form-urlencoded"}
    for answer in (
        post("/fhir/token", json=GRANT),
        post("/fhir/token", content="grant_type=client_credentials&grant_type=password", headers=form),
        post("/fhir/token", content=b"grant_type=\xff", headers=form),
        post("/fhir/token", content=b"a" * 20_000, headers=form),
    ):
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_secret_in_the_address_is_not_read(centre: Centre) -> None:
    address = f"/fhir/token?client_id={centre.world.login}&client_secret={SECRET}"
    assert centre.client.post(address, data=GRANT).status_code == 401


def test_no_token_leaves_over_plain_http_to_another_machine(centre: Centre) -> None:
    basic = b64encode(f"{centre.world.login}:{SECRET}".encode()).decode()
    headers = {"authorization": f"Basic {basic}", "host": "192.168.1.5:8000"}
    answer = centre.client.post("/fhir/token", data=GRANT, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "insecure_transport")


def test_guessing_is_slowed_down_and_the_count_stays(centre: Centre) -> None:
    answers = [centre.token("wrong").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    assert centre.rows(SignInTries)


def test_a_token_that_was_given_back_opens_nothing(centre: Centre) -> None:
    token = centre.token().json()["access_token"]
    form = {"token": token, "client_id": centre.world.login, "client_secret": SECRET}
    assert centre.client.post("/fhir/revoke", data={**form, "client_secret": "wrong"}).status_code == 401
    assert centre.search(headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert centre.client.post("/fhir/revoke", data=form).status_code == 200
    assert centre.search(headers={"authorization": f"Bearer {token}"}).status_code == 401
    assert centre.client.post("/fhir/revoke", data={**form, "token": "nobody's"}).status_code == 200


# ---------------------------------------------------------------------------------------------------------- the search


def test_what_is_shared_is_found_and_nothing_else(centre: Centre) -> None:
    answer = centre.search()
    bundle = Bundle.model_validate_json(answer.text)
    assert bundle.total == 6
    codes = {one["resource"]["code"]["coding"][0]["code"] for one in answer.json()["entry"]}
    assert codes == {"85354-9", "8867-4"}, "the glucose is not shared"
    assert centre.search("&code=15074-8").json()["total"] == 0


def test_a_code_a_date_and_pages(centre: Centre) -> None:
    since = (NOW - timedelta(days=4)).date().isoformat()
    answer = centre.search(f"&code=http://loinc.org|85354-9&date=ge{since}&_count=1").json()
    assert (answer["total"], len(answer["entry"])) == (2, 1)
    (link,) = [one["url"] for one in answer["link"] if one["relation"] == "next"]
    following = centre.get(link.removeprefix(ORIGIN)).json()
    assert [one["resource"]["component"][0]["valueQuantity"]["value"] for one in following["entry"]] == [143]
    assert [one["relation"] for one in following["link"]] == ["self"]


def test_the_same_by_form(centre: Centre) -> None:
    answer = centre.client.post("/fhir/Observation/_search", data={"patient": centre.patient}, headers=centre.bearer())
    assert answer.json()["total"] == 6


def test_one_is_read_by_its_id_and_its_part_too(centre: Centre) -> None:
    reading = centre.world.readings[0].id
    assert centre.get(f"/fhir/Observation/{reading}").json()["component"][0]["valueQuantity"]["value"] == 145
    assert centre.get(f"/fhir/Observation/{reading}-pulse").json()["valueQuantity"]["value"] == 70


def test_what_is_not_shared_not_there_or_no_id_is_one_answer(centre: Centre) -> None:
    reading = centre.world.readings[0].id
    paths = [f"/fhir/Observation/{one}" for one in (centre.world.sugar.id, UUID(int=5), f"{reading}-weight")]
    paths += [f"/fhir/Observation?patient={one}" for one in (UUID(int=5), centre.world.cast.chen_da.id)]
    said = {(answer.status_code, answer.text) for answer in map(centre.get, paths)}
    assert len(said) == 1
    assert outcome(centre.get(paths[0])).issue[0].code == "not-found"
    assert centre.get("/fhir/Observation/x").status_code == 404


@pytest.mark.parametrize("query", ["&date=soon", "&code=x|1", "&_count=x", "&status=final", "&_page=x", "&patient=1"])
def test_a_wrong_parameter_is_an_operation_outcome(centre: Centre, query: str) -> None:
    answer = centre.search(query)
    assert answer.status_code == 400
    said = outcome(answer)
    assert said.issue[0].code == "invalid"
    assert said.issue[0].expression == [f"http.{query[1:].partition('=')[0]}"]


def test_every_look_is_written_down_for_the_owner_and_says_no_value(centre: Centre) -> None:
    centre.search("&code=85354-9")
    centre.get(f"/fhir/Observation/{centre.world.readings[0].id}")
    assert [(row.name, row.what) for row in centre.rows(Look)] == [("卫生中心", "fhir")] * 2
    noted = [row for row in centre.rows(AccessRecord) if row.action == "health:look_client"]
    assert {row.subject for row in noted} == {f"person {centre.patient}"}
    assert not [row for row in noted if "85354" in row.subject + row.reason]


def test_the_owner_reads_on_their_own_screen_who_asked(centre: Centre) -> None:
    centre.search()
    with Session(centre.engine) as session:
        (look,) = looks_of_owner(session, centre.world.who)
    assert (look.at, look.kind, look.name, look.what) == (NOW, ShareKind.CLIENT, "卫生中心", "fhir")


def test_a_system_of_another_community_sees_nobody_here_even_with_a_grant(centre: Centre, secret_hash: str) -> None:
    world = centre.world
    with transaction(centre.engine) as session:
        other = HealthClient(
            community_id=world.cast.shanjiao.id, client_id="other", name="别处", secret_hash=secret_hash
        )
        session.add(other)
        session.flush()
        with pytest.raises(NotFound):
            offer_to_client(session, world.who, other.id, Terms((Measure.BP,), NOW + timedelta(days=7)), NOW)
        forged = world.grant.model_dump() | {"id": new_id(), "client_id": other.id}
        session.add(ShareGrant(**forged))
    token = centre.bearer(login="other")
    answers = [centre.search(headers=token), centre.get(f"/fhir/Observation/{world.readings[0].id}", token)]
    nobody = centre.get(f"/fhir/Observation?patient={UUID(int=5)}", token)
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, nobody.text)}
    assert centre.rows(Look) == []


def test_a_second_system_here_does_not_see_what_is_shared_with_the_first(centre: Centre, secret_hash: str) -> None:
    with transaction(centre.engine) as session:
        second = add_client(
            session, actor(session, centre.world.cast.admin), centre.world.cast.hupan.id, "二院", secret_hash, NOW
        )
    assert centre.search(headers=centre.bearer(login=second.client_id)).status_code == 404


def test_a_system_that_was_switched_off_gets_no_token_any_more(centre: Centre) -> None:
    unknown = centre.token(login="linju-nobody")
    with transaction(centre.engine) as session:
        disable_client(session, actor(session, centre.world.cast.admin), centre.world.client, NOW)
    answer = centre.token()
    assert (answer.status_code, answer.json()) == (unknown.status_code, unknown.json())


def test_what_is_refused_is_no_look(centre: Centre) -> None:
    centre.search("&date=soon")
    assert centre.rows(Look) == []


@pytest.mark.parametrize("headers", [{"authorization": "Bearer x"}, {"authorization": "Basic x"}, {"x": "y"}])
def test_without_a_token_there_is_nothing(centre: Centre, headers: dict[str, str]) -> None:
    answer = centre.search(headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert outcome(answer).issue[0].code == "login"


def test_a_token_in_the_address_is_not_read(centre: Centre) -> None:
    token = centre.token().json()["access_token"]
    assert centre.search(f"&access_token={token}", headers={"x": "y"}).status_code == 401


def test_a_token_for_searching_reads_no_single_one_and_the_other_way_round(centre: Centre) -> None:
    reading = f"/fhir/Observation/{centre.world.readings[0].id}"
    searching, reads = centre.bearer(scope="system/Observation.s"), centre.bearer(scope="system/Observation.r")
    assert (centre.search(headers=searching).status_code, centre.get(reading, searching).status_code) == (200, 403)
    assert (centre.search(headers=reads).status_code, centre.get(reading, reads).status_code) == (403, 200)


def test_an_expired_token_opens_nothing(centre: Centre) -> None:
    token = centre.bearer()
    centre.at = NOW + timedelta(minutes=5)
    assert centre.search(headers=token).status_code == 401


@pytest.mark.parametrize("end", ["revoked", "expired", "withdrawn", "erased", "disabled"])
def test_whatever_ends_the_sharing_ends_it_with_the_next_question(centre: Centre, end: str) -> None:
    token, world = centre.bearer(), centre.world
    assert centre.search(headers=token).status_code == 200
    with transaction(centre.engine) as session:
        if end == "revoked":
            revoke(session, world.who, world.grant.id, NOW)
        if end == "withdrawn":
            consent.withdraw(session, world.owner, ConsentKind.KEEP, NOW)
        if end == "erased":
            keys.erase(session, world.owner.person_id, NOW)
        if end == "disabled":
            disable_client(session, actor(session, world.cast.admin), world.client, NOW)
    if end == "expired":
        centre.at = NOW + timedelta(days=8)
        token = centre.bearer()
    answers = [centre.search(headers=token), centre.get(f"/fhir/Observation/{world.readings[0].id}", token)]
    assert {answer.status_code for answer in answers} == {401 if end == "disabled" else 404}
    assert "145" not in "".join(answer.text for answer in answers)


def test_too_many_questions_have_to_wait_also_those_that_found_nothing(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.health.fhir.tokens.PACE", routes.tokens.Pace(0, 3, timedelta(seconds=1)))
    token = centre.bearer()
    nobody = f"/fhir/Observation?patient={UUID(int=5)}"
    answers = [centre.get(nobody, token) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert outcome(answers[-1]).issue[0].code == "throttled"
    assert answers[-1].headers["retry-after"] == "1"


def test_no_value_and_no_token_is_in_the_log(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = centre.token().json()["access_token"]
    said = centre.search(headers={"authorization": f"Bearer {token}"}).text
    assert '"value":145' in said
    ours = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert token not in ours and SECRET not in ours and '"value":145' not in ours


def test_nothing_else_is_there_and_nothing_can_be_written(centre: Centre) -> None:
    for method, path in (("GET", "/fhir/Patient"), ("GET", "/fhir/"), ("POST", "/fhir/Observation"),
                         ("DELETE", "/fhir/Observation/x"), ("PUT", "/fhir/Observation/x")):  # fmt: skip
        answer = centre.client.request(method, path, headers=centre.bearer())
        assert answer.status_code in (404, 405), path
        assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/fhir/Observation", "GET"),
        ("PUT", "/fhir/metadata", "GET"),
        ("POST", "/fhir/Observation/x", "GET"),
        ("DELETE", "/fhir/Observation/_search", "GET, POST"),
        ("GET", "/fhir/token", "POST"),
        ("PUT", "/fhir/revoke", "POST"),
    ],
)
def test_another_method_is_refused_and_told_which_are_taken(
    centre: Centre, method: str, path: str, allowed: str
) -> None:
    answer = centre.client.request(method, path, headers=centre.bearer())
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    issue = answer.json()["issue"][0]
    assert (issue["code"], allowed in issue["details"]["text"]) == ("not-supported", True)
    assert answer.headers["cache-control"] == "no-store"


def test_what_it_can_do_is_open_to_anybody(centre: Centre) -> None:
    assert centre.client.get("/fhir/metadata").json()["resourceType"] == "CapabilityStatement"
    assert centre.client.get("/fhir/.well-known/smart-configuration").json()["token_endpoint"].endswith("/fhir/token")


# ------------------------------------------------------------------------------------------------------- the own file


@pytest.fixture
def owner(centre: Centre) -> Centre:
    with transaction(centre.engine) as session:
        token = start_session(session, centre.world.who.account_id, "phone", "", really_now())
    centre.client.cookies.set("linju", token)
    return centre


def test_the_owner_takes_their_file_out_and_in(owner: Centre) -> None:
    answer = owner.client.get("/health/own/fhir")
    assert answer.headers["content-disposition"] == 'attachment; filename="linju-health-2026-03-02.json"'
    assert answer.headers["cache-control"] == "no-store"
    Bundle.model_validate_json(answer.text)
    back = owner.client.post("/health/own/fhir", content=answer.content, headers={"origin": ORIGIN})
    assert back.status_code == 200
    assert back.json()["readings"] == 0
    assert {one["status"] for one in back.json()["lines"]} == {"skipped", "duplicate"}


def test_a_file_that_is_none_is_a_problem_with_a_sentence(owner: Centre) -> None:
    answer = owner.client.post("/health/own/fhir", content=b"<html>", headers={"origin": ORIGIN})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_fhir")


def test_a_file_that_is_too_long_is_not_read_to_its_end(owner: Centre) -> None:
    answer = owner.client.post("/health/own/fhir", content=b" " * (8 * 2**20 + 1), headers={"origin": ORIGIN})
    assert (answer.status_code, answer.json()["code"]) == (422, "file_too_large")


def test_the_reasons_are_told_in_the_language_of_the_phone(owner: Centre) -> None:
    owner.client.cookies.set("linju-lang", "en")
    file = json.dumps({"resourceType": "Observation", "status": "registered"})
    said = owner.client.post("/health/own/fhir", content=file, headers={"origin": ORIGIN}).json()
    assert said["lines"] == [
        {"entry": 0, "status": "refused", "why": "Its status is “registered”, which is no final result."}
    ]
