"""楼栋图: a building as one stands before it, floors from the top down, units side by side."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.kit.states import words_of
from app.shared.local import act
from app.visits.page.doors import the_round
from app.visits.page.shapes.round import Cell, Floor


@rx.memo
def stack_plan() -> rx.Component:
    """The plan with its legend. It scrolls sideways; a tap on a door opens its card. Drawn `later`."""
    plan = the_round().plan
    lines = rx.el.div(
        rx.el.span(),
        rx.foreach(plan.units, _unit),
        rx.foreach(plan.floors, _floor),
        class_name="lj-plan",
        style={"gridTemplateColumns": "auto " + plan.columns},
    )
    name = t("{building} 楼栋图", building=plan.name)
    return kit.card(
        kit.legend(),
        rx.el.div(lines, role="group", aria_label=name, tab_index=0, class_name="lj-scroll"),
        title=plan.name,
    )


def _unit(unit: Any, place: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(place > 0, rx.el.span()),
        rx.el.span(
            rx.cond(unit.name, t("{name}单元", name=unit.name), ""),
            class_name="text-center text-sm lj-muted",
            style={"gridColumn": "span " + unit.doors.to_string()},
        ),
        key=unit.name,
    )


def _floor(floor: Floor) -> rx.Component:
    return rx.fragment(
        kit.plan_floor(rx.cond(floor.name, t("{floor}层", floor=floor.name), "")),
        rx.foreach(floor.cells, _cell),
        key=floor.name,
    )


def _cell(cell: Cell) -> rx.Component:
    return rx.cond(
        cell.id == "",
        rx.el.span(),
        rx.cond(
            cell.homes > 1,
            rx.el.button(
                rx.el.span(cell.label),
                rx.el.span(t("{n}户", n=cell.homes), class_name="text-xs"),
                rx.el.span(words_of(cell.state), class_name="sr-only"),
                type="button",
                class_name="lj-cell cursor-pointer",
                on_click=act("visits/round:behind", cell.climb),
                custom_attrs={"data-state": cell.state},
            ),
            kit.plan_cell(cell.label, cell.state, href="/households/" + cell.id),
        ),
    )
