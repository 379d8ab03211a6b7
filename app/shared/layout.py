"""The shell of every screen: top bar, connection line, main, bottom dock, settings sheet.

A page is ``screen(t("今日走访"), …, dock="field", here="/round")``. Nothing here needs the server or a State: the elder
switch, the settings and the connection line work offline and before React has started (see ``head.boot_script``).
"""

from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_components_core.el.elements.base import BaseHTML  # type: ignore[import-untyped]

from app.shared import kit
from app.shared.docks import Place, docks_for
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.kit import Text


class _Skip(BaseHTML):
    """A plain link: Reflex's own becomes one of the router, whose address a page from the service worker misreads."""

    tag = "a"

    href: rx.Var[str]


SETTINGS = "settings"
"""The id of the settings sheet: ``kit.opens(SETTINGS)`` opens it from anywhere on a screen."""


def screen(
    title: Text | None,
    *children: Any,
    dock: str | tuple[Place, ...] | None = None,
    here: str | None = None,
    back: Text | None = None,
    actions: rx.Component | None = None,
    foot: rx.Component | list[rx.Component] | None = None,
    wide: bool = False,
) -> rx.Component:
    """A whole screen.

    - ``title``: shown in the top bar; the page's only <h1>. None where a screen draws its own (the lounge, the wall).
    - ``children``: stacked with a gap inside <main>; use the pieces of ``app.shared.kit``.
    - ``dock``: a name of ``docks()``; ``"own"`` for screens of several roles: the one of who works on this phone;
      a tuple of Places; or None (sign-in, public pages).
    - ``here``: the route of the dock's place to mark.
    - ``back``: the route of the arrow at the top left, for screens below a dock place.
    - ``actions``: one or two ``kit.tool(…)`` beside the title.
    - ``foot``: the main button(s), fixed in thumb reach above the dock.
    - ``wide``: tables and plans on a tablet or desk (80 rem instead of 40).
    """
    flags = {"data-dock": dock if isinstance(dock, str) else "places"} if dock else {}
    flags |= {"data-wide": ""} if wide else {}
    return rx.el.div(
        _Skip.create(t("跳到正文"), href="#main", class_name="lj-skip", custom_attrs={"data-tap": "skip"}),
        top_bar(title, back=back, actions=actions),
        rx.el.main(*children, id="main", tab_index=-1, class_name="lj-main"),
        _foot(foot) if foot else rx.fragment(),
        *docks_for(dock, here),
        settings_sheet(signed_in=bool(dock)),
        rx.el.div(id="lj-toasts", role="status", aria_live=_polite(), class_name="lj-toasts"),
        class_name="lj-shell",
        custom_attrs=flags,
    )


def _polite() -> rx.Var[str]:
    """`"polite"`, bringing along what listens on every screen: the server's sentences, whose dock it is, and what a tap
    exchanges."""
    modules = [rx.ImportVar(tag=f"$/linju/shared/{name}.js") for name in ("notices", "dock", "turn")]
    return rx.Var('"polite"', _var_type=str, _var_data=VarData(imports={"": modules}))


def top_bar(title: Text | None, *, back: Text | None = None, actions: rx.Component | None = None) -> rx.Component:
    """Title left, tools right; in elder mode the title takes a line of its own."""
    return rx.el.header(
        rx.el.div(
            kit.tool("arrow-left", t("返回"), href=back, class_name="lj-back") if back is not None else rx.fragment(),
            rx.el.h1(title) if title is not None else rx.el.span(class_name="flex-1"),
            actions if actions is not None else rx.fragment(),
            elder_switch(),
            kit.tool("gear", t("设置"), **kit.opens(SETTINGS)),
            class_name="lj-bar-in",
        ),
        connection_line(),
        class_name="lj-bar",
    )


def elder_switch() -> rx.Component:
    """长辈版 on, 标准版 off: the words say where the tap leads, so no state has to be read out."""
    return rx.el.button(
        rx.el.span(t("长辈版"), class_name="lj-if-plain"),
        rx.el.span(t("标准版"), class_name="lj-if-elder"),
        type="button",
        class_name="lj-tool lj-elder",
        custom_attrs={"data-tap": "elder"},
    )


def connection_line() -> rx.Component:
    """One quiet line while there is no network. It never covers anything and never asks for a tap."""
    return rx.el.div(
        rx.el.p(icon("cloud-off", "1.2em"), t("离线，已存手机"), class_name="lj-net"),
        role="status",
    )


@rx.memo  # one component in the chunk that all screens share, not a copy in each
def settings_sheet(signed_in: rx.Var[bool]) -> rx.Component:
    """Language, colours, elder mode with its size, complaints, sign-out. Kept on this phone only."""
    return kit.sheet(
        SETTINGS,
        t("设置"),
        kit.segmented("lang", [("zh", "中文"), ("en", "English")], label=t("语言"), pref=True),
        kit.segmented(
            "theme", [("auto", t("跟随手机")), ("light", t("浅色")), ("dark", t("深色"))], label=t("颜色"), pref=True
        ),
        kit.segmented("elder", [("false", t("标准版")), ("true", t("长辈版"))], label=t("字和按钮的大小"), pref=True),
        rx.el.div(
            kit.button(t("小一点"), "quiet", icon_name="minus", tap="smaller"),
            rx.el.output("20", custom_attrs={"data-show": "size"}, class_name="font-bold", aria_label=t("字号")),
            kit.button(t("大一点"), "quiet", icon_name="plus", tap="bigger"),
            class_name="lj-when-elder items-center justify-between gap-2 flex-wrap",
        ),
        rx.el.ul(
            rx.cond(signed_in, _own(kit.row(t("工作台"), lead=icon("desk"), href="/admin"))),
            rx.cond(signed_in, _own(kit.row(t("我的账号"), lead=icon("person"), href="/account"))),
            rx.el.li(kit.row(t("投诉建议"), lead=icon("message"), href="/feedback")),
            rx.cond(signed_in, _own(_sign_out())),
            class_name="lj-rows -mx-4",
        ),
    )


def _own(row: rx.Component) -> rx.Component:
    """Only for whoever is signed in, also on screens that a stranger sees too."""
    return rx.el.li(row, class_name="lj-own")


def _sign_out() -> rx.Component:
    return kit.post_form(
        "/auth/logout",
        rx.el.button(
            icon("sign-out"),
            rx.el.span(
                rx.el.span(t("退出登录"), class_name="lj-row-title"),
                rx.el.span(t("没送出的记录留在这部手机上，您下次登录再送。"), class_name="lj-row-sub"),
                class_name="lj-row-body",
            ),
            type="submit",
            class_name="lj-row cursor-pointer",
        ),
        id="sign-out",
    )


def _foot(foot: rx.Component | list[rx.Component]) -> rx.Component:
    buttons = foot if isinstance(foot, list) else [foot]
    return rx.el.footer(rx.el.div(*buttons, class_name="lj-foot-in"), class_name="lj-foot")
