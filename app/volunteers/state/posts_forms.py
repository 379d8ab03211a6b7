"""What the forms of `/admin/volunteers/posts` say, done through the services."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.volunteers.forms import NeedForm, PostForm, RotaForm
from app.volunteers.models import PostKind
from app.volunteers.rules.limits import DEMANDS
from app.volunteers.service import posts
from app.volunteers.state.typed import Typed


def add(session: Session, who: Actor, community_id: UUID, form: Any, moment: datetime) -> UUID:
    """A new post with its first role. Raises `NotFound`, `Invalid`."""
    typed = Typed(form)
    plan = PostForm(**post_typed(typed), needs=[role_typed(typed)])
    typed.check()
    return posts.add_post(session, who, community_id, plan, moment).id


def change(session: Session, who: Actor, post_id: UUID, form: Any, moment: datetime) -> None:
    """Another name, place or kind; whom it needs stays. Raises `NotFound`, `Invalid`."""
    typed = Typed(form)
    plan = PostForm(**post_typed(typed), needs=posts.seats_of(session, who, post_id))
    typed.check()
    posts.change_post(session, who, post_id, plan, moment)


def set_role(session: Session, who: Actor, post_id: UUID, role: str, form: Any, moment: datetime) -> None:
    """One role as the form says; an empty `role`: one more. Raises `NotFound`, `Invalid`."""
    typed = Typed(form)
    wanted = role_typed(typed)
    typed.check()
    posts.set_role(session, who, post_id, role, wanted, moment)


def drop_role(session: Session, who: Actor, post_id: UUID, role: str, moment: datetime) -> None:
    """Nobody of this role any more. Raises `NotFound`, `Invalid`."""
    posts.set_role(session, who, post_id, role, None, moment)


def add_lines(session: Session, who: Actor, post_id: UUID, form: Any, moment: datetime) -> None:
    """A line of the rota for every weekday that is ticked. Raises `NotFound`, `Invalid`."""
    roles = {one.role: one.count for one in posts.seats_of(session, who, post_id)}
    for line in lines_typed(Typed(form), roles):
        posts.add_rota_line(session, who, post_id, line, moment)


def end_line(session: Session, who: Actor, line_id: UUID, form: Any, moment: datetime) -> None:
    """The last day of a line. Raises `NotFound`, `Invalid`."""
    typed = Typed(form)
    last_on = typed.day("last_on")
    typed.check()
    if last_on is not None:
        posts.end_rota_line(session, who, line_id, last_on, moment)


def role_typed(typed: Typed) -> NeedForm:
    """What the fields of a role say; the form itself says what cannot be."""
    critical = typed.number("critical")
    return NeedForm(
        role=typed.words("role"), skill=typed.words("skill"), count=typed.number("count") or 0,
        critical=1 if critical is None else critical, leader=typed.ticked("leader"),
        age_from=typed.number("age_from"), age_until=typed.number("age_until"),
        demands=[code for code in DEMANDS if typed.ticked(f"demand_{code}")],
    )  # fmt: skip


def post_typed(typed: Typed) -> dict[str, Any]:
    """What the fields of a post say, without whom it needs."""
    return {
        "kind": typed.one_of("kind", (one.value for one in PostKind)) or PostKind.OTHER, "title": typed.words("title"),
        "about": typed.words("about", 4000), "place": typed.words("place"), "popular": typed.ticked("popular"),
        "x_km": typed.decimal("east"), "y_km": typed.decimal("north"),
    }  # fmt: skip


def lines_typed(typed: Typed, roles: dict[str, int]) -> list[RotaForm]:
    """A line for every weekday that is ticked. `roles`: how many the post has of each. Raises `Invalid`."""
    days = [at for at in range(7) if typed.ticked(f"day_{at}")]
    if not days:
        typed.one_of("days", ())
    starts, ends, first_on = typed.hour("starts"), typed.hour("ends"), typed.day("first_on")
    until, counts = typed.day("until", needed=False), counts_typed(typed)
    typed.check()
    assert isinstance(starts, time) and isinstance(ends, time) and isinstance(first_on, date)
    own = {role: count for role, count in counts.items() if count != roles.get(role)}
    return [RotaForm(weekday=at, starts=starts, ends=ends, first_on=first_on, until=until, counts=own) for at in days]


def counts_typed(typed: Typed) -> dict[str, int]:
    """How many of each role: the fields `count_<role>`; an empty one says nothing."""
    asked = {name.removeprefix("count_"): typed.number(name) for name in typed.names("count_")}
    return {role: count for role, count in asked.items() if count is not None}
