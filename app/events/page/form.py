"""The form of an event: what everybody fills in above, what seldom matters folded away below."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.models import NamesShown
from app.events.page.parts import FORM
from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.shared.icons import icon


def event_form(state: Any, on_submit: Any, send: Any, *, new: bool) -> rx.Component:
    """`state` has `plan`, `wrong_zh`, `wrong_en` and `close`. `new`: with the community and the weekly repetition."""
    return rx.el.form(
        _community(state) if new else rx.fragment(),
        _text(state, "title", t("活动名称"), required=True, max_length=80, placeholder=t("如：八段锦晨练")),
        _when(state),
        _text(state, "place", t("地点"), max_length=80, placeholder=t("如：公共客厅一楼活动室")),
        _number(state, "capacity", t("名额"), help=t("空着就是不限人数。满了以后自动排候补。")),
        kit.check("walk_in", t("没报名的人也可以直接来"), toggle=True, default_checked=state.plan.walk_in),
        _area(state, "about", t("说说这场活动"), rows=4, max_length=2000),
        _text(state, "bring", t("要带什么"), max_length=200, placeholder=t("如：老花镜、身份证")),
        _weekly(state) if new else rx.fragment(),
        _more(state),
        rx.el.div(
            kit.button(send, type="submit"),
            kit.button(t("不改了，返回"), "quiet", on_click=state.close.temporal),
            class_name="flex flex-wrap gap-3",
        ),
        on_submit=on_submit.temporal,
        class_name=FORM,
    )


def _when(state: Any) -> rx.Component:
    return rx.el.div(
        _text(state, "day", t("日期"), type="date", required=True),
        kit.pair(
            _text(state, "starts", t("开始"), type="time", required=True),
            _text(state, "ends", t("结束"), type="time", required=True),
        ),
        class_name="grid gap-4 sm:grid-cols-2 sm:gap-3",
    )


def _community(state: Any) -> rx.Component:
    options = rx.foreach(state.communities, lambda one: rx.el.option(one.name, value=one.value))
    chosen = kit.select_field("community", t("社区"), options)
    return rx.cond(state.communities.length() > 1, chosen)


def _weekly(state: Any) -> rx.Component:
    return _text(
        state, "until", t("每周同一时间都办，办到"), type="date", value="",
        help=t("空着就只办这一场。填了就每周一场，先都存成草稿。"),
    )  # fmt: skip


def _more(state: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("gear"), t("更多：适合谁、家庭名额、墙屏"), class_name="lj-more"),
        rx.el.div(
            _text(state, "audience", t("适合谁"), max_length=80, placeholder=t("如：本社区居民")),
            _text(state, "ages", t("年龄提示"), max_length=80, placeholder=t("如：6 到 12 岁，家长陪同")),
            _text(state, "last_day", t("跨天的活动，最后一天"), type="date"),
            _number(state, "group_most", t("一次最多报几个人"), help=t("一家人一起报，有位子就都有，没有就一起排。")),
            _number(
                state, "skips_most", t("位子不够一家人时，最多让别人先几次"),
                help=t("让过这么多次以后，就不再有人越过他们。"),
            ),
            _number(state, "opens_before", t("提前多少分钟开始签到"), help=t("空着就按社区的设定。")),
            kit.segmented(
                "names_shown", [(NamesShown.MASKED.value, t("显示“王**”")), (NamesShown.NONE.value, t("不显示名字"))],
                label=t("墙屏上刚到的人"), value=state.plan.names_shown,
            ),
            kit.check(
                "lower_trust_code", t("可以用印出来的固定签到码（谁都能拍走，签到会标为“可信度较低”）"), toggle=True,
                default_checked=state.plan.lower_trust_code,
            ),
            class_name=f"{FORM} pt-4",
        ),
    )  # fmt: skip


def _text(state: Any, name: str, label: Any, *, value: Any = None, **props: Any) -> rx.Component:
    filled = getattr(state.plan, name) if value is None else value
    return kit.text_field(
        name, label, error=told_wrong(state, name), default_value=filled, auto_complete="off", **props
    )  # fmt: skip


def _number(state: Any, name: str, label: Any, **props: Any) -> rx.Component:
    return _text(state, name, label, input_mode="numeric", max_length=6, **props)


def _area(state: Any, name: str, label: Any, **props: Any) -> rx.Component:
    filled = getattr(state.plan, name)
    return kit.text_area(name, label, error=told_wrong(state, name), default_value=filled, **props)
