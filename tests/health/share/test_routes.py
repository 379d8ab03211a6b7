"""What others see of somebody's readings: by their account, and by the code on a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.service.sessions import start_session
from app.health.models import Look, Measure, ShareGrant
from app.health.rules.sharing import Terms
from app.health.service.erasing import erase
from app.health.service.sharing import make_link, offer_to_clinician, revoke
from app.health.service.whose import Owner
from app.shared.clock import now
from app.shared.db import transaction
from app.web import web
from tests.cast import Cast, make_cast
from tests.health.measured import kept, one
from tests.health.owners import agreed
from tests.health.people import resident

ORIGIN = "http://localhost:8000"


@dataclass
class Shown:
    """林阿婆 lets the clinician see her blood pressure, and whoever holds the code."""

    cast: Cast
    owner: Owner
    token: str
    tokens: dict[str, str]
    client: TestClient
    engine: Engine

    def get(self, path: str, who: str = "", **more: str) -> Response:
        headers = {"cookie": f"linju={self.tokens[who]}"} if who else {}
        return self.client.get(path, headers=headers | more)

    @property
    def page(self) -> str:
        return f"/health/shared/{self.cast.lin_apo.id}"


@pytest.fixture
def shown(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    moment = now()
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        owner = agreed(session, cast.lin_apo)
        kept(session, owner, one(taken_at=moment, values={"systolic": 146, "diastolic": 92}), now=moment)
        who = resident(session, cast.lin_apo)
        offer_to_clinician(session, who, cast.clinician.id, Terms((Measure.BP,), moment + timedelta(days=7)), moment)
        link = make_link(session, who, (Measure.BP,), moment)
        people = {"clinician": cast.clinician, "cadre": cast.cadre, "admin": cast.admin, "auditor": cast.auditor}
        tokens = {name: start_session(session, one.id, "x", "", moment) for name, one in people.items()}
        tokens["neighbour"] = start_session(session, resident(session, cast.chen_da).account_id, "x", "", moment)
    with TestClient(web, base_url=ORIGIN, follow_redirects=False) as client:
        yield Shown(cast, owner, link.token, tokens, client, empty_engine)


def looks(engine: Engine) -> int:
    with transaction(engine) as session:
        return len(session.exec(select(Look)).all())


def end_all(session: Session, shown: Shown) -> None:
    for grant in session.exec(select(ShareGrant.id)).all():
        revoke(session, resident(session, shown.cast.lin_apo), grant, now())


def expire_all(session: Session, shown: Shown) -> None:
    for grant in session.exec(select(ShareGrant)):
        grant.until = now() - timedelta(seconds=1)


def erase_all(session: Session, shown: Shown) -> None:
    erase(session, resident(session, shown.cast.lin_apo), now())


def test_the_clinician_sees_what_is_shared_and_is_seen_to_have_looked(shown: Shown) -> None:
    answer = shown.get(shown.page, "clinician")
    assert answer.status_code == 200 and looks(shown.engine) == 1
    for said in ("林阿婆", "146/92", "<svg", "这是自测参考，不是诊断", "本人看得到"):
        assert said in answer.text
    printed = shown.get(f"{shown.page}?days=7&form=print", "clinician")
    assert 'class="paper"' in printed.text and "data-print" in printed.text and "<details" not in printed.text


def test_whoever_holds_the_code_sees_the_same_without_signing_in(shown: Shown) -> None:
    answer = shown.get(f"/s/{shown.token}")
    assert answer.status_code == 200 and "146/92" in answer.text and looks(shown.engine) == 1
    assert "/health/shared" not in answer.text


def test_no_browser_keeps_it_no_index_lists_it_and_the_address_is_told_to_nobody(shown: Shown) -> None:
    for answer in (shown.get(shown.page, "clinician"), shown.get(f"/s/{shown.token}"), shown.get("/s/wrong")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("who", ["cadre", "admin", "auditor", "neighbour"])
def test_to_whom_nothing_is_shared_it_is_as_if_there_was_nobody(shown: Shown, who: str) -> None:
    answer = shown.get(shown.page, who)
    nobody = shown.get(f"/health/shared/{shown.cast.cadre.id}", who)
    assert answer.status_code == 404 and answer.text == nobody.text and looks(shown.engine) == 0
    assert shown.get("/health/shared/not-an-id", who).status_code == 404


def test_who_has_not_signed_in_is_asked_to(shown: Shown) -> None:
    answer = shown.get(shown.page)
    assert answer.status_code == 401 and "请先登录" in answer.text and "林阿婆" not in answer.text


@pytest.mark.parametrize("end", [end_all, expire_all, erase_all])
def test_over_taken_back_erased_and_never_there_are_one_answer(
    shown: Shown, end: Callable[[Session, Shown], None]
) -> None:
    with transaction(shown.engine) as session:
        end(session, shown)
    ended, never = shown.get(f"/s/{shown.token}"), shown.get("/s/never-there")
    assert (ended.status_code, ended.text) == (404, never.text) and "林阿婆" not in ended.text
    assert shown.get(shown.page, "clinician").status_code == 404
    assert looks(shown.engine) == 0


def test_wrong_codes_that_come_too_fast_are_slowed_and_a_right_one_never_is(shown: Shown) -> None:
    answers = [shown.get(f"/s/guess{at}") for at in range(70)]
    assert answers[0].status_code == 404 and answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert shown.get(f"/s/{shown.token}").status_code == 200


def test_what_is_asked_oddly_is_answered_with_the_usual(shown: Shown) -> None:
    assert 'aria-current="page">最近 30 天' in shown.get(f"/s/{shown.token}?days=12345").text
    assert shown.get(f"/s/{'x' * 500}").status_code == 404
    assert shown.get(f"/s/{shown.token}", **{"accept-language": "en"}).status_code == 200
