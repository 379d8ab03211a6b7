"""The desk screens of visits in a real browser: answer a need, decide a correction, set a rule, see the month."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect
from sqlmodel import Session, select

from app.households.models import Household, Person
from app.shared.clock import now
from app.shared.ids import new_id
from app.visits.models import Correction, Need, VisitInterval


def visited(server, browse, **findings: Any) -> None:
    """张姐 met 林阿婆, and her phone has sent it."""
    with Session(server.engine) as session:
        lin = session.exec(select(Person).where(Person.name == "林阿婆")).one()
        home = session.get_one(Household, lin.household_id)
    moment, context = now().isoformat(), browse().context
    data = {
        "household_id": str(home.id), "started_at": moment, "mode": "visit", "outcome": "met", "people": [str(lin.id)],
        "topics": [], "note": "", "needs": findings.get("needs", []), "photos": [],
        "corrections": [{"person_id": str(lin.id)} | one for one in findings.get("corrections", [])],
    }  # fmt: skip
    command = {"id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": moment, "data": data}
    server.sign_in(context, "cadre")
    answer = context.request.post(
        server.url + "/api/commands", data={"device_id": "phone-0001", "sent_at": moment, "commands": [command]}
    )
    assert answer.json()["results"][0]["status"] == "applied", answer.text()


def test_an_admin_answers_decides_and_sets_a_rule_and_everything_lands_in_the_database(server, browse) -> None:
    need = {"category": "repair", "text": "楼道灯坏了", "urgency": "now"}
    visited(server, browse, needs=[need], corrections=[{"field": "employment", "value": "退休"}])
    page = browse()
    server.sign_in(page.context, "admin")

    page.goto(server.url + "/admin/needs")
    page.get_by_role("button", name="楼道灯坏了").click()
    page.get_by_label("怎么办的").fill("物业换好了")
    page.get_by_role("button", name="办结", exact=True).click()
    expect(page.get_by_text("诉求都办结了")).to_be_visible()
    page.get_by_role("button", name="采纳").click()
    expect(page.get_by_text("没有要核对的更正")).to_be_visible()

    page.goto(server.url + "/admin/visits")
    page.get_by_role("button", name="普通住户").click()
    page.get_by_label("间隔几天").fill("90")
    page.get_by_label("怎么说").fill("应每季度走访")
    page.get_by_label("出处").fill("本社区自定")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("button", name="普通住户")).to_contain_text("90 天")

    with Session(server.engine) as session:
        assert session.exec(select(Need.answer)).one() == "物业换好了"
        assert session.exec(select(Correction.accepted)).one() is True
        rule = session.exec(select(VisitInterval).where(VisitInterval.code == "")).one()
        assert (rule.days, rule.source) == (90, "本社区自定")
        assert set(rule.modes) == {"visit", "call", "encounter", "proxy"}


def test_a_supervisor_sees_the_month_and_downloads_it(server, browse) -> None:
    visited(server, browse)
    page = browse()
    server.sign_in(page.context, "supervisor")
    page.goto(server.url + "/admin/coverage")
    expect(page.get_by_text("见到本人：1 / 1 人")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载走访记录").click()
    assert download.value.suggested_filename.startswith("走访记录_湖畔社区_")
