"""The dock: the places at the bottom of the screen, by what a role does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.kit import Text
from app.shared.local import value


@dataclass(frozen=True)
class Place:
    """One place in the dock: icon name, label of at most four characters, route; ``count``: a small number on it."""

    icon: str
    label: Text
    href: str
    count: rx.Var[int] | None = None


def docks() -> dict[str, tuple[Place, ...]]:
    """The dock by what a role does (`accounts.rules.rooms`): at most five places, the same order on every screen."""
    search, mine = Place("search", t("查找"), "/search"), Place("person", t("我的"), "/account")
    overview, notes = Place("chart", t("概况"), "/admin/coverage"), Place("message", t("意见"), "/feedback")
    return {
        "field": (  # cadres
            Place("walk", t("走访"), "/round"),
            search,
            Place("tasks", t("待办"), "/admin/needs"),
            Place("calendar", t("活动"), "/admin/events"),
            Place("sync", t("同步"), "/sync", value("dock.unsent", int, 0)),
        ),
        "leader": (search, notes, mine),  # neighbour leaders
        "desk": (  # admins
            Place("desk", t("工作台"), "/admin"),
            overview,
            search,
            Place("calendar", t("活动"), "/admin/events"),
            Place("users", t("名册"), "/admin/roster"),
        ),
        "watch": (overview, Place("phone", t("手机"), "/admin/phones"), notes, mine),  # supervisors
        "audit": (Place("eye", t("记录"), "/admin/access"), notes, mine),  # auditors
        "resident": (
            Place("heart", t("健康"), "/health"),
            Place("home", t("大厅"), "/"),
            Place("sync", t("同步"), "/sync", value("dock.unsent", int, 0)),
            notes,
            mine,
        ),
        "guest": (Place("home", t("大厅"), "/"), notes, mine),  # volunteers, doctors
    }


def docks_for(dock: str | tuple[Place, ...] | None, here: str | None) -> list[rx.Component]:
    """What ``screen(dock=…, here=…)`` draws at the bottom."""
    if not dock:
        return []
    if dock == "own":  # all are in the page; <html data-dock>, known before the first paint, shows one
        return [_dock(places, here, name) for name, places in docks().items()]
    return [_dock(docks()[dock] if isinstance(dock, str) else dock, here)]


def _dock(places: tuple[Place, ...], here: str | None, only_for: str = "") -> rx.Component:
    return rx.el.nav(
        *(
            rx.el.a(
                icon(place.icon),
                rx.el.span(place.label),
                _count(place.count),
                href=place.href,
                class_name="lj-place",
                custom_attrs={"aria-current": "page"} if place.href == here else {},
            )
            for place in places
        ),
        aria_label=t("主要页面"),
        class_name="lj-dock",
        custom_attrs={"data-for": only_for} if only_for else {},
    )


def _count(number: Any) -> rx.Component:
    if number is None:
        return rx.fragment()
    words = rx.el.span(t("{n} 条没送出", n=number), class_name="sr-only")
    return rx.cond(number > 0, rx.el.span(rx.el.span(number, aria_hidden="true"), words, class_name="lj-count"))
