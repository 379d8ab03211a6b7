"""健康自检 `/health`: not signed in, what one can do and the way in; signed in, the last results and where to go on."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page.parts import emergency, level, not_a_diagnosis
from app.health.state.home import HealthHomeState
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import query

STATE: Any = HealthHomeState  # its class attributes are Vars and handlers, which its annotations do not say


def health_screen() -> rx.Component:
    """Anybody's, and one's own."""
    return screen(
        t("健康自检"),
        *_sentences(),
        rx.cond(STATE.ready, rx.cond(STATE.there, _mine(), _anybody()), _meanwhile()),
        dock="own",
        here="/health",
        back="/",
    )


def _meanwhile() -> rx.Component:
    """Worth reading while it is not known who is here; prerendered, also without a network."""
    return rx.fragment(
        emergency(),
        kit.card(
            rx.el.p(t("到公共客厅找前台，问今天能量什么、谁在值班。")),
            rx.el.p(t("量血压前半小时不抽烟、不喝咖啡、不运动；坐着歇五分钟再量。")),
            title=t("量一量"), class_name="flex flex-col gap-3",
        ),
        kit.skeleton(4),
    )  # fmt: skip


def _anybody() -> rx.Component:
    """Whoever was just refused is back at the form: right below the sentence that says why."""
    said = query("why") != ""
    return rx.fragment(
        rx.cond(said, _way_in()),
        emergency(),
        kit.card(
            rx.el.p(t("到公共客厅找前台，问今天能量什么、谁在值班。")),
            rx.el.p(t("自己量，屏幕一步一步教，几分钟就好。")),
            kit.button(t("只量不记"), "secondary", big=True, icon_name="heart", href="/health/lounge"),
            rx.el.p(t("不用登录，什么都不存。在客厅的平板上、自己手机上都行。"), class_name="lj-help"),
            title=t("量一量"), class_name="flex flex-col gap-3",
        ),
        rx.cond(said, rx.fragment(), _way_in()),
        not_a_diagnosis(),
    )  # fmt: skip


def _way_in() -> rx.Component:
    return rx.fragment(
        rx.cond(
            STATE.staff,
            kit.notice(t("您现在用工作账号登录着。用居民码登录，工作账号就退出来了。"), "info"),
        ),
        kit.card(_sign_in(), title=t("想把数存下来，用居民码登录")),
    )


def _sign_in() -> rx.Component:
    return rx.fragment(
        kit.post_form(
            "/auth/pass",
            kit.text_field(
                "pass", t("居民码上的六个字母"), required=True, max_length=200, auto_complete="username",
                auto_capitalize="characters", spell_check=False,
            ),
            kit.text_field(
                "pin", t("密码（4 到 8 位数字）"), type="password", input_mode="numeric", required=True, max_length=40,
                auto_complete="current-password",
            ),
            kit.button(t("登录"), big=True, type="submit"),
            id="pass-form", class_name="flex flex-col gap-4",
        ),
        rx.el.p(
            t("还没有密码？用手机扫一下自己的居民码，在打开的页面上设一个。没有居民码，请到公共客厅办一张。"),
            class_name="lj-help mt-3",
        ),
    )  # fmt: skip


def _sentences() -> list[rx.Component]:
    """What the server had to say: shown by the address's fragment (`:target`), so it is there from the beginning."""
    seconds = query("seconds")
    wait = rx.cond(seconds, t("试得太多了，请 {seconds} 秒后再试。", seconds=seconds), t("试得太多了，请稍后再试。"))
    said = {"wrong": (t("居民码或密码不对。请再看一眼。"), "error"), "wait": (wait, "warning")}
    return [
        rx.el.div(kit.notice(text, tone), id=why, class_name="hidden target:block")
        for why, (text, tone) in said.items()
    ]


