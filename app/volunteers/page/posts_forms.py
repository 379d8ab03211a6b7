"""The forms of `/admin/volunteers/posts`: a post, one of its roles, its days of the week."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.shared.icons import icon
from app.volunteers.models import PostKind
from app.volunteers.page.parts import FORM, place_fields
from app.volunteers.page.roles import count_fields, limit_fields, role_fields


def kinds() -> list[tuple[str, Any]]:
    """Every kind of post with its words."""
    return [
        (PostKind.MEDICAL.value, t("健康角")), (PostKind.FRONT_DESK.value, t("前台")),
        (PostKind.ESCORT.value, t("陪诊陪行")), (PostKind.LUNCH.value, t("送餐")),
        (PostKind.COMPANION.value, t("走访同行")), (PostKind.OTHER.value, t("别的")),
    ]  # fmt: skip


def kind_words(kind: Any) -> Any:
    """The words of a kind."""
    return rx.match(kind, *kinds(), "")


def new_form(state: Any) -> rx.Component:
    """A post with its first role."""
    return kit.card(
        rx.el.form(
            _post_fields(state),
            rx.el.h3(t("一个班要的人"), class_name="font-semibold"),
            rx.el.p(t("先写一种。还要别的人，写好以后再加。"), class_name="lj-help"),
            role_fields(state, state.role, state.board.skills),
            kit.button(t("写好了"), type="submit", big=True),
            on_submit=state.add.temporal,
            class_name=FORM,
        ),
        title=t("加一个岗位"),
    )


def change_form(state: Any) -> rx.Component:
    """What a post is called, and where."""
    return kit.card(
        rx.el.form(
            _post_fields(state), kit.button(t("保存"), type="submit", big=True), on_submit=state.change.temporal,
            key=state.one.id, class_name=FORM,
        ),
        title=t("改岗位"),
    )  # fmt: skip


def role_form(state: Any) -> rx.Component:
    """One role of the open post."""
    row = state.role
    drop = kit.card(
        rx.el.details(
            rx.el.summary(icon("close"), t("不要这种人了"), class_name="lj-more"),
            rx.el.div(
                rx.el.p(t("已经排好的班不变。")),
                kit.button(t("真的不要了"), "danger", on_click=state.drop_role.temporal, class_name="self-start"),
                class_name=f"{FORM} pt-3",
            ),
        )
    )
    return rx.fragment(
        kit.card(
            rx.el.form(
                role_fields(state, row, state.board.skills),
                limit_fields(state, row),
                kit.button(t("保存"), type="submit", big=True),
                on_submit=state.save_role.temporal,
                key="role-" + row.role,
                class_name=FORM,
            ),
            title=rx.cond(row.role, row.role, t("再要一种人")),
        ),
        rx.cond((row.role != "") & (state.one.roles.length() > 1), drop),
    )


def lines_form(state: Any) -> rx.Component:
    """Days of the week, one line for each."""
    names = (t("周一"), t("周二"), t("周三"), t("周四"), t("周五"), t("周六"), t("周日"))
    days = [kit.chip(f"day_{at}", "on", name) for at, name in enumerate(names)]
    wrong = told_wrong(state, "days")
    return kit.card(
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend(t("每周哪几天")),
                rx.el.div(*days, class_name="lj-chips [&>label]:min-w-(--tap) [&>label]:justify-center"),
                class_name="lj-field",
            ),
            rx.cond(wrong, rx.el.p(wrong, role="alert", class_name="lj-error")),
            kit.pair(
                _field(state, "starts", t("几点开始"), type="time", required=True),
                _field(state, "ends", t("几点结束"), type="time", required=True),
            ),
            rx.el.p(t("结束早于开始，就是到第二天。"), class_name="lj-help"),
            _field(state, "first_on", t("从哪天开始"), type="date", required=True, default_value=state.board.today),
            _field(state, "until", t("到哪天为止"), type="date", help=t("空着就一直有。")),
            count_fields(state, state.one.roles, t("和岗位一样就不用改；不要的填 0。")),
            kit.button(t("加上"), type="submit", big=True),
            on_submit=state.add_lines.temporal,
            class_name=FORM,
        ),
        title=t("加每周的班"),
    )  # fmt: skip


def line_form(state: Any) -> rx.Component:
    """The end of a line."""
    return kit.card(
        rx.el.p(t("从 {day} 开始", day=state.line.first_on), class_name="lj-help"),
        rx.el.form(
            _field(
                state, "last_on", t("最后一天"), type="date", required=True, default_value=state.board.today,
                help=t("早于开始的日期，就是整行删掉。已经排好的班留着，不要的请到班表上取消。"),
            ),
            kit.button(t("到这天为止"), type="submit", big=True),
            on_submit=state.end_line.temporal,
            key=state.line.id,
            class_name=FORM,
        ),
        title=line_words(state.line),
        class_name=FORM,
    )  # fmt: skip


def line_words(row: Any) -> rx.Component:
    """`周一 09:00–11:00`"""
    names = (t("周一"), t("周二"), t("周三"), t("周四"), t("周五"), t("周六"), t("周日"))
    day = rx.match(row.weekday, *enumerate(names), "")
    return rx.fragment(day, " ", row.starts, "–", rx.cond(row.night, rx.fragment(t("次日"), " ")), row.ends)


def _post_fields(state: Any) -> rx.Component:
    post = state.one
    return rx.fragment(
        kit.select_field("kind", t("哪一类"), kinds(), default_value=post.kind, error=told_wrong(state, "kind")),
        _field(
            state, "title", t("岗位名称"), default_value=post.title, required=True, max_length=80,
            placeholder=t("如：健康角"),
        ),
        _field(state, "place", t("在哪里"), default_value=post.place, max_length=80, placeholder=t("如：公共客厅一楼")),
        kit.text_area(
            "about", t("具体做什么（志愿者会看到）"), default_value=post.about, max_length=1000,
            error=told_wrong(state, "about"),
        ),
        kit.check("popular", t("抢手：先让轮到得少的人报"), toggle=True, default_checked=post.popular),
        rx.el.details(
            rx.el.summary(icon("gear"), t("离客厅多远"), class_name="lj-more"),
            rx.el.div(
                rx.el.p(t("排班时按各人说的远近算。不知道就空着，就不算远近。"), class_name="lj-help"),
                place_fields(state, post),
                class_name=f"{FORM} pt-3",
            ),
            open=state.wrong_zh.contains("east") | state.wrong_zh.contains("north"),
        ),
    )  # fmt: skip


def _field(state: Any, name: str, label: Any, **props: Any) -> rx.Component:
    return kit.text_field(name, label, error=told_wrong(state, name), auto_complete="off", **props)
