"""The house stands: a phone opens the front page, the server survives being killed."""

import json
import urllib.request


def test_a_phone_opens_the_front_page(server, phone) -> None:
    problems: list[str] = []
    phone.on("pageerror", lambda error: problems.append(str(error)))
    answer = phone.goto(server.url)
    assert answer.ok
    phone.get_by_text("邻聚").first.wait_for()
    assert phone.evaluate("document.documentElement.lang") == "zh-CN"
    assert problems == []


def test_a_killed_server_comes_back_on_its_port_with_its_data(server) -> None:
    port = server.port
    server.restart()
    assert server.port == port
    with urllib.request.urlopen(server.url + "/readyz") as answer:
        assert json.load(answer)["status"] == "ready"
    assert "湖畔社区" in _communities(server)


def test_the_demo_community_is_served(demo_server, phone) -> None:
    demo_server.sign_in(phone.context, "cadre")
    assert phone.goto(demo_server.url).ok
    assert _communities(demo_server) == ["榕湾社区"]


def _communities(server) -> list[str]:
    from sqlmodel import Session, select

    from app.households.models import Community

    with Session(server.engine) as session:
        return list(session.exec(select(Community.name)))
