"""The body mass index, and how any value is shown: the two places where rounding could change a band. Pure."""

from __future__ import annotations

from math import floor

from app.health.rules.measures import DECIMALS


def bmi_of(weight: float, height: float) -> float:
    """kg/m² of kg and cm; unrounded.

    Both are first taken as whole millionths (kg, m), so that the noise of binary fractions cannot move a value across
    a line: 69.36 kg and 170 cm is 24.0, in Python and in JavaScript.
    """
    millionths, across = floor(weight * 1e6 + 0.5), floor(height * 1e4 + 0.5)
    return millionths * 1e6 / (across * across) if across else 0.0


def shown(field: str, value: float) -> str:
    """As a screen shows it: half goes up, one place or none (`DECIMALS`). What is judged is the unrounded value."""
    places = DECIMALS.get(field, 0)
    whole = floor(value * 10**places + 0.5)
    return f"{whole // 10}.{whole % 10}" if places else str(whole)
