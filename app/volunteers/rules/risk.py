"""What may go wrong with a seat, soon enough to call somebody. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.shared.i18n import N_
from app.volunteers.rules.may_sit import Why
from app.volunteers.rules.settings import Settings

LOOKS_BACK = timedelta(days=90)
"""For how long somebody's not having come is remembered here. Our own choice, no rule of anybody's."""


class Risk(StrEnum):
    """The gravest first."""

    EMPTY = "empty"
    OFF = "off"  # the event it belongs to was called off
    MOVED = "moved"  # the event has other hours now
    UNFIT = "unfit"  # whoever sits there may not (any more)
    LATE = "late"  # somebody gave it up after the time limit
    UNTOLD = "untold"  # a draft nobody was told of
    UNANSWERED = "unanswered"
    NO_SHOWS = "no_shows"  # has not come before


WORDS: dict[Risk, str] = {
    Risk.EMPTY: N_("空着"),
    Risk.OFF: N_("活动取消了，班还在"),
    Risk.MOVED: N_("活动改了时间，班还没改"),
    Risk.UNFIT: N_("现在不合要求了"),
    Risk.LATE: N_("有人临时不来"),
    Risk.UNTOLD: N_("还没通知本人"),
    Risk.UNANSWERED: N_("还没答复"),
    Risk.NO_SHOWS: N_("以前有过没来"),
}


@dataclass(frozen=True)
class Seated:
    """Somebody in a seat, as far as it matters here. `unfit`: why they may not sit there now."""

    told: bool
    answered: bool
    no_shows: int
    unfit: Collection[Why] = ()


def seated_risks(one: Seated, starts_at: datetime, now: datetime, settings: Settings) -> Iterator[Risk]:
    """What may go wrong with somebody in a seat. Who has not answered is left in peace until it is time."""
    soon = now >= starts_at - timedelta(hours=settings.confirm_hours)
    if one.unfit:
        yield Risk.UNFIT
    if soon and not one.told:
        yield Risk.UNTOLD
    elif soon and not one.answered:
        yield Risk.UNANSWERED
    if one.no_shows:
        yield Risk.NO_SHOWS
