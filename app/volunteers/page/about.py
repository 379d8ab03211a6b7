"""`/volunteer/me`: one line for each thing somebody has said about themselves; a tap opens it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import N_, t
from app.shared.icons import icon
from app.shared.layout import screen
from app.volunteers.page.about_forms import away, data, hours, languages, pause, skills, wish
from app.volunteers.page.about_likes import far, posts, together
from app.volunteers.page.parts import way_in
from app.volunteers.state.about import AboutState

STATE: Any = AboutState  # its class attributes are Vars and handlers, which its annotations do not say
PARTS = {
    "hours": ("clock", N_("什么时候有空"), hours),
    "away": ("calendar", N_("哪些天不在"), away),
    "skills": ("shield", N_("会什么，有什么证"), skills),
    "languages": ("message", N_("说什么话"), languages),
    "wish": ("heart", N_("想做多少，不便做什么"), wish),
    "far": ("walk", N_("最远去哪里"), far),
    "posts": ("tasks", N_("乐意做哪些岗位"), posts),
    "together": ("users", N_("乐意和谁一起"), together),
    "pause": ("moon", N_("休假"), pause),
    "data": ("lock", N_("我的资料，退出，删除"), data),
}


def about_screen() -> rx.Component:
    """The lines, or the one that is open."""
    open_ = rx.match(STATE.doing, *((name, _part(name)) for name in PARTS), _lines())
    return screen(
        t("我的情况"),
        rx.cond(
            STATE.ready,
            rx.cond(STATE.there, open_, way_in()),
            kit.coming(t("您说过的都在这里：什么时候有空、会什么、想做多少。随时可以改。"), 5),
        ),
        back="/volunteer" + STATE.link,
    )


def _lines() -> rx.Component:
    about = STATE.about
    state = {
        "hours": rx.cond(about.slots.length() > 0, t("每周 {n} 个半天", n=about.slots.length()), t("还没说，先填这个")),
        "away": rx.cond(about.away.length() > 0, t("{n} 段", n=about.away.length()), t("没有")),
        "skills": rx.cond(about.papers, about.papers, t("还没填")),
        "languages": rx.cond(about.spoken.zh, told(about.spoken), t("还没填")),
        "wish": t("一个月 {wish} 小时，本月已排 {hours} 小时", wish=about.wish, hours=about.hours),
        "far": _how_far(about),
        "posts": rx.cond(about.posts_said > 0, t("说了 {n} 个", n=about.posts_said), t("都行")),
        "together": rx.cond(about.partners_said > 0, t("说了 {n} 位", n=about.partners_said), t("都行")),
        "pause": rx.cond(about.paused, t("休假中"), t("没有休假")),
        "data": t("看看记了什么，随时可以走"),
    }
    lines = [
        kit.row(t(title), state[name], lead=icon(sign), on_click=STATE.open(name).temporal)
        for name, (sign, title, _) in PARTS.items()
    ]
    return rx.fragment(
        rx.cond(about.left, kit.notice(t("您已经退出。想回来，到志愿者页再加入一次就行。"), "warning")),
        kit.card(kit.rows(*lines), flush=True),
    )


def _how_far(about: Any) -> rx.Var[str]:
    """Without a building the kilometres are from nowhere."""
    near = t("从{home}出发，{far} 公里以内", home=about.home_name, far=about.far)
    nowhere = t("{far} 公里以内，还没说从哪栋楼出发", far=about.far)
    return rx.cond(about.far == "", t("远近都行"), rx.cond(about.home_name, near, nowhere))


def _part(name: str) -> rx.Component:
    _, title, draw = PARTS[name]
    back = kit.button(t("返回"), "quiet", icon_name="arrow-left", on_click=STATE.open("").temporal)
    return rx.fragment(kit.card(draw(STATE), title=t(title), class_name="flex flex-col gap-4"), back)
