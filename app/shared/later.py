"""Parts of a screen that most people never see: their code is not in the first load, but the worker keeps it too.

@rx.memo
def stairs() -> rx.Component: ...

rx.cond(here.view == "plan", later(stairs), …)
"""

from __future__ import annotations

from typing import Any

import reflex as rx


class Later(rx.Component):
    """js/later.js"""

    library = "$/linju/shared/later.js"
    tag = "Later"

    load: rx.Var[Any]


def later(part: Any) -> rx.Component:
    """Draws `part`, a component made with `rx.memo` that takes nothing, once its chunk has come.

    Its module must draw nothing else with `rx.memo` that a screen needs at once: they share a chunk.
    """
    made = part()
    return Later.create(load=rx.Var(f'() => import("{made.library}").then((all) => all.{made.tag})'))
