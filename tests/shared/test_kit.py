"""The pieces screens are built from: what they promise to forms, keyboards and screen readers."""

from __future__ import annotations

import pytest
import reflex as rx

from app.shared import kit
from app.shared.i18n import t


def test_a_button_is_a_button_and_with_a_route_a_link() -> None:
    assert 'type:"button"' in str(kit.button("保存"))
    assert 'type:"submit"' in str(kit.button("保存", type="submit"))
    assert 'to:"/round"' in str(kit.button("去走访", href="/round"))


def test_an_unknown_kind_of_button_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        kit.button("保存", "fancy")


def test_a_tool_has_a_name_though_it_shows_only_a_sign() -> None:
    assert '"aria-label":"Settings"' in str(kit.tool("gear", "Settings"))


def test_opening_a_sheet_and_a_deed_of_the_boot_script_may_stand_on_one_button() -> None:
    drawn = str(kit.button("打印", tap="print", **kit.opens("slip")))
    assert '"data-tap":"print"' in drawn
    assert '"data-open":"slip"' in drawn


def test_the_words_of_an_error_are_tied_to_their_field() -> None:
    drawn = str(kit.text_field("login", "账号", help="手机号", error="没有这个账号"))
    assert '"aria-describedby":"login-help login-error"' in drawn
    assert '"aria-invalid":true' in drawn
    assert 'role:"alert"' in drawn
    assert 'htmlFor:"login"' in drawn


def test_a_field_without_a_mistake_says_nothing_of_one() -> None:
    drawn = str(kit.text_field("login", "账号"))
    assert "aria-invalid" not in drawn
    assert "aria-describedby" not in drawn


def test_an_error_that_may_come_is_shown_only_when_it_is_there() -> None:
    problem = rx.Var("problem", _var_type=str)
    assert "problem" in str(kit.text_field("login", "账号", error=problem))


@pytest.mark.parametrize("state", kit.STATES)
def test_every_state_has_words_beside_its_colour(state: str) -> None:
    drawn = str(kit.mark(state))
    assert f'"data-state":"{state}"' in drawn
    assert '""' not in drawn


def test_a_state_known_only_in_the_browser_brings_all_words() -> None:
    drawn = str(kit.mark(rx.Var("row.state", _var_type=str)))
    assert '"data-state":row.state' in drawn
    assert "已逾期" in drawn


def test_a_door_of_the_plan_is_read_out_with_its_state() -> None:
    drawn = str(kit.plan_cell("501", "not_met", href="/households/1"))
    assert "501" in drawn
    assert "未遇" in drawn


def test_a_list_wraps_its_lines_and_leaves_a_foreach_alone() -> None:
    assert str(kit.rows(kit.row("陈秀英"), kit.row("王志强"))).count('jsx("li"') == 2
    names = rx.Var("names", _var_type=list[str])
    assert str(kit.rows(rx.foreach(names, lambda name: rx.el.li(kit.row(name))))).count('jsx("li"') == 1


def test_a_line_that_leads_somewhere_shows_it() -> None:
    assert "lj-go" in str(kit.row("陈秀英", href="/households/1"))
    assert "lj-go" in str(kit.row("陈秀英", **kit.opens("slip")))
    assert "lj-go" not in str(kit.row("陈秀英"))


def test_chosen_chips_are_checked_and_carry_the_form_s_name() -> None:
    drawn = str(kit.chips("topics", [("health", "身体"), ("meals", "吃饭")], chosen=["meals"]))
    assert drawn.count('name:"topics"') == 2
    assert drawn.count("defaultChecked:true") == 1
    assert 'type:"radio"' in str(kit.chips("outcome", [("met", "见到了")], multiple=False))


def test_a_moment_wears_the_colour_of_what_came_of_it() -> None:
    drawn = str(kit.timeline(kit.moment("10月13日", "不在家", state="not_met")))
    assert 'jsx("ol"' in drawn
    assert '"data-state":"not_met"' in drawn


def test_a_slip_of_paper_stays_white_at_night() -> None:
    assert '"data-theme":"linju"' in str(kit.paper("今天来看您"))


def test_only_an_error_interrupts_a_screen_reader() -> None:
    assert 'role:"alert"' in str(kit.notice("住户已迁出", "error"))
    assert 'role:"status"' in str(kit.notice("已送达", "success"))


def test_a_toast_is_said_by_the_page_itself_without_eval() -> None:
    handler = str(kit.toast(t("已存手机"), "success"))
    assert "window.linju.toast(" in handler
    assert "已存手机" in handler


def test_a_table_scrolls_inside_itself_and_has_a_name() -> None:
    drawn = str(kit.table(["行", "问题"], [["12", "少一位"]], caption="Problems"))
    assert '"aria-label":"Problems"' in drawn
    assert 'scope:"col"' in drawn
