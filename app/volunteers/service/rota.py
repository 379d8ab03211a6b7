"""A month of shifts out of the weekly rota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.shared.clock import local_day
from app.shared.errors import Refused
from app.volunteers.models import Post, PostNeed, RotaLine, Shift, ShiftNeed
from app.volunteers.rules.rota import LONGEST, Line, days_of, hours_of
from app.volunteers.service.who import check_coordinator, zone_of

NEED = ("role", "skill", "count", "critical", "leader", "age_from", "age_until", "demands")


@dataclass(frozen=True)
class Made:
    """How many shifts of a rota were made now, and how many there were already."""

    made: int
    known: int


def make_shifts(
    session: Session, who: Actor, community_id: UUID, first_on: date, last_on: date, now: datetime
) -> Made:  # fmt: skip
    """The rota as shifts of some local days, both included. What there is already stays as it is, so again is harmless.

    Days that are over are left out. Raises `NotFound`, `Refused`.
    """
    check_coordinator(who, community_id)
    if last_on < first_on or (last_on - first_on).days >= LONGEST:
        raise Refused("days_wrong_span", "一次最多排 {most} 天，请看一下日期。", field="last_on", most=LONGEST)
    zone = zone_of(session, community_id)
    first = max(first_on, local_day(now, zone))
    wanted = (
        select(RotaLine, Post)
        .join(Post, col(Post.id) == col(RotaLine.post_id))
        .where(RotaLine.community_id == community_id, col(Post.ended_at).is_(None))
        .order_by(col(RotaLine.id))
        .with_for_update(of=RotaLine)  # two who make the same month: the second finds what the first has made
    )
    found = session.exec(wanted).all()
    there = select(Shift).where(
        Shift.community_id == community_id, Shift.on_day >= first, col(Shift.rota_line_id).is_not(None)
    )
    known = {(one.rota_line_id, one.on_day) for one in session.exec(there)}
    needs = _needs_of_posts(session, [post.id for _, post in found])
    made = old = 0
    for line, post in found:
        for day in days_of(Line(line.weekday, line.starts, line.ends, line.first_on, line.until), first, last_on):
            if (line.id, day) in known:
                old += 1
                continue
            made += _of_line(session, who, line, post, needs.get(post.id, []), day, zone, now)
    session.flush()
    return Made(made, old)


def _of_line(
    session: Session, who: Actor, line: RotaLine, post: Post, needs: Sequence[PostNeed], day: date, zone: str,
    now: datetime,
) -> int:  # fmt: skip
    starts_at, ends_at = hours_of(Line(line.weekday, line.starts, line.ends, line.first_on, line.until), day, zone)
    if starts_at <= now:
        return 0
    shift = Shift(
        community_id=line.community_id, post_id=post.id, rota_line_id=line.id, on_day=day, title=post.title,
        place=post.place, x_km=post.x_km, y_km=post.y_km, starts_at=starts_at, ends_at=ends_at, popular=post.popular,
        made_by=author(who), created_at=now,
    )  # fmt: skip
    session.add(shift)
    for one in needs:
        columns = {name: getattr(one, name) for name in NEED} | {"count": line.counts.get(one.role, one.count)}
        if columns["count"]:
            session.add(ShiftNeed(shift_id=shift.id, **columns))
    return 1


def _needs_of_posts(session: Session, post_ids: list[UUID]) -> dict[UUID, list[PostNeed]]:
    found: dict[UUID, list[PostNeed]] = {}
    for one in session.exec(select(PostNeed).where(col(PostNeed.post_id).in_(post_ids)).order_by(col(PostNeed.role))):
        found.setdefault(one.post_id, []).append(one)
    return found
