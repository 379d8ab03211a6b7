"""The public notice: masked names, an objection by anybody."""

from __future__ import annotations

from fastapi.testclient import TestClient
from sqlmodel import select

from app.shared.db import transaction
from app.volunteers.models import HoursObjection
from tests.volunteers.record.conftest import House


def objected(house: House) -> list[str]:
    with transaction(house.engine) as session:
        return [one.words for one in session.exec(select(HoursObjection))]


def test_only_what_hangs_out_is_on_it(client: TestClient, house: House) -> None:
    page = client.get("/volunteer/notice")
    assert page.text.count("王**") == 1
    assert "王一" not in page.text
    assert str(house.hanging) in page.text
    assert str(house.proposed) not in page.text
    assert str(house.credited) not in page.text


def test_somebody_objects_and_it_says_so(client: TestClient, house: House) -> None:
    page = client.post("/volunteer/notice", data={"about": str(house.hanging), "words": "那天没来", "contact": ""})
    assert page.status_code == 200
    assert "异议收到了" in page.text
    assert "有人提了异议" in page.text
    assert objected(house) == ["那天没来"]


def test_without_words_it_is_asked_for_them(client: TestClient, house: House) -> None:
    page = client.post("/volunteer/notice", data={"about": str(house.hanging), "words": " "})
    assert page.status_code == 422
    assert "请写明哪里不对" in page.text
    assert client.post("/volunteer/notice", data={"about": "x", "words": "x"}).status_code == 404
    assert client.post("/volunteer/notice", data={"about": str(house.credited), "words": "x"}).status_code == 409
    assert objected(house) == []


def test_the_same_browser_address_cannot_flood_it(client: TestClient, house: House) -> None:
    answers = [
        client.post("/volunteer/notice", data={"about": str(house.hanging), "words": "x"}).status_code
        for _ in range(230)
    ]
    assert set(answers) == {200, 429}


def test_nothing_hanging_says_what_will_be_there(client: TestClient, house: House) -> None:
    from tests.conftest import delete_everything

    delete_everything(house.engine)
    assert "现在没有公示中的时长" in client.get("/volunteer/notice").text
