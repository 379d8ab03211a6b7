"""岗位和周表 `/admin/volunteers/posts`: what is done every week, by how many, on which days; one thing at a time."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.volunteers.page.parts import FORM, community_choice
from app.volunteers.page.posts_forms import (
    change_form,
    kind_words,
    line_form,
    line_words,
    lines_form,
    new_form,
    role_form,
)
from app.volunteers.state.posts import PostsState

STATE: Any = PostsState  # its class attributes are Vars and handlers, which its annotations do not say


def posts_screen() -> rx.Component:
    """The list, or the one thing that is open."""
    back = kit.button(
        t("返回"), "plain", icon_name="arrow-left", on_click=STATE.close.temporal, class_name="self-start -ml-3"
    )
    opened = rx.match(
        STATE.doing,
        ("new", new_form(STATE)), ("change", change_form(STATE)), ("role", role_form(STATE)),
        ("new_line", lines_form(STATE)), ("line", line_form(STATE)), _post(),
    )  # fmt: skip
    shown = rx.cond(STATE.doing == "", rx.fragment(community_choice(STATE), _list()), rx.fragment(back, opened))
    none = kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里排班。"))
    return screen(
        t("岗位和周表"),
        gate(STATE, rx.cond(STATE.community != "", shown, none)),
        dock="own",
        here="/admin/volunteers",
        back="/admin/volunteers",
    )


def _list() -> rx.Component:
    def new(place: str = "") -> rx.Component:
        opens = STATE.open_form("new").temporal
        return kit.button(t("加一个岗位"), icon_name="plus", on_click=opens, class_name=place)

    none = kit.card(
        kit.empty(
            "tea", t("还没有岗位"),
            t("岗位是每周都有人做的事，比如健康角、前台、送餐。先写要几个人，再写每周哪几天，就能排班了。"), new(),
        )
    )  # fmt: skip
    listed = rx.fragment(
        kit.card(kit.rows(rx.foreach(STATE.board.posts, _row)), title=t("常设岗位"), flush=True),
        new("self-start"),
        kit.card(
            kit.rows(
                kit.row(t("去排班"), t("把周表变成一个个班，再找人"), lead=icon("calendar"), href="/admin/volunteers")
            ),
            flush=True,
        ),
    )
    return rx.cond(STATE.board.posts.length() > 0, listed, none)


def _row(post: Any) -> rx.Component:
    many = rx.fragment(t("每周 {n} 个班", n=post.lines.length()))
    weekly = rx.cond(post.lines.length() > 0, many, kit.mark("due", t("还没有周表")))
    about = rx.fragment(
        rx.el.span(kind_words(post.kind), rx.cond(post.place, rx.fragment(" · ", post.place)), class_name="block"),
        post.summary,
    )
    return rx.el.li(kit.row(post.title, about, trail=weekly, on_click=STATE.open(post.id).temporal), key=post.id)


def _post() -> rx.Component:
    """The open post: what it is, whom it needs, when it comes; and its end."""
    post = STATE.one
    return rx.fragment(
        kit.card(
            rx.el.p(kind_words(post.kind), rx.cond(post.place, rx.fragment(" · ", post.place)), class_name="lj-help"),
            rx.cond(post.about, rx.el.p(post.about, class_name="whitespace-pre-wrap")),
            rx.cond(post.popular, rx.el.p(kit.tag(t("抢手的班，先轮到报得少的人")))),
            kit.button(
                t("改名称、地点"), "quiet", icon_name="edit", on_click=STATE.open_form("change").temporal,
                class_name="self-start",
            ),
            title=post.title,
            class_name=FORM,
        ),
        _roles(),
        _lines(),
        _end(),
    )  # fmt: skip


def _roles() -> rx.Component:
    words = {"1": t("最好有"), "2": t("要有"), "3": t("少了不行")}

    def one(row: Any) -> rx.Component:
        about = rx.fragment(
            rx.match(row.critical, *words.items(), ""),
            rx.cond(row.skill, rx.fragment(" · ", t("要有“{skill}”", skill=row.skill_name))),
            rx.cond(row.leader, rx.fragment(" · ", t("带班"))),
        )
        people = t("{n} 人", n=row.count)
        return rx.el.li(
            kit.row(row.role, about, trail=people, on_click=STATE.open_role(row.role).temporal), key=row.role
        )

    more = kit.button(t("再要一种人"), "quiet", icon_name="plus", on_click=STATE.open_role("").temporal)
    return kit.card(
        kit.rows(rx.foreach(STATE.one.roles, one)), rx.el.div(more, class_name="p-4"), title=t("每个班要哪些人"),
        flush=True,
    )  # fmt: skip


def _lines() -> rx.Component:
    more = kit.button(t("加每周的班"), "secondary", icon_name="plus", on_click=STATE.open_form("new_line").temporal)
    none = rx.el.p(t("还没有周表。加上每周哪几天、几点到几点，排一个月时就会有班。"), class_name="lj-muted px-4")
    return kit.card(
        rx.cond(STATE.one.lines.length() > 0, kit.rows(rx.foreach(STATE.one.lines, _line)), none),
        rx.el.div(more, class_name="p-4"),
        title=t("每周的班"),
        flush=True,
    )


def _line(row: Any) -> rx.Component:
    about = rx.fragment(
        t("{day} 起", day=row.first_on),
        rx.cond(row.until, rx.fragment(" · ", t("到 {day} 为止", day=row.until))),
        rx.cond(row.counts, rx.el.span(row.counts, class_name="block")),
    )
    return rx.el.li(kit.row(line_words(row), about, on_click=STATE.open_line(row.id).temporal), key=row.id)


def _end() -> rx.Component:
    return kit.card(
        rx.el.details(
            rx.el.summary(icon("close"), t("停掉这个岗位"), class_name="lj-more"),
            rx.el.div(
                rx.el.p(t("以后不再排它的班。已经排好的班留着，不要的请到班表上一个个取消。")),
                kit.button(t("真的停掉"), "danger", on_click=STATE.end.temporal, class_name="self-start"),
                class_name=f"{FORM} pt-3",
            ),
        )
    )
