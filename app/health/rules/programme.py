"""What the programme may say: counts that nobody can work their way back from to a person. Pure.

Three ways lead from counts to people, and each is closed:

- A small count is shown as "fewer than `hide`", 0 included.
- A part close to its whole tells how few were *not* in it: of 12 urgent results 10 followed up leaves 2. Then the part
  is shown as "at least", so far below the whole that the difference stays within 0 to `hide` - 1.
- A count looked at today and again tomorrow tells what one day added. A month that still runs is shown in steps of
  `hide`; it is exact only when it is over. There is no total over months: hidden ones could be subtracted from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.health.models import TallyKind


class How(StrEnum):
    """How a count is shown."""

    EXACT = "exact"
    BELOW = "below"  # fewer than `n`
    LEAST = "least"  # `n` or more


@dataclass(frozen=True)
class Shown:
    """A count as it may be seen."""

    how: How
    n: int


WHOLES: dict[TallyKind, tuple[TallyKind, ...]] = {
    TallyKind.CHECK: (),
    TallyKind.JUST_MEASURED: (),
    TallyKind.SECOND: (TallyKind.CHECK,),
    TallyKind.REFERRED: (TallyKind.CHECK,),
    TallyKind.REFERRAL_KEPT: (TallyKind.REFERRED, TallyKind.CHECK),
    TallyKind.URGENT: (TallyKind.REFERRED, TallyKind.CHECK),
    TallyKind.CONTACTED: (TallyKind.URGENT, TallyKind.REFERRED, TallyKind.CHECK),
}
"""What each is a part of, or may be; wholes come before their parts."""


def shield(counts: Mapping[TallyKind, int], hide: int, *, over: bool = True) -> dict[TallyKind, Shown]:
    """The counts of one month as they may be seen. `over`: the month is."""
    shown: dict[TallyKind, Shown] = {}
    for kind, wholes in WHOLES.items():
        n = counts.get(kind, 0)
        if n < hide:
            shown[kind] = Shown(How.BELOW, hide)
        elif not over:
            shown[kind] = Shown(How.LEAST, n // hide * hide)
        else:
            shown[kind] = _part(n, [shown[one] for one in wholes], hide)
    return shown


def _part(n: int, wholes: list[Shown], hide: int) -> Shown:
    vague = [whole.n for whole in wholes if whole.how is How.LEAST]
    if vague:  # anything nearer would say more about the whole than the whole does
        return Shown(How.LEAST, min(hide, *vague))
    close = [whole.n for whole in wholes if whole.how is How.EXACT and 0 <= whole.n - n < hide]
    return Shown(How.LEAST, max(close) - hide + 1) if close else Shown(How.EXACT, n)
