"""The options of a select, and the one that many forms of the desk begin with: which community."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t


@dataclass
class Choice:
    """An option of a select."""

    value: str = ""
    name: str = ""


def community_field(state: Any) -> rx.Component:
    """Which community a form is about; nothing where there is but one. ``state`` has ``communities`` (`Choice`), the
    chosen ``one.community`` and ``choose_community``."""
    choose = kit.select_field(
        "choose", t("社区"), rx.foreach(state.communities, lambda row: rx.el.option(row.name, value=row.value)),
        value=state.one.community, on_change=state.choose_community.temporal,
    )  # fmt: skip
    return rx.cond(state.communities.length() > 1, choose)
