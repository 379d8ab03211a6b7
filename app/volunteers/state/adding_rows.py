"""The form of an extra shift as it is filled in: from a post, from an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.rules.standing import Standing
from app.events.service.find import event_for, events_for, standing_of
from app.events.when import day_words
from app.shared.asked import uuid_of
from app.shared.both import Both, both
from app.shared.choices import Choice
from app.shared.clock import local_day
from app.volunteers.service.find import needs_of, post_for, shift_for
from app.volunteers.service.posts import posts_of, seats_of
from app.volunteers.service.who import zone_of
from app.volunteers.state.posts_rows import RoleRow, skill_choices

BACK, AHEAD = timedelta(days=8), timedelta(days=62)  # events that may want people: those that are on, too


@dataclass
class EventChoice:
    """An event that people may be wanted for."""

    value: str = ""
    name: str = ""
    when: Both = field(default_factory=Both)


@dataclass
class Extra:
    """The form of an extra shift. `post`, `event`: what it is like and for, may be empty; `roles`: of the post;
    `drawn`: how often it was filled in."""

    post: str = ""
    event: str = ""
    title: str = ""
    place: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""
    popular: bool = False
    roles: list[RoleRow] = field(default_factory=list)
    drawn: int = 0


@dataclass
class ExtraChoices:
    """What an extra shift can be like, or for, and which skills can be asked for."""

    posts: list[Choice] = field(default_factory=list)
    events: list[EventChoice] = field(default_factory=list)
    skills: list[Choice] = field(default_factory=list)


def extra_choices(
    session: Session, who: Actor, community: Any, monday: Any, moment: datetime
) -> tuple[ExtraChoices, str]:
    """Also the day to begin with: of the week that is shown, not before today. Raises `NotFound`."""
    here = uuid_of(community)
    posts = [Choice(str(one.post.id), one.post.title) for one in posts_of(session, who, here, moment)]
    zone = zone_of(session, here)
    today = local_day(moment, zone)
    live = (Standing.DRAFT, Standing.PUBLISHED, Standing.RUNNING)
    events = [
        EventChoice(str(one.id), one.title, both(day_words(local_day(one.starts_at, zone), today)))
        for one in events_for(session, who, moment - BACK, moment + AHEAD)
        if one.community_id == here and standing_of(one, moment) in live
    ]
    skills = skill_choices(session, here)
    day = max(today.isoformat(), monday if isinstance(monday, str) else "")
    return ExtraChoices(posts, events, skills), day


def as_it_is(session: Session, who: Actor, shift_id: UUID, moment: datetime, drawn: int = 0) -> Extra:
    """The form of a shift that is there. Raises `NotFound`."""
    row = shift_for(session, who, shift_id, moment)
    zone = ZoneInfo(zone_of(session, row.community_id))
    starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    roles = [RoleRow(one.role, count=str(one.count)) for one in needs_of(session, [row.id])[row.id]]
    return Extra(
        title=row.title, place=row.place, day=f"{starts:%Y-%m-%d}", starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}",
        popular=row.popular, roles=roles, drawn=drawn + 1,
    )  # fmt: skip


def filled(session: Session, who: Actor, post: Any, event: Any, day: str, drawn: int) -> Extra:
    """The form for a post, an event, both or none (empty). Where both say something, the post says what and the event
    when and where. `drawn`: how often it was filled in before. Raises `NotFound`."""
    extra = Extra(day=day, drawn=drawn + 1)
    if post != "":
        row = post_for(session, who, uuid_of(post))
        extra.post, extra.title, extra.place, extra.popular = str(row.id), row.title, row.place, row.popular
        extra.roles = [RoleRow(one.role, count=str(one.count)) for one in seats_of(session, who, row.id)]
    if event != "":
        found = event_for(session, who, uuid_of(event), Permission.EVENT_READ)
        zone = ZoneInfo(zone_of(session, found.community_id))
        starts, ends = found.starts_at.astimezone(zone), found.ends_at.astimezone(zone)
        extra.event, extra.title, extra.place = str(found.id), extra.title or found.title, found.place
        extra.day, extra.starts, extra.ends = f"{starts:%Y-%m-%d}", f"{starts:%H:%M}", f"{ends:%H:%M}"
    return extra
