"""A second server process for `test_races.py`: says "ready", waits for a line, then does everything at once.

python -m tests.events.another_process DATABASE_URL EVENT_ID HOME come|sign-up FIRST HOW_MANY
"""

from __future__ import annotations

import json
import os
import sys
from uuid import UUID

from sqlmodel import Session

from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.shared.db import make_engine
from tests.conftest import NOW
from tests.events.events import come, family
from tests.races import at_once


def main(url: str, event: str, home: str, deed: str, first: int, many: int) -> None:
    """`come`: the same person, over and over. `sign-up`: a person each, from number `first` on."""
    event_id = UUID(event)
    os.environ["LINJU_HOME"] = home  # the keys of the other process; conftest has just made a home of its own

    def work(number: int) -> object:
        if deed == "come":
            return lambda session: come(session, event_id, "赵一", 1)
        return lambda session: sign_up(session, Caller(), event_id, family(f"人{number}", number), NOW)

    works: list = [work(number) for number in range(first, first + many)]
    engine = make_engine(url)
    with Session(engine) as warm:
        warm.connection()
    print("ready", flush=True)
    sys.stdin.readline()
    answers = at_once(engine, works)
    print(json.dumps([str(getattr(one, "verdict", getattr(one, "state", repr(one)))) for one in answers]))


if __name__ == "__main__":
    main(*sys.argv[1:5], *map(int, sys.argv[5:7]))
