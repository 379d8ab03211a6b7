"""Whoever tries names, numbers or passes one by one at the scanned page is slowed down (`rules.pace`, "door").

Only wrong tries count, so a crowd that is let in counts nothing and asks nothing: whether somebody has to wait is
looked up only for browsers and addresses that this process knows to have used up their free tries. Every process
learns that from the next wrong try, because the count itself is in the database.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.events.models import Via
from app.events.rules.abuse import GUESSING, same_again
from app.events.rules.admission import Verdict
from app.events.service.noted import keep_tries, try_row
from app.events.service.pace import check_pace, count_try
from app.events.service.people import Caller
from app.shared.errors import TooMany

WRONG = frozenset({Verdict.NO_WALK_IN, Verdict.UNKNOWN})
"""Answers from which a stranger learns that a guess was wrong."""
MOST = 10_000  # browsers and addresses in memory
UNTIL_QUIET = timedelta(hours=1)  # after so long without a wrong try the free ones are back (`accounts.rules.throttle`)


@dataclass(frozen=True)
class Missed:
    """A wrong try: at which event, by which way."""

    event_id: UUID
    community_id: UUID
    via: Via


_slow: OrderedDict[str, datetime] = OrderedDict()  # "browser …" or "address …": until when it is worth to ask


def is_suspect(caller: Caller, now: datetime) -> bool:
    """Whether `check_guesses` has to be asked. A look into memory."""
    return any(_slow[key] > now for key in _keys(caller) if key in _slow)


def check_guesses(session: Session, caller: Caller, now: datetime) -> None:
    """Raises `TooMany` while this caller has to wait."""
    check_pace(session, "door", caller, now)


def count_guess(session: Session, caller: Caller, missed: Missed, now: datetime) -> None:
    """A wrong try. The first one too many is noted for staff."""
    count_try(session, "door", caller, now)
    for key, alone in zip(_keys(caller), _apart(caller), strict=True):
        try:
            check_pace(session, "door", alone, now)
        except TooMany:
            if _slow.get(key, now) <= now:
                _note(session, caller, missed, key, now)
            _remember(key, now)


def forget_suspects() -> None:
    """What this process knows; the counts stay. For tests."""
    _slow.clear()


def _keys(caller: Caller) -> tuple[str, str]:
    return f"browser {caller.browser}", f"address {caller.address}"


def _apart(caller: Caller) -> tuple[Caller, Caller]:
    """The browser wherever it is, and the address whoever is there."""
    return Caller(browser=caller.browser), Caller(address=caller.address)


def _remember(key: str, now: datetime) -> None:
    _slow[key] = now + UNTIL_QUIET
    _slow.move_to_end(key)
    while len(_slow) > MOST:
        _slow.popitem(last=False)


def _note(session: Session, caller: Caller, missed: Missed, key: str, now: datetime) -> None:
    again = same_again(GUESSING, None, None, key)
    row = try_row(missed.event_id, missed.community_id, GUESSING, missed.via, now, again, caller.browser)
    keep_tries(session, [row])
