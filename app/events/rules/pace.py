"""How fast one may go who has not signed in: signing up, guessing codes and passes, saying what one thought. Pure.

Two measures, because a lounge's phones all share one address (and so do thousands behind a mobile network):

- One browser has some tries free, then waits longer each time (1 s, 2 s, 4 s … a quarter of an hour).
- One address has a bucket: many at once, then one more every second or two. It is never made to wait longer than that:
  a refused try costs nothing, so whoever floods it slows others down by moments and locks nobody out.

Whoever has proven who they are (a verified phone, a pass) or holds a right code does not stand in the second queue.
The numbers are our own choices, no rule of anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.rules.throttle import LONGEST_WAIT, Failures, delay


@dataclass(frozen=True)
class Pace:
    """`free`: tries of a browser that has been quiet for an hour. `burst`: of an address; `every`: one more each."""

    free: int
    burst: int
    every: timedelta


SECOND = timedelta(seconds=1)
PACES = {
    "sign_up": Pace(10, 240, SECOND),  # 500 residents behind one address within five minutes all get through
    "code": Pace(5, 60, 2 * SECOND),  # wrong ones only
    "pass": Pace(5, 60, 2 * SECOND),  # wrong ones only
    "door": Pace(10, 240, SECOND),  # wrong ones only: a lounge full of people makes some typing errors
    "opinion": Pace(5, 200, SECOND),
    "record": Pace(5, 60, 2 * SECOND),  # wrong ones only
    "link": Pace(5, 60, 2 * SECOND),  # wrong ones only: codes that open somebody's readings
    "just_measured": Pace(30, 60, 5 * SECOND),  # a count about nobody, from anybody
    "family": Pace(5, 60, 2 * SECOND),  # letters of a pass that somebody types to share with who has it
}


def own_wait(tries: Failures, pace: Pace, now: datetime) -> timedelta:
    """How long a browser still has to wait."""
    count = tries.counted(now)
    if count < pace.free or tries.last_at is None:
        return timedelta()
    return max(tries.last_at + delay(count - pace.free, LONGEST_WAIT) - now, timedelta())


def drained(level: Failures, pace: Pace, now: datetime) -> Failures:
    """What is still in the bucket of an address, and up to when it has been emptied."""
    if level.last_at is None or level.count <= 0:
        return Failures(0, now)
    out = max(0, (now - level.last_at) // pace.every)
    return Failures(level.count - out, level.last_at + out * pace.every) if out < level.count else Failures(0, now)


def filled(level: Failures, pace: Pace, now: datetime) -> Failures:
    """The bucket after one more try: never fuller than full, however many came in the same moment."""
    left = drained(level, pace, now)
    return Failures(min(left.count + 1, pace.burst), left.last_at)


def shared_wait(level: Failures, pace: Pace, now: datetime) -> timedelta:
    """How long somebody at this address still has to wait: never longer than `pace.every`."""
    left = drained(level, pace, now)
    if left.count < pace.burst or left.last_at is None:
        return timedelta()
    return max(left.last_at + pace.every - now, timedelta())
