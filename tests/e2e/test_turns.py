"""What a tap exchanges begins at its top, and coming back finds the place: by thumb and by keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.households.models import Community
from app.shared.clock import now
from app.volunteers.forms import JoinForm
from app.volunteers.service.joining import join_for
from tests.e2e.installation import Installation

FAR_DOWN = "() => scrollY > 100"
LARGEST = "() => { linju.set('elder', true); linju.set('size', 30); }"


def test_a_line_far_down_opens_at_the_top_of_its_form_and_coming_back_finds_it(
    server: Installation, phone: Any
) -> None:
    open_own(phone, server)
    line = phone.get_by_role("button", name="休假")
    line.scroll_into_view_if_needed()
    phone.wait_for_function(FAR_DOWN)
    before = phone.evaluate("scrollY")
    line.tap()
    expect(phone.get_by_role("heading", name="休假")).to_be_focused()
    assert phone.evaluate("scrollY") == 0
    phone.get_by_role("button", name="返回").tap()
    expect(line).to_be_focused()
    assert phone.evaluate("scrollY") == before


def test_by_keyboard_a_form_begins_at_its_heading_and_saving_leads_back_to_its_line(
    server: Installation, phone: Any
) -> None:
    open_own(phone, server)
    line = phone.get_by_role("button", name="说什么话")
    line.focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="说什么话")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("checkbox", name="普通话")).to_be_focused()
    phone.keyboard.press("Space")
    phone.get_by_role("button", name="保存").press("Enter")
    expect(line).to_be_focused()
    expect(line).to_contain_text("普通话")


def test_what_changes_beside_the_tap_moves_nothing(server: Installation, phone: Any) -> None:
    open_own(phone, server)
    phone.get_by_role("button", name="我的资料").tap()
    expect(phone.get_by_role("heading", name="我的资料")).to_be_focused()
    phone.get_by_role("button", name="全部删掉").tap()
    sure = phone.get_by_role("button", name="真的全部删掉")
    expect(sure).to_be_visible()
    sure.scroll_into_view_if_needed()
    before = phone.evaluate("scrollY")
    phone.get_by_role("button", name="还是不了").tap()
    expect(sure).to_have_count(0)
    assert abs(phone.evaluate("scrollY") - before) < phone.viewport_size["height"] / 2
    expect(phone.get_by_role("heading", name="我的资料")).not_to_be_focused()


def test_a_form_that_comes_back_shows_the_first_field_that_is_wrong(server: Installation, phone: Any) -> None:
    phone.set_viewport_size({"width": 360, "height": 640})
    phone.goto(f"{server.url}/volunteer")
    phone.get_by_label("社区").select_option(label="湖畔社区")
    phone.evaluate(LARGEST)
    phone.get_by_text("我看过了，同意").tap()
    phone.get_by_role("button", name="加入", exact=True).tap()
    name = phone.get_by_label("姓名")
    expect(name).to_be_focused()
    expect(name).to_be_in_viewport()


def open_own(phone: Any, server: Installation) -> None:
    """What a volunteer has said about themselves, on a small phone in the largest type."""
    moment = now()
    with Session(server.engine) as session, session.begin():
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, moment)
        place = session.exec(select(Community).where(Community.name == "湖畔社区")).one()
        form = JoinForm(name="何秀英", phone="13900000001", agreed=True)
        code = join_for(session, admin, place.id, form, moment).code
    phone.set_viewport_size({"width": 360, "height": 640})
    phone.goto(f"{server.url}/volunteer/me?code={code}")
    expect(phone.get_by_role("button", name="什么时候有空")).to_be_visible()
    phone.evaluate(LARGEST)
