from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.events.rules.pace import PACES
from app.health.models import Tally, TallyKind
from app.shared.db import transaction
from app.shared.settings import Settings
from app.web import web
from tests.cast import make_cast


@pytest.fixture
def client(own_home: Settings) -> Iterator[TestClient]:
    with transaction() as session:
        make_cast(session)
    with TestClient(web, base_url="http://localhost:8000") as made:
        yield made


def counted() -> int:
    with transaction() as session:
        return sum(one.count for one in session.exec(select(Tally)) if one.kind is TallyKind.JUST_MEASURED)


def test_who_just_measured_is_counted_and_nothing_else_of_them_is_kept(client: TestClient) -> None:
    for path in ("", "?community=350206999001", "?community=nowhere"):
        answer = client.post("/api/health/just-measured" + path)
        assert (answer.status_code, answer.content) == (204, b"")
    assert counted() == 2


def test_a_program_does_not_drive_the_count_up(client: TestClient) -> None:
    for _ in range(PACES["just_measured"].burst + 5):
        assert client.post("/api/health/just-measured").status_code == 204
    assert counted() == PACES["just_measured"].burst
