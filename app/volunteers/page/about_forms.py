"""The parts of `/volunteer/me`, each a form of its own."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told, told_wrong
from app.shared.i18n import t
from app.volunteers.page.about_parts import CHIPS, either, form, wrong
from app.volunteers.rules.languages import LANGUAGES
from app.volunteers.rules.limits import DEMANDS


def hours(state: Any) -> rx.Component:
    """A week as a grid: seven days, three parts of each."""
    days = [t("周一"), t("周二"), t("周三"), t("周四"), t("周五"), t("周六"), t("周日")]
    parts = [("am", t("上午")), ("pm", t("下午")), ("eve", t("晚上"))]

    def line(at: int, day: Any) -> rx.Component:
        chips = [
            kit.chip(f"slot_{at}_{name}", "on", word, default_checked=state.about.slots.contains(f"{at}-{name}"))
            for name, word in parts
        ]
        return rx.el.fieldset(
            rx.el.legend(day, class_name="float-left w-[3.5em] font-semibold pt-2"), rx.el.div(*chips, class_name=CHIPS)
        )

    return form(
        state.save_hours,
        rx.el.p(t("点亮您一般有空的时候。上午到 12 点，下午到 18 点，晚上到 22 点。"), class_name="lj-help"),
        *(line(at, day) for at, day in enumerate(days)),
        wrong(state, "form"),
        wrong(state, "windows"),
        save=t("保存"),
    )


def languages(state: Any) -> rx.Component:
    """Which they speak."""
    chips = [
        kit.chip(f"lang_{code}", "on", t(name), default_checked=state.about.languages.contains(code))
        for code, name in LANGUAGES.items()
    ]
    return form(state.save_languages, rx.el.div(*chips, class_name=CHIPS), wrong(state, "form"), save=t("保存"))


def wish(state: Any) -> rx.Component:
    """How much, and what their body does not allow."""
    about = state.about
    limits = [
        kit.check(f"limit_{code}", t(cannot), default_checked=about.limits.contains(code))
        for code, (_, cannot) in DEMANDS.items()
    ]
    born = kit.text_field(
        "born_on", t("出生日期"), type="date", default_value=about.born_on, error=told_wrong(state, "born_on"),
        help=t("有的岗位有年龄要求。不填也行，那些岗位就不排您。"),
    )  # fmt: skip
    return form(
        state.save_wish,
        _number(state, "wish", t("一个月想做几小时"), about.wish, "wish_hours", required=True),
        _number(
            state, "cap", t("一个月最多几小时"), about.cap, "cap_hours", help=t("空着就按社区的规定。")
        ),
        rx.cond(about.linked, rx.fragment(), born),
        rx.el.fieldset(
            rx.el.legend(t("身体上不便的，不会排给您")), *limits,
            rx.el.p(t("加密存放，只有排班的工作人员看得到。"), class_name="lj-help"), class_name="lj-field",
        ),
        wrong(state, "form"),
        save=t("保存"),
    )  # fmt: skip


def skills(state: Any) -> rx.Component:
    """What they have, with the end of each paper; and one more."""

    def one(row: Any) -> rx.Component:
        proof = rx.cond(
            row.over, kit.mark("overdue", t("过期了")),
            rx.cond(row.proof & ~row.seen, kit.mark("due", t("等工作人员看证")), kit.mark("done", t("算数"))),
        )  # fmt: skip
        until = rx.cond(row.until, t("有效期到 {day}", day=row.until), "")
        return rx.el.li(
            rx.el.div(
                rx.el.strong(row.name), " ", proof, rx.cond(until, rx.el.p(until, class_name="lj-help")),
                class_name="flex-1",
            ),
            kit.button(t("去掉"), "quiet", on_click=state.drop_skill(row.code).temporal),
            class_name="flex flex-wrap items-center gap-3 py-2", key=row.code,
        )  # fmt: skip

    options = rx.fragment(
        rx.el.option(t("请选择"), value=""),  # nobody becomes a therapist by a tap on "save"
        rx.foreach(state.about.skills, lambda row: rx.el.option(row.name, value=row.code)),
    )
    add = form(
        state.save_skill,
        kit.select_field("code", t("加一项，或换新证"), options, required=True, error=told_wrong(state, "skill")),
        kit.text_field("number", t("证号（没有证就空着）"), max_length=60, auto_complete="off",
                       error=told_wrong(state, "number")),
        kit.text_field("valid_until", t("有效期到（长期就空着）"), type="date", error=told_wrong(state, "valid_until")),
        rx.el.p(t("医护、急救等要凭证上岗的，请把证件给工作人员看一眼；到期前会提醒，过期那天起不再排。"),
                class_name="lj-help"),
        wrong(state, "form"),
        save=t("保存"),
    )  # fmt: skip
    listed = rx.el.ul(rx.foreach(state.about.held, one), class_name="flex flex-col divide-y divide-base-300")
    return rx.fragment(rx.cond(state.about.held.length() > 0, listed), add)


def away(state: Any) -> rx.Component:
    """Days on which they cannot come."""

    def one(row: Any) -> rx.Component:
        several = t("{first} 到 {last}", first=told(row.first), last=told(row.last))
        return rx.el.li(
            rx.el.span(rx.cond(row.single, told(row.first), several), class_name="lj-when flex-1 tabular-nums"),
            kit.button(t("去掉"), "quiet", on_click=state.drop_away(row.id).temporal),
            class_name="flex flex-wrap items-center gap-3 py-2", key=row.id,
        )  # fmt: skip

    listed = rx.el.ul(rx.foreach(state.about.away, one), class_name="flex flex-col divide-y divide-base-300")
    return rx.fragment(
        rx.cond(state.about.away.length() > 0, listed),
        rx.el.p(t("已经答应的班不会自动取消，来不了请到班里点“来不了”。"), class_name="lj-help"),
        _days(state, state.save_away, t("加上")),
    )


def pause(state: Any) -> rx.Component:
    """Not to be asked for a while."""
    about = state.about
    on = rx.fragment(
        rx.el.p(
            rx.cond(
                about.paused_until.zh,
                t("从 {first} 到 {last} 不排您。", first=told(about.paused_from), last=told(about.paused_until)),
                t("从 {first} 起不排您，直到您回来。", first=told(about.paused_from)),
            )
        ),
        kit.button(t("结束休假"), big=True, on_click=state.resume.temporal),
    )
    off = rx.fragment(
        rx.el.p(t("休假期间不会请您；这段时间里已经排的班会让给别人。")),
        _days(state, state.pause, t("开始休假"), open_end=True),
    )
    return rx.cond(about.paused, on, off)


def data(state: Any) -> rx.Component:
    """What is kept, to take along; leaving; deleting."""
    file = f"/volunteer/{state.about.code}.json"

    def twice(what: str, ask: Any, text: Any, sure: Any, deed: Any) -> rx.Component:
        yes = rx.el.div(
            rx.el.p(text, role="status"),
            kit.button(sure, "danger", big=True, on_click=deed.temporal),
            kit.button(t("还是不了"), "quiet", big=True, on_click=state.think("").temporal),
            class_name="flex flex-col gap-3",
        )
        no = kit.button(ask, "quiet", big=True, on_click=state.think(what).temporal)
        return rx.cond(state.sure == what, yes, no)

    return rx.fragment(
        rx.el.p(t("名字、电话、证号和身体情况都加密存放。下面的文件里是关于您的全部记录。")),
        kit.button(t("下载我的资料"), "secondary", icon_name="download", href=file, big=True,
                   custom_attrs={"download": "", "reloadDocument": True}),
        rx.cond(
            state.about.left, rx.fragment(),
            twice("leave", t("退出志愿者"), t("以后的班都让给别人。想回来随时再加入。"), t("真的退出"), state.leave),
        ),
        twice(
            "erase", t("全部删掉"), t("您说过的一切都会删掉，找不回来；做过的时数只留数字，不留名字。"),
            t("真的全部删掉"), state.erase,
        ),
    )  # fmt: skip


def _days(state: Any, handler: Any, save: Any, *, open_end: bool = False) -> rx.Component:
    last = t("到哪天（不知道就空着）") if open_end else t("到哪天（只有一天就空着）")
    return form(
        handler,
        kit.text_field(
            "first_on", t("从哪天"), type="date", required=not open_end, error=told_wrong(state, "first_on")
        ),
        kit.text_field("last_on", last, type="date", error=told_wrong(state, "last_on")),
        wrong(state, "form"),
        save=save,
    )


def _number(state: Any, name: str, label: Any, value: Any, field: str, **props: Any) -> rx.Component:
    return kit.text_field(
        name, label, default_value=value, input_mode="numeric", max_length=4, auto_complete="off",
        error=either(state, field, name), **props,
    )  # fmt: skip
