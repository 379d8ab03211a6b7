"""Limits for complaints and suggestions. Pure."""

from __future__ import annotations

MAX_TEXT = 1000  # characters
HOURLY = 20  # notes an hour from one account or, unsigned, from everybody together: a brake on floods


def too_many(within_an_hour: int, signed_in: bool) -> bool:
    """Whether one more note should wait. Unsigned notes share a larger brake, because nobody can be told apart."""
    return within_an_hour >= (HOURLY if signed_in else HOURLY * 10)
