"""楼栋远近 `/admin/volunteers/places`: where each building lies, said once by somebody who knows the place."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen
from app.volunteers.page.parts import FORM, community_choice, place_fields
from app.volunteers.state.places import PlacesState

STATE: Any = PlacesState  # its class attributes are Vars and handlers, which its annotations do not say


def places_screen() -> rx.Component:
    """The buildings, or the form of one."""
    back = kit.button(
        t("返回"), "plain", icon_name="arrow-left", on_click=STATE.close.temporal, class_name="self-start -ml-3"
    )
    listed = rx.fragment(community_choice(STATE), rx.cond(STATE.places.length() > 0, _list(), _none()))
    return screen(
        t("楼栋远近"),
        gate(STATE, rx.cond(STATE.one.id != "", rx.fragment(back, _form()), listed)),
        dock="own",
        here="/admin/volunteers",
        back="/admin/volunteers",
    )


def _none() -> rx.Component:
    return kit.empty("house", t("还没有楼栋"), t("导入名册以后，这里就有楼栋。"))


def _list() -> rx.Component:
    left = rx.cond(
        STATE.unknown > 0,
        rx.el.p(t("还有 {n} 栋没填。没填的，排班时不算远近。", n=STATE.unknown), class_name="lj-help"),
    )
    return rx.fragment(
        rx.el.p(t("志愿者说了“最远走几公里”，排班时就从这里算。只记楼，不定位人。")),
        left,
        kit.card(kit.rows(rx.foreach(STATE.places, _row)), title=t("楼栋"), flush=True),
    )


def _row(place: Any) -> rx.Component:
    said = t("往东 {east}，往北 {north} 公里", east=place.east, north=place.north)
    about = rx.cond(place.east != "", said, kit.mark("due", t("没填")))
    return rx.el.li(kit.row(place.name, about, on_click=STATE.open(place.id).temporal), key=place.id)


def _form() -> rx.Component:
    place = STATE.one
    return kit.card(
        rx.el.form(
            rx.el.p(t("从公共客厅算起，大概就行。不知道就两格都空着。")),
            place_fields(STATE, place),
            rx.cond(~place.alone, kit.check("whole", t("这个小区的楼都按这个填"))),
            kit.button(t("保存"), type="submit", big=True),
            on_submit=STATE.save.temporal,
            key=place.id,
            class_name=FORM,
        ),
        title=place.name,
    )
