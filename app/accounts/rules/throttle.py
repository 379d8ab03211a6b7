"""How long somebody waits before the next try to sign in.

What a stranger does must never keep the owner out, so waiting is earned: by the caller who failed, at that account.

- One caller at one account waits longer after each failure. A caller is a network address, or a device that signed
  in to this account before (it carries a proof in a cookie), so a stranger behind the same router is another caller.
- An account that fails from everywhere gives every *new* caller fewer free tries. A caller who never failed is let
  through even then: the owner with the right password on a new phone is not kept out by a thousand others.
- One address that fails at many accounts waits as a whole, but briefly. Devices known to the account do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

FREE_TRIES = 5  # typing errors and an old password
FREE_UNDER_ATTACK = 1
ATTACK = 20  # failures at one account, from everywhere: no owner mistypes that often
ADDRESS_FREE = 30  # an office or a lounge behind one address has many honest typos
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_ADDRESS_WAIT = timedelta(minutes=1)  # shared with innocent people
FORGET = timedelta(hours=1)  # longer than any wait, or waiting would wipe the slate


@dataclass(frozen=True)
class Failures:
    """How often it failed, and when last."""

    count: int = 0
    last_at: datetime | None = None

    def counted(self, now: datetime) -> int:
        """The failures that still count."""
        return self.count if self.last_at is not None and now - self.last_at < FORGET else 0


NONE = Failures()


def wait(here: Failures, account: Failures, address: Failures, known_device: bool, now: datetime) -> timedelta:
    """How long this caller still has to wait at this account.

    `here`: this caller at this account; `account`: everybody at it; `address`: this address at every account.
    """
    attacked = account.counted(now) >= ATTACK and not known_device
    own = _left(here, FREE_UNDER_ATTACK if attacked else FREE_TRIES, LONGEST_WAIT, now)
    shared = timedelta() if known_device else _left(address, ADDRESS_FREE, LONGEST_ADDRESS_WAIT, now)
    return max(own, shared)


def _left(failures: Failures, free: int, longest: timedelta, now: datetime) -> timedelta:
    count = failures.counted(now)
    if count < free or failures.last_at is None:
        return timedelta()
    return max(failures.last_at + delay(count - free, longest) - now, timedelta())


def delay(beyond: int, longest: timedelta) -> timedelta:
    """1 s, 2 s, 4 s … up to `longest`."""
    return min(timedelta(seconds=2 ** min(beyond, 20)), longest)


def whole_seconds(left: timedelta) -> int:
    """For a person and for `Retry-After`: never 0 while there is something left."""
    return ceil(left.total_seconds())
