"""志愿者名单 `/admin/volunteers/people`: whose papers are to be looked at first; one tap opens a person."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told, told_wrong
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen
from app.volunteers.page.parts import FORM, community_choice
from app.volunteers.page.people_records import records_card
from app.volunteers.state.people import VolunteerPeopleState

STATE: Any = VolunteerPeopleState  # its class attributes are Vars and handlers, which its annotations do not say


def people_screen() -> rx.Component:
    """The list, or who is open."""
    lists = rx.fragment(community_choice(STATE), _ending(), _people())
    shown = rx.cond(STATE.adding, _new(), rx.cond(STATE.one.id, _one(), lists))
    none = kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里排班。"))
    return screen(
        t("志愿者名单"),
        gate(STATE, rx.cond(STATE.community != "", shown, none)),
        dock="own",
        here="/admin/volunteers",
        back="/admin/volunteers",
    )


def _ending() -> rx.Component:
    """Whose paper ends: ahead of time, because from that day on nobody may put them there."""

    def one(row: Any) -> rx.Component:
        mark = rx.cond(row.over, kit.mark("overdue", t("过期了")), kit.mark("due", t("快到期")))
        about = rx.fragment(row.skill, " · ", told(row.day))
        line = kit.row(row.name, about, trail=mark, on_click=STATE.open(row.id).temporal)
        return rx.el.li(line, key=row.id + row.skill)

    listed = kit.card(kit.rows(rx.foreach(STATE.ending, one)), title=t("证件快到期"), flush=True)
    return rx.cond(STATE.ending.length() > 0, listed)


def _people() -> rx.Component:
    def one(row: Any) -> rx.Component:
        mark = rx.cond(
            row.unseen > 0, kit.mark("due", t("要看证")),
            rx.cond(row.paused, kit.tag(t("休假中")), rx.cond(row.novice, kit.tag(t("新人")))),
        )  # fmt: skip
        about = rx.fragment(
            rx.cond(row.skills, rx.el.span(row.skills, class_name="block")),
            rx.el.span(
                t("本月 {hours} 小时，想做 {wish} 小时", hours=row.hours, wish=row.wish),
                class_name="lj-when text-balance block",
            ),
        )
        return rx.el.li(kit.row(row.name, about, trail=mark, on_click=STATE.open(row.id).temporal), key=row.id)

    add = kit.button(t("替人加入"), "secondary", icon_name="plus", on_click=STATE.open_new.temporal)
    none = kit.card(
        kit.empty("tea", t("还没有志愿者"), t("请居民扫码打开“志愿者”自己加入，或者在前台替他们加入。"), add)
    )
    listed = kit.card(
        kit.rows(rx.foreach(STATE.people, one)),
        title=t("{n} 位志愿者", n=STATE.people.length()),
        action=add,
        flush=True,
    )
    return rx.cond(STATE.people.length() > 0, listed, none)


def _one() -> rx.Component:
    row = STATE.one
    call = kit.button(
        row.phone, "quiet", icon_name="phone-call", href="tel:" + row.phone.replace(" ", ""),
        class_name="self-start px-2",  # eleven digits are one word, at any size
    )  # fmt: skip
    trust = rx.cond(
        row.experienced,
        kit.button(t("还是要熟手带"), "quiet", on_click=STATE.trust(False).temporal, class_name="self-start"),
        kit.button(t("是熟手，不用人带"), "quiet", on_click=STATE.trust(True).temporal, class_name="self-start"),
    )
    fresh = kit.button(
        t("给一个新链接（旧的作废）"), "quiet", icon_name="key", on_click=STATE.fresh_link.temporal,
        class_name="self-start",
    )  # fmt: skip
    link = rx.el.div(
        rx.el.p(t("这是本人的链接，请只交给本人：")),
        rx.el.strong(STATE.link, class_name="block select-all break-all"),
    )
    return rx.fragment(
        kit.card(
            rx.el.p(
                t("本月 {hours} 小时，想做 {wish} 小时", hours=row.hours, wish=row.wish),
                class_name="lj-when text-balance",
            ),
            rx.cond(row.phone, call),
            trust,
            rx.cond(STATE.link, link, fresh),
            title=row.name,
            action=rx.cond(row.novice, kit.tag(t("新人"))),
            class_name=FORM,
        ),
        _papers(),
        records_card(STATE),
        kit.button(t("返回"), "quiet", icon_name="arrow-left", on_click=STATE.close, class_name="self-start"),
    )


def _papers() -> rx.Component:
    def one(paper: Any) -> rx.Component:
        seen = rx.cond(
            paper.seen,
            kit.button(t("收回“看过”"), "quiet", on_click=STATE.see(paper.code, False).temporal),
            kit.button(t("证看过了，属实"), "secondary", on_click=STATE.see(paper.code, True).temporal),
        )
        mark = rx.cond(paper.seen, kit.mark("done", t("看过证")), kit.mark("due", t("没看过证")))
        return rx.el.li(
            rx.el.div(rx.el.strong(paper.name), " ", rx.cond(paper.proof, mark)),
            rx.cond(paper.number, rx.el.p(t("证号 {number}", number=paper.number), class_name="lj-help")),
            rx.cond(paper.until, rx.el.p(t("有效期到 {day}", day=paper.until), class_name="lj-help")),
            rx.cond(paper.proof, rx.el.div(seen)),
            class_name="flex flex-col gap-2 py-3",
            key=paper.code,
        )

    listed = rx.el.ul(rx.foreach(STATE.one.papers, one), class_name="flex flex-col divide-y divide-base-300")
    none = rx.el.p(t("还没有填技能和证件。本人在“我的情况”里填。"), class_name="lj-muted")
    return kit.card(rx.cond(STATE.one.papers.length() > 0, listed, none), title=t("技能和证件"))


def _new() -> rx.Component:
    """At the front desk, for who has no phone at hand."""
    return kit.card(
        rx.el.form(
            kit.text_field("name", t("姓名"), error=told_wrong(STATE, "name"), max_length=40, auto_complete="off"),
            kit.text_field("phone", t("手机号"), error=told_wrong(STATE, "phone"), type="tel", max_length=20,
                           auto_complete="off"),
            kit.check("agreed", t("已经当面说明记什么、怎么用，本人同意")),
            rx.cond(STATE.wrong_zh["agreed"], kit.notice(told_wrong(STATE, "agreed"), "error")),
            rx.el.div(
                kit.button(t("加入"), type="submit"), kit.button(t("返回"), "quiet", on_click=STATE.close),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=STATE.add.temporal,
            class_name=FORM,
        ),
        kit.notice(t("名册里的居民扫居民码自己加入，名字电话都不用填。")),
        title=t("替人加入"),
        class_name=FORM,
    )  # fmt: skip
