"""`linju tidy`. Imports are late, so that every other command starts quickly."""

from __future__ import annotations

from typing import Annotated

import typer


def tidy(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Do now what the server does once a day.

    Forget guests, old failed tries and volunteers who have left; end volunteers' seats whose licence is over;
    propose the hours of shifts that are over; credit hours whose public notice is over.
    """
    from app.shared.clock import now
    from app.tidy.chores import CHORES
    from app.tidy.service import due, tidy_now, words

    moment = now()
    if dry_run:
        for name, counts in due(moment).items():
            print(f"{name}: {words(counts)} {CHORES[name].would}")
        return
    for name, chore in CHORES.items():
        print(f"{name}: {words(tidy_now(name, moment))} {chore.done}")
