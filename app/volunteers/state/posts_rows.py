"""Standing posts as their screen shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.shared.choices import Choice
from app.shared.clock import local_day
from app.volunteers.models import PostKind, PostNeed, RotaLine, ShiftNeed
from app.volunteers.service.posts import PostRow, posts_of
from app.volunteers.service.skills import skills_of
from app.volunteers.service.who import zone_of


@dataclass
class RoleRow:
    """Whom a post or a shift needs, as its form has it. `role` empty: none yet; `skill`: a code."""

    role: str = ""
    skill: str = ""
    skill_name: str = ""
    count: str = "1"
    critical: str = "1"
    leader: bool = False
    age_from: str = ""
    age_until: str = ""
    demands: list[str] = field(default_factory=list)


@dataclass
class LineRow:
    """A line of the rota. `weekday`: 0 is Monday; `until` may be empty; `night`: ends on the next day; `counts`: where
    it is not as the post has it."""

    id: str = ""
    weekday: int = 0
    starts: str = ""
    ends: str = ""
    night: bool = False
    first_on: str = ""
    until: str = ""
    counts: str = ""


@dataclass
class PostItem:
    """A post. `summary`: its roles with their numbers; `east`, `north`: km from the lounge, may be empty."""

    id: str = ""
    kind: str = PostKind.FRONT_DESK.value
    title: str = ""
    about: str = ""
    place: str = ""
    east: str = ""
    north: str = ""
    popular: bool = False
    summary: str = ""
    roles: list[RoleRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)


@dataclass
class PostsBoard:
    """Every post of a community, what may be asked for there, and what day it is."""

    posts: list[PostItem] = field(default_factory=list)
    skills: list[Choice] = field(default_factory=list)
    today: str = ""


def posts_board(session: Session, who: Actor, community_id: UUID, moment: datetime) -> PostsBoard:
    """Raises `NotFound`."""
    found = posts_of(session, who, community_id, moment)
    skills = skill_choices(session, community_id)
    names = {one.value: one.name for one in skills}
    today = local_day(moment, zone_of(session, community_id))
    return PostsBoard([_post(one, names) for one in found], skills, today.isoformat())


def skill_choices(session: Session, community_id: UUID) -> list[Choice]:
    """What may be asked for."""
    return [Choice(one.code, one.name) for one in skills_of(session, community_id)]


def role_row(need: PostNeed | ShiftNeed, names: dict[str, str]) -> RoleRow:
    """Whom a row asks for. `names`: of skills, by code."""
    return RoleRow(
        need.role, need.skill or "", names.get(need.skill or "", need.skill or ""), str(need.count),
        str(need.critical), need.leader, _age(need.age_from), _age(need.age_until), list(need.demands),
    )  # fmt: skip


def summary_of(roles: list[RoleRow]) -> str:
    """`护士 1 · 引导 2`"""
    return " · ".join(f"{one.role} {one.count}" for one in roles)


def _post(one: PostRow, names: dict[str, str]) -> PostItem:
    post, roles = one.post, [role_row(need, names) for need in one.needs]
    return PostItem(
        str(post.id), post.kind.value, post.title, post.about, post.place, _km(post.x_km), _km(post.y_km),
        post.popular, summary_of(roles), roles, [_line(line) for line in one.lines],
    )  # fmt: skip


def _line(one: RotaLine) -> LineRow:
    return LineRow(
        str(one.id), one.weekday, f"{one.starts:%H:%M}", f"{one.ends:%H:%M}", one.ends <= one.starts,
        one.first_on.isoformat(), one.until.isoformat() if one.until else "",
        " · ".join(f"{role} {count}" for role, count in sorted(one.counts.items())),
    )  # fmt: skip


def _km(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _age(value: int | None) -> str:
    return "" if value is None else str(value)