def _mine() -> rx.Component:
    home = STATE.home
    return rx.fragment(
        rx.cond(home.agreed, rx.fragment(), _agree_first()),
        kit.button(t("量一量"), big=True, icon_name="heart", href="/health/measure"),
        rx.cond(home.latest.length() > 0, _latest(home), _nothing()),
        kit.card(kit.rows(*_ways(home)), flush=True),
        rx.cond(home.children.length() > 0, _children(home)),
        emergency(),
        not_a_diagnosis(),
    )


def _agree_first() -> rx.Component:
    return kit.notice(
        t("您还没有同意把数存下来。不同意也能量，只是不记。"), "info",
        action=kit.button(t("看一看，再决定"), "secondary", href="/health/consent"),
    )  # fmt: skip


def _latest(home: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.p(rx.el.strong(told(row.name)), " ", level(row.level)),
            rx.el.p(told(row.words), class_name="text-lg font-semibold"),
            rx.el.p(told(row.value), class_name="tabular-nums break-keep"),
            rx.el.p(row.at, " ", told(row.around), class_name="lj-help"),
            rx.cond(row.again.zh, rx.el.p(told(row.again), class_name="lj-help")),
            class_name="flex flex-col gap-1 py-3", key=row.measure,
        )  # fmt: skip

    return kit.card(
        rx.el.ul(rx.foreach(home.latest, one), class_name="flex flex-col divide-y divide-base-300"),
        title=t("最近一次"),
    )


def _nothing() -> rx.Component:
    return kit.card(
        rx.cond(
            home_agreed(), rx.el.p(t("还没有记录。点“量一量”，量完就在这里。")),
            rx.el.p(t("同意以后，量的数会在这里。")),
        ),
        title=t("最近一次"),
    )  # fmt: skip


def home_agreed() -> Any:
    """Whether readings may be kept."""
    return STATE.home.agreed


def _ways(home: Any) -> list[rx.Component]:
    shared = rx.cond(home.shared > 0, t("{n} 位把记录给您看", n=home.shared), t("家里人给您看的记录会在这里"))
    ways = [
        ("chart", t("变化图"), t("一周、一个月、一年，吃药和就医的记号"), "/health/trends"),
        ("printer", t("打印给医生"), t("一张 A4 纸，医生也可以扫码看"), "/health/print"),
        ("users", t("给谁看"), t("签约医生、家里人；谁看过"), "/health/shares"),
        ("eye", t("给我看的"), shared, "/health/shared"),
        ("shield", t("同意书"), t("存什么、为什么、存多久，随时撤回"), "/health/consent"),
        ("lock", t("我的数据"), t("改、删、带走、全部删除"), "/health/own"),
    ]
    return [
        kit.row(title, sub, lead=icon(sign), href=to, **_plain(to)) for sign, title, sub, to in ways
    ]  # fmt: skip


def _plain(to: str) -> dict[str, Any]:
    """A page that the server draws is loaded whole."""
    return {"custom_attrs": {"target": "_self"}, "reload_document": True} if to == "/health/print" else {}


def _children(home: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        said = rx.cond(row.agreed, t("已替孩子同意保存"), t("还没有替孩子同意"))
        return rx.el.li(
            kit.row(t("{name} 的同意书", name=row.name), said, lead=icon("shield"),
                    href="/health/consent?person=" + row.id),
            rx.cond(
                row.agreed,
                rx.fragment(
                    kit.row(t("{name} 的变化图", name=row.name), lead=icon("chart"),
                            href="/health/trends?person=" + row.id),
                    kit.row(t("{name} 的记录给谁看", name=row.name), lead=icon("users"),
                            href="/health/shares?person=" + row.id),
                    kit.row(t("{name} 的数据", name=row.name), lead=icon("lock"), href="/health/own?person=" + row.id),
                ),
            ),
            key=row.id,
        )  # fmt: skip

    return kit.card(
        rx.el.ul(rx.foreach(home.children, one), class_name="lj-rows"),
        title=t("家里未满 14 岁的孩子"), flush=True,
    )  # fmt: skip
