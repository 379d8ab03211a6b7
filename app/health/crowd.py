"""How many anonymous checks one address may ask for. It lies in memory: nothing about a check is written anywhere.

Many phones share an address, so the bucket is wide: it stops a program that asks without end, never a lounge.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from app.accounts.rules.throttle import Failures
from app.events.rules.pace import Pace, filled, shared_wait
from app.events.service.pace import slowed

PACE = Pace(free=0, burst=6000, every=timedelta(milliseconds=20))  # our own choice
MOST = 10_000  # addresses remembered; the one that was quiet longest is forgotten first


class Crowd:
    """The buckets of one process."""

    def __init__(self, pace: Pace = PACE) -> None:
        self.pace = pace
        self.levels: OrderedDict[str, Failures] = OrderedDict()

    def take_turn(self, address: str, now: datetime) -> None:
        """Count one. Raises `TooMany` while the bucket of this address is full."""
        level = self.levels.get(address, Failures())
        if shared_wait(level, self.pace, now):
            raise slowed(1)
        self.levels[address] = filled(level, self.pace, now)
        self.levels.move_to_end(address)
        if len(self.levels) > MOST:
            self.levels.popitem(last=False)
