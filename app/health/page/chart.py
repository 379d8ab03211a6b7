"""Charts that the server has drawn (`app/health/chart`), in the language of this phone."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told


def figures(rows: Any) -> rx.Component:
    """A card for each `FigureRow`: charts, what they say, and the table beside them."""

    def one(row: Any) -> rx.Component:
        return kit.card(rx.html(told(row.html), class_name="flex flex-col gap-3"), title=told(row.title), key=row.key)

    return rx.fragment(rx.foreach(rows, one))
