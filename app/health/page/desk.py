"""健康关心 `/admin/health`: whom to look after today, and the programme in counts that say nothing about anybody."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.models import FollowUpDone
from app.health.state.desk import HealthDeskState
from app.shared import kit
from app.shared.both import told
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = HealthDeskState  # its class attributes are Vars and handlers, which its annotations do not say


def health_desk_screen() -> rx.Component:
    """Follow-ups first; then counts."""
    return screen(
        t("健康关心"),
        gate(STATE, rx.cond(STATE.follows, _tasks()), rx.cond(STATE.months.length() > 0, _counts())),
        dock="own",
        here="/admin/health",
        back="/admin",
        wide=True,
    )


def _tasks() -> rx.Component:
    none = kit.card(
        kit.empty("tea", t("今天没有要去看的人"), t("居民量到要马上处理的结果，又同意让您知道的，会出现在这里。"))
    )
    listed = kit.card(
        rx.el.p(t("请今天就联系他们。这里只有一句话，没有数；量的数归本人，请不要追问。"), class_name="lj-help"),
        rx.el.ul(rx.foreach(STATE.tasks, _task), class_name="flex flex-col divide-y divide-base-300"),
        title=t("今天要去看的人"),
    )
    return rx.cond(STATE.tasks.length() > 0, listed, none)


def _task(row: Any) -> rx.Component:
    mark = rx.cond(row.overdue, kit.mark("overdue", t("过了那天")), kit.mark("due", t("今天")))
    return rx.el.li(
        rx.el.div(rx.el.strong(row.name), " ", mark),
        rx.el.p(row.door, " · ", row.grid),
        rx.el.p(told(row.band)),
        rx.el.p(t("{when} 量的", when=row.at), class_name="lj-muted"),
        rx.el.div(
            kit.button(t("看住户和电话"), "quiet", icon_name="phone-call", href="/households/" + row.household),
            kit.button(t("办好了"), "secondary", icon_name="check", on_click=STATE.open(row.id)),
            class_name="flex flex-wrap gap-2",
        ),
        rx.cond(STATE.closing == row.id, _form()),
        class_name="flex flex-col gap-2 py-3",
        key=row.id,
    )


def _form() -> rx.Component:
    options = [
        (FollowUpDone.REACHED.value, t("联系上了，人还好")),
        (FollowUpDone.HOSPITAL.value, t("去看医生了")),
        (FollowUpDone.EMERGENCY.value, t("打了 120")),
        (FollowUpDone.NOT_REACHED.value, t("没联系上，交给别人了")),
    ]
    return rx.el.form(
        kit.chips("done", options, label=t("怎么办的"), multiple=False),
        kit.text_area("note", t("还有什么要记的"), help=t("不要写血压、血糖的数。"), max_length=200, rows=2),
        kit.button(t("记下"), type="submit", big=True),
        on_submit=STATE.close.temporal,
        class_name="flex flex-col gap-4",
    )


def _counts() -> rx.Component:
    wide = kit.table(
        [t("月份"), *(name for name, _ in _columns(STATE.months[0]))],
        rx.foreach(STATE.months, _line),
        caption=t("健康自检每个月的次数"),
        class_name="hidden lg:block",
    )
    return rx.fragment(
        community_field(STATE),
        kit.card(
            rx.el.p(
                t("只有数，没有人。太小的数不写出来，写成“少于几”；和它放在一起能减出来的数，写成“至少几”。还没过完的月份按整档写。"),
                class_name="lj-help",
            ),
            rx.el.div(rx.foreach(STATE.months, _month), class_name="flex flex-col gap-5 lg:hidden"),
            wide,
            title=t("办得怎么样"),
            class_name="flex flex-col gap-4",
        ),
    )  # fmt: skip


def _columns(row: Any) -> list[tuple[Any, Any]]:
    """What is counted, and how often in the month of the row."""
    return [
        (t("量了几次"), row.check), (t("只量不记"), row.just_measured), (t("量了第二次血压"), row.second),
        (t("要马上处理的"), row.urgent), (t("当天联系上的"), row.contacted), (t("建议看医生的"), row.referred),
        (t("说去看过的"), row.referral_kept),
    ]  # fmt: skip


def _line(row: Any) -> rx.Component:
    """A month on a desk."""
    cells = [rx.el.td(value, class_name="tabular-nums") for _, value in _columns(row)]
    return rx.el.tr(rx.el.th(_name(row), scope="row"), *cells, key=row.month)


def _month(row: Any) -> rx.Component:
    """A month on a phone: what stands beside each other on a desk stands below."""
    lines = [rx.fragment(rx.el.dt(name), rx.el.dd(value, class_name="tabular-nums")) for name, value in _columns(row)]
    return rx.el.section(rx.el.h3(_name(row), class_name="font-semibold"), rx.el.dl(*lines, class_name="lj-defs"))


def _name(row: Any) -> rx.Component:
    return rx.fragment(row.month, rx.cond(row.over, "", rx.fragment(" ", kit.tag(t("还没过完")))))
