"""What counts against somebody's wish from before: this month whole, earlier ones less and less. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.volunteers.rules.may_sit import Held

FADES = 0.6  # of the hours of a month count in the next
MONTHS_BACK = 3
"""Our own choice, no rule of anybody's: whoever did much last month is asked a little later in this one."""


def past_hours(held: Iterable[Held], first: datetime, months: Iterable[datetime]) -> float:
    """`held`: seats before `first`, the first moment of the month; `months`: first moments of the months before, the
    last one first."""
    starts = list(months)
    total = 0.0
    for one in held:
        back = next((at for at, month in enumerate(starts, start=1) if one.starts_at >= month), None)
        if one.starts_at < first and back is not None:
            total += one.hours * FADES**back
    return total
