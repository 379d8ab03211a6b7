"""Small values that live on the person's phone and that screens react to."""

from __future__ import annotations

import reflex as rx


def language() -> rx.Var[str]:
    """The language chosen on this phone: "zh" or "en"."""
    return rx.Var('"zh"', _var_type=str)
