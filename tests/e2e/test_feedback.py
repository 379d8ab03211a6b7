"""A note goes round: somebody writes, an admin answers and closes, the writer reads it."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_who_is_not_signed_in_reads_the_answer_with_the_code(server, browse) -> None:
    resident = browse()
    resident.goto(server.url + "/feedback")
    resident.get_by_label("想说什么").fill("门口的码扫不了")
    resident.get_by_role("button", name="发送").click()
    code = resident.locator("main strong").first.inner_text()
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", code)

    admin = browse()
    server.sign_in(admin.context, "admin")
    admin.goto(server.url + "/admin")
    admin.get_by_role("link", name=re.compile("答复意见.*1 条")).click()
    admin.get_by_role("button", name="门口的码扫不了").click()
    admin.get_by_label("怎么答复").fill("换了新的码。")
    admin.get_by_role("button", name="送出答复").click()
    expect(admin.get_by_text("管理员 答复")).to_be_visible()
    admin.get_by_role("button", name="办结", exact=True).click()
    expect(admin.get_by_text("管理员 办结")).to_be_visible()
    admin.get_by_role("button", name="回到列表").click()
    expect(admin.get_by_text("都答复了")).to_be_visible()

    later = browse()
    later.goto(server.url + "/feedback")
    later.get_by_label("查询码").fill("ABCDE-23456")
    later.get_by_role("button", name="看答复").click()
    expect(later.get_by_text("没有这个查询码")).to_be_visible()
    later.get_by_label("查询码").fill(code.lower())
    later.get_by_role("button", name="看答复").click()
    expect(later.get_by_text("换了新的码。")).to_be_visible()


def test_who_is_signed_in_finds_the_answer_on_the_same_page(server, browse) -> None:
    page = browse()
    server.sign_in(page.context, "cadre")
    page.goto(server.url + "/feedback")
    page.get_by_label("想说什么").fill("字太小")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("答复会出现在这一页。")).to_be_visible()
    expect(page.get_by_text("我写过的")).to_be_visible()
    expect(page.get_by_text("还没有答复")).to_be_visible()
