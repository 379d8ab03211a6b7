"""`linju event add | code | list`. Imports are late, so that every other command starts quickly."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from app.shared.errors import NotFound, Refused

event = typer.Typer(help="活动 · Events", no_args_is_help=True)
Community = Annotated[str | None, typer.Option(help="Its code. May be left out while there is only one.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@event.command("add")
def add(
    title: Annotated[str, typer.Option(help="What it is called.")],
    start: Annotated[str, typer.Option(help="Local time, e.g. 2026-12-01T14:00.")],
    end: Annotated[str, typer.Option(help="Local time, e.g. 2026-12-01T16:00.")],
    capacity: Annotated[int | None, typer.Option(help="Places. Without it: no limit.")] = None,
    walk_in: Annotated[bool, typer.Option("--walk-in", help="Who has not signed up may come in too.")] = False,
    place: Annotated[str, typer.Option(help="Where.")] = "",
    about: Annotated[str, typer.Option(help="What happens there.")] = "",
    group_most: Annotated[int, typer.Option(help="People one sign-up may bring.")] = 4,
    poster: Annotated[bool, typer.Option("--poster", help="Allow a printed code, of lower trust.")] = False,
    community: Community = None,
    as_json: Json = False,
) -> None:
    """Make an event and publish it at once."""
    from app.accounts.rules import Permission
    from app.accounts.rules.operator import operator
    from app.events.payload import EventPlan
    from app.events.service.edit import add_event
    from app.events.service.find import community_for
    from app.shared.clock import now
    from app.shared.db import transaction

    who = operator()
    with transaction() as session:
        here = community_for(session, who, Permission.EVENT_EDIT, community)
        plan = EventPlan(
            title=title[:400], starts_at=_local(start, here.zone, "--start"), ends_at=_local(end, here.zone, "--end"),
            capacity=capacity, walk_in=walk_in, place=place[:400], about=about[:8000], group_most=group_most,
            lower_trust_code=poster,
        )  # fmt: skip
        made = add_event(session, who, here.id, plan, now(), publish_now=True)
    print(json.dumps({"id": str(made.id)}) if as_json else f"{made.id}  {made.title}")


@event.command("code")
def code(
    event_id: Annotated[str, typer.Argument(help="The event's id.")],
    poster: Annotated[bool, typer.Option("--poster", help="The code for paper instead.")] = False,
) -> None:
    """Print the address that the wall shows at this moment."""
    from app.accounts.rules.operator import operator
    from app.events.service.codes import poster_url, wall_url
    from app.shared.clock import now
    from app.shared.db import reading

    with reading() as session:
        wanted = _id(event_id)
        print(poster_url(session, operator(), wanted) if poster else wall_url(session, operator(), wanted, now()))


@event.command("list")
def listed(
    days: Annotated[int, typer.Option(help="How many days ahead.", min=1, max=366)] = 14, as_json: Json = False
) -> None:
    """The events to come, drafts too."""
    from datetime import timedelta

    from app.accounts.rules.operator import operator
    from app.events.service.find import events_for, standing_of
    from app.shared.clock import local_time, now
    from app.shared.db import reading

    moment = now()
    with reading() as session:
        rows = [
            {"id": str(one.id), "starts": local_time(one.starts_at), "standing": standing_of(one, moment).value,
             "title": one.title, "taken": one.taken, "capacity": one.capacity}
            for one in events_for(session, operator(), moment - timedelta(days=1), moment + timedelta(days=days))
        ]  # fmt: skip
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['id']}  {row['starts']}  {row['standing']:<9}  {row['title']}")


def _local(text: str, zone: str, option: str) -> datetime:
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            "bad_time", "{option} 看不懂：{text}。请写成 2026-12-01T14:00。", option=option, text=text
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("no_such_event", "没有这场活动。") from None
