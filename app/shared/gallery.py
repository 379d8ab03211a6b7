"""/kit: every piece of the kit on one screen, to look at and to test. Built only when LINJU_KIT is set."""

# ruff: noqa: E501  (sample text)

from __future__ import annotations

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import MOTIFS, PATHS, icon, motif
from app.shared.layout import screen


def gallery() -> rx.Component:
    """The screen at /kit."""
    return screen(
        "今日走访",
        _door(),
        _choices(),
        _form(),
        _plan(),
        _messages(),
        _facts(),
        _history(),
        _empties(),
        _drawings(),
        kit.sheet(
            "demo", "没人在家", rx.el.p("给住户留张条，写上下次什么时候来。"), kit.button("打印留言条", big=True)
        ),
        dock="field",
        here="/round",
        back="/round",
        foot=[kit.button("存草稿", "quiet"), kit.button("保存走访", icon_name="check")],
    )


def _door() -> rx.Component:
    lines = [
        ("陈秀英等 2 人", "独居老人，应每月探访，已 41 天", "overdue", "501"),
        ("林建国、黄美玲等 4 人", "高龄老人，7 天内到期", "due", "502"),
        ("王志强", "上次没遇到，换个时间再来", "not_met", "601"),
        ("吴丽华等 3 人", "今天 9:20 已访", "done", "602"),
    ]
    made = [
        kit.row(name, reason, lead=rx.el.b(door, class_name="lj-door"), trail=kit.mark(state), href="/households")
        for name, reason, state, door in lines
    ]
    return kit.card(kit.rows(*made), title="3栋 2单元", action=kit.tag("还有 7 户", "primary"), flush=True)


def _choices() -> rx.Component:
    return kit.card(
        kit.segmented("kind", [("all", "全部"), ("due", "该走访"), ("done", "已访")], label="看哪些", value="due"),
        kit.chips("outcome", [("met", "见到了"), ("not_home", "不在家"), ("refused", "不愿见"), ("moved", "搬走了")],
                  label="见到人了吗", multiple=False, chosen=["met"]),
        kit.chips("topics", [("health", "身体"), ("meals", "吃饭"), ("safety", "用电用气"), ("policy", "政策"), ("mood", "心情")],
                  label="聊了什么", chosen=["health", "safety"]),
        title="选择",
    )  # fmt: skip


def _form() -> rx.Component:
    return kit.card(
        kit.text_field("login", "账号", help="社区给您的名字或手机号", autocomplete="username"),
        kit.text_field("password", "密码", type="password", error="密码不对，请再试一次。"),
        kit.select_field("category", "需求类别", [("", "请选择"), ("repair", "维修"), ("medical", "就医")]),
        kit.text_area("note", "记一笔", placeholder="例如：楼道灯坏了"),
        kit.check("consent", "住户同意把电话告诉志愿者"),
        kit.check("notify", "到期前提醒我", toggle=True, default_checked=True),
        kit.button("登录", big=True, icon_name="arrow-right"),
        rx.el.div(
            kit.button("次要", "secondary"),
            kit.button("安静", "quiet"),
            kit.button("平淡", "plain"),
            kit.button("删除", "danger", icon_name="trash"),
            kit.button("不能点", disabled=True),
            class_name="flex flex-wrap gap-2",
        ),
        rx.el.div(
            kit.photo("/icons/icon-192.png", "楼道"), kit.photo("/icons/icon-192.png", "门口", on_remove=kit.toast("已删")),
            kit.photo_add("拍照"), class_name="flex flex-wrap gap-2",
        ),
        title="表单",
    )  # fmt: skip


def _plan() -> rx.Component:
    states = ("done", "due", "overdue", "none", "not_met", "done", "none", "none")
    children = []
    for floor in range(6, 0, -1):
        children.append(kit.plan_floor(f"{floor}层"))
        children += [
            kit.plan_cell(f"{floor}0{door}", states[(floor * 3 + door * 5) % 8], href="/households")
            for door in range(1, 5)
        ]
    return kit.card(kit.plan(*children, doors=4, label="3栋2单元楼栋图"), kit.legend(), title="楼栋图")


def _messages() -> rx.Component:
    return kit.card(
        kit.notice("这部手机上有 3 条记录还没送出。", "info"),
        kit.notice("已送达，回执号 2026-0113。", "success"),
        kit.notice("存储快满了，请先送出记录。", "warning"),
        kit.notice("这一条要您看一看：住户已迁出。", "error", action=kit.button("去处理", "quiet")),
        kit.progress(120, 500, "已读 120 / 500 行"),
        kit.skeleton(),
        kit.coming(t("正在打开…")),
        rx.el.div(*(kit.mark(state) for state in kit.STATES), class_name="flex flex-wrap gap-2"),
        rx.el.div(
            *(kit.tag(text, tone) for text, tone in [("独居", "primary"), ("高龄", "neutral"), ("低保", "info")]),
            kit.count(12),
            class_name="flex flex-wrap gap-2 items-center",
        ),
        rx.el.div(
            kit.button("打开一张", "secondary", **kit.opens("demo")),
            kit.button("说一句", "quiet", on_click=kit.toast("已存手机", "success")),
            class_name="flex flex-wrap gap-2",
        ),
        title="消息与状态",
    )


def _facts() -> rx.Component:
    return kit.card(
        kit.definitions([("户主", "陈秀英"), ("电话", "138****5678"), ("上次走访", "10月13日，李敏"), ("照护", "独居老人、高血压")]),
        kit.table(["行", "列", "问题", "怎么改"], [["12", "身份证号", "少一位", "补成 18 位"], ["47", "出生日期", "不是日期", "写成 1950-03-08"]],
                  caption="导入的问题"),
        title="资料",
    )  # fmt: skip


def _history() -> rx.Component:
    return kit.card(
        kit.timeline(
            kit.moment(
                "10月13日 15:20 · 李敏", "上门，见到了", rx.el.p("血压药快吃完了，已约家庭医生。"), state="done"
            ),
            kit.moment("9月30日 10:05 · 李敏", "上门，不在家", state="not_met"),
            kit.moment("9月2日 · 周强", "打电话，见到了", rx.el.p("女儿下周回来。"), state="done"),
        ),
        kit.paper(
            rx.el.h3("陈秀英阿姨："),
            rx.el.p("今天来看您，您不在家。我周四下午再来，也可以打社区电话 0592-123456。"),
            rx.el.p("湖畔社区 李敏", class_name="text-end"),
        ),
        kit.button("打印留言条", "quiet", icon_name="printer", tap="print"),
        title="走访记录",
    )


def _empties() -> rx.Component:
    return kit.card(
        kit.empty("tea", "今天的门都走完了", "坐下喝杯茶。明天有 6 户到期。", kit.button("看明天的", "quiet")),
        flush=True,
    )


def _drawings() -> rx.Component:
    icons = [
        rx.el.div(icon(name, "1.75em"), rx.el.small(name), class_name="flex flex-col items-center") for name in PATHS
    ]
    return kit.card(
        rx.el.div(*(motif(name) for name in MOTIFS), class_name="flex flex-wrap gap-4 justify-center"),
        rx.el.div(*icons, class_name="grid grid-cols-4 gap-3"),
        title=t("设置"),
    )
