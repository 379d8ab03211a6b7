"""Joining: a name, a telephone number, and having read what is kept. A remembered phone asks for neither."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.shared.icons import icon
from app.volunteers.page.parts import FORM


def join_form(state: Any) -> rx.Component:
    """For somebody who is no volunteer yet, or whom this phone does not know."""
    return rx.fragment(
        kit.card(
            rx.el.form(
                rx.el.p(t("一个月来两小时也好，陪人说说话也好。")),
                rx.cond(state.known, rx.el.p(t("这部手机记得您：{name}。不用再填。", name=state.known)), _who(state)),
                _kept(),
                kit.check("agreed", t("我看过了，同意")),
                _error(state, "agreed"),
                _error(state, "slow"),
                kit.button(t("加入"), type="submit", big=True),
                on_submit=state.join.temporal,
                class_name=FORM,
            ),
            title=t("一分钟加入"),
        ),
        _before(),
    )


def _who(state: Any) -> rx.Component:
    options = rx.foreach(state.communities, lambda row: rx.el.option(row.name, value=row.value))
    return rx.fragment(
        rx.cond(state.communities.length() > 1, kit.select_field("community", t("社区"), options)),
        _text(state, "name", t("姓名"), auto_complete="name", max_length=40),
        _text(state, "phone", t("手机号"), type="tel", input_mode="tel", auto_complete="tel", max_length=20),
        _pass(state),
    )


def _pass(state: Any) -> rx.Component:
    """Instead of name and phone."""
    return rx.el.details(
        rx.el.summary(icon("qr"), t("我有居民码，不用填名字"), class_name="lj-more"),
        rx.el.div(
            _text(
                state, "pass", t("卡上的 6 个字"), help=t("也可以贴上居民码的网址。"), auto_complete="off",
                auto_capitalize="characters", spell_check=False, max_length=200,
            ),
            rx.cond(
                state.asks_pin,
                _text(
                    state, "pin", t("密码"), help=t("是您给居民码设的 4 到 8 位数字。"), type="password",
                    input_mode="numeric", auto_complete="off", max_length=8,
                ),
            ),
            class_name=f"{FORM} pt-3",
        ),
        open=state.asks_pin | state.wrong_zh["pass"].bool(),
    )  # fmt: skip


def _text(state: Any, name: str, label: Any, **props: Any) -> rx.Component:
    return kit.text_field(name, label, error=told_wrong(state, name), **props)


def _error(state: Any, name: str) -> rx.Component:
    return rx.cond(state.wrong_zh[name], kit.notice(told_wrong(state, name), "error"))


def _kept() -> rx.Component:
    """What is kept, for what, and for how long: before the tick, not behind it."""
    lines = [
        t("记您的名字、电话和您说的时间，加密存放，只有社区排班的人看得到。"),
        t("记您上过哪些班、多少小时，用来排班和开服务记录。"),
        t("随时可以休假、退出，也可以全部删掉；不定位、不打卡、不排名。"),
    ]
    return rx.el.div(
        rx.el.h3(t("我们会记什么"), class_name="font-semibold"),
        rx.el.ul(*(rx.el.li(line) for line in lines), class_name="list-disc ps-6 flex flex-col gap-1"),
        class_name="flex flex-col gap-2",
    )


def _before() -> rx.Component:
    """The other ways in."""
    return kit.card(
        rx.el.ul(
            _way("qr", t("有居民码卡：用手机相机扫卡，点“记住这部手机”，再回到这里，名字电话都不用填。")),
            _way("send", t("报过名了：打开您自己的链接，就能看到自己的班。链接丢了，到前台说一声。")),
            _way("person", t("不用手机也行：到客厅前台，工作人员替您加入。")),
            class_name="flex flex-col gap-3",
        ),
        title=t("别的办法"),
    )


def _way(icon_name: str, text: Any) -> rx.Component:
    return rx.el.li(icon(icon_name), rx.el.span(text), class_name="flex gap-3 items-start")


def remember_here(state: Any) -> rx.Component:
    """Their own link is open on a phone that does not know them yet."""
    return kit.card(
        rx.el.p(t("这一页的链接是您自己的，请收藏好，别转给别人。记住这部手机，以后直接打开就行。")),
        kit.post_form(
            "/volunteer/here",
            rx.el.input(type="hidden", name="key", value=state.key, read_only=True),
            kit.button(t("记住这部手机"), type="submit", big=True, icon_name="phone"),
        ),
        title=t("{name}，欢迎您", name=state.name),
        tone="primary",
        class_name=FORM,
    )
