"""Signing in, as a person does it on a phone; also before and without any script."""

from __future__ import annotations

import re

from tests.e2e.conftest import PASSWORD


def test_a_wrong_password_is_said_and_the_right_one_leads_on_also_without_scripts(server, browse) -> None:
    for scripts in (True, False):
        phone = browse(java_script_enabled=scripts)
        phone.goto(server.url + "/login")
        phone.fill("#login", "cadre")
        phone.fill("#password", "not-the-password")
        phone.click("#login-form button")
        phone.wait_for_url("**#wrong")
        assert phone.is_visible("#wrong")
        assert not phone.is_visible("#wait")
        phone.fill("#login", "cadre")
        phone.fill("#password", PASSWORD)
        phone.click("#login-form button")
        phone.wait_for_url(re.compile("/round/?$"), wait_until="commit")


def test_an_admin_invites_and_the_invited_person_comes_in(server, browse) -> None:
    desk = browse()
    server.sign_in(desk.context, "admin")
    desk.goto(server.url + "/admin/people")
    desk.click("text=邀请一个人")
    desk.fill("#name", "小赵")
    desk.select_option("#invite-role", "cadre")
    desk.click("text=生成邀请")
    link = desk.wait_for_selector("#invite-link").inner_text()
    phone = browse()
    phone.goto(link)
    phone.fill("#login", "zhao")
    phone.fill("#password", "12345678")
    phone.click("text=保存并进入")
    phone.wait_for_selector("#password-error")
    phone.fill("#password", "spring-river-7")
    phone.click("text=保存并进入")
    phone.wait_for_url(re.compile("/round/?$"), wait_until="commit")


def test_a_device_signed_out_by_its_owner_is_out(server, browse) -> None:
    desk, phone = browse(), browse()
    server.sign_in(phone.context, "cadre", device="lost phone")
    server.sign_in(desk.context, "cadre", device="desk")
    desk.goto(server.url + "/account")
    desk.click("button[aria-label='退出 lost phone']")
    desk.wait_for_selector(".lj-toast")
    assert phone.request.get(server.url + "/api/stand-in").status == 401
    assert desk.request.get(server.url + "/api/stand-in").status == 200


def test_whoever_signs_in_next_on_the_same_screen_begins_anew(server, browse) -> None:
    desk = browse()
    tab = "() => sessionStorage.getItem('token')"
    server.sign_in(desk.context, "admin")
    desk.goto(server.url + "/admin/people")
    desk.wait_for_selector("text=邀请一个人")
    before = desk.evaluate(tab)
    desk.click("[data-open=settings]")
    desk.click("form[action='/auth/logout'] button")
    desk.wait_for_url(server.url + "/")
    desk.goto(server.url + "/login")
    desk.fill("#login", "admin")
    desk.fill("#password", PASSWORD)
    desk.click("#login-form button")
    desk.wait_for_url(re.compile("/admin|/round|/lounge|/desk"), wait_until="commit")
    desk.goto(server.url + "/admin/people")
    desk.wait_for_selector("text=邀请一个人")
    assert before
    assert desk.evaluate(tab) not in (None, before)
