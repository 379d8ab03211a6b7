"""Standing posts and their weekly rota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, delete, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.shared.clock import local_day
from app.shared.errors import NotFound, Refused
from app.volunteers.forms import NeedForm, PostForm, RotaForm, check, wrong_post, wrong_rota
from app.volunteers.models import Post, PostNeed, RotaLine
from app.volunteers.service.find import post_for
from app.volunteers.service.skills import ensure_known
from app.volunteers.service.who import check_coordinator, zone_of


@dataclass(frozen=True)
class PostRow:
    """A post with whom it needs and when it comes every week."""

    post: Post
    needs: tuple[PostNeed, ...]
    lines: tuple[RotaLine, ...]


def posts_of(session: Session, who: Actor, community_id: UUID, now: datetime) -> list[PostRow]:
    """The posts that are not ended, with rota lines that are not over. Raises `NotFound`."""
    check_coordinator(who, community_id)
    today = local_day(now, zone_of(session, community_id))
    wanted = select(Post).where(Post.community_id == community_id, col(Post.ended_at).is_(None))
    posts = session.exec(wanted.order_by(col(Post.created_at), col(Post.id))).all()
    ids = [one.id for one in posts]
    needs = session.exec(
        select(PostNeed)
        .where(col(PostNeed.post_id).in_(ids))
        .order_by(col(PostNeed.critical).desc(), col(PostNeed.role))
    ).all()
    lines = session.exec(
        select(RotaLine)
        .where(col(RotaLine.post_id).in_(ids), col(RotaLine.until).is_(None) | (col(RotaLine.until) >= today))
        .order_by(col(RotaLine.weekday), col(RotaLine.starts))
    ).all()
    return [
        PostRow(
            one, tuple(need for need in needs if need.post_id == one.id),
            tuple(line for line in lines if line.post_id == one.id),
        )
        for one in posts
    ]  # fmt: skip


def add_post(session: Session, who: Actor, community_id: UUID, form: PostForm, now: datetime) -> Post:
    """Raises `NotFound`, `Invalid`."""
    check_coordinator(who, community_id)
    check(wrong_post(form))
    post = Post(
        **form.model_dump(exclude={"needs"}), community_id=community_id, made_by=author(who), created_at=now
    )  # fmt: skip
    session.add(post)
    session.flush()
    _set_needs(session, post, form.needs, now)
    return post


def change_post(session: Session, who: Actor, post_id: UUID, form: PostForm, now: datetime) -> Post:
    """Let the post say what the form says. Shifts that are made stay as they are. Raises `NotFound`, `Invalid`."""
    post = post_for(session, who, post_id)
    check(wrong_post(form))
    for name, value in form.model_dump(exclude={"needs"}).items():
        setattr(post, name, value)
    session.execute(delete(PostNeed).where(col(PostNeed.post_id) == post.id))
    _set_needs(session, post, form.needs, now)
    return post


def seats_of(session: Session, who: Actor, post_id: UUID) -> list[NeedForm]:
    """Whom a post needs, as a form says it: for a change that leaves them as they are. Raises `NotFound`."""
    post = post_for(session, who, post_id)
    wanted = select(PostNeed).where(PostNeed.post_id == post.id)
    rows = session.exec(wanted.order_by(col(PostNeed.critical).desc(), col(PostNeed.role)))
    return [NeedForm.of(one) for one in rows]


def set_role(session: Session, who: Actor, post_id: UUID, role: str, form: NeedForm | None, now: datetime) -> Post:
    """Let one role of a post be as the form says. `role` empty: one more; no form: not any more. Lines of the rota with
    a number of their own keep it under a new name. Raises `NotFound`, `Invalid`."""
    post = post_for(session, who, post_id)
    known = seats_of(session, who, post.id)
    if role and role not in {one.role for one in known}:
        raise NotFound("no_such_seat", "没有这个位子。", field="role")
    wanted = [form if one.role == role else one for one in known] + ([] if role else [form])
    plan = {name: getattr(post, name) for name in PostForm.model_fields if name != "needs"}
    change_post(session, who, post.id, PostForm(**plan, needs=[one for one in wanted if one is not None]), now)
    for line in session.exec(select(RotaLine).where(RotaLine.post_id == post.id)):
        if role in line.counts:
            renamed = {form.role: line.counts[role]} if form else {}
            line.counts = {name: count for name, count in line.counts.items() if name != role} | renamed
    session.flush()
    return post


def end_post(session: Session, who: Actor, post_id: UUID, now: datetime) -> Post:
    """No further shifts are made of it; those that are stay. Twice changes nothing. Raises `NotFound`."""
    post = post_for(session, who, post_id)
    if post.ended_at is None:
        post.ended_at = now
    session.flush()
    return post


def add_rota_line(session: Session, who: Actor, post_id: UUID, form: RotaForm, now: datetime) -> RotaLine:
    """A shift that comes every week. Raises `NotFound`, `Invalid`, `Refused` (`role_unknown`)."""
    post = post_for(session, who, post_id)
    check(wrong_rota(form))
    roles = set(session.exec(select(PostNeed.role).where(PostNeed.post_id == post.id)))
    if unknown := set(form.counts) - roles:
        raise Refused("role_unknown", "这个岗位没有“{role}”。", field="counts", role=min(unknown))
    line = RotaLine(
        **form.model_dump(), community_id=post.community_id, post_id=post.id, made_by=author(who), created_at=now
    )
    session.add(line)
    session.flush()
    return line


def end_rota_line(session: Session, who: Actor, line_id: UUID, last_on: date, now: datetime) -> None:
    """The last local day on which it may come; before its first day: it goes away, as if never written. Shifts that are
    made stay. Raises `NotFound`."""
    line = session.get(RotaLine, line_id)
    if line is None:
        raise NotFound("no_such_line", "没有这一行排班。", field="line")
    post_for(session, who, line.post_id)
    if last_on < line.first_on:
        session.delete(line)
    else:
        line.until = last_on
    session.flush()


def _set_needs(session: Session, post: Post, needs: Sequence[NeedForm], now: datetime) -> None:
    for one in needs:
        if one.skill:
            ensure_known(session, post.community_id, one.skill, now)
        session.add(PostNeed(post_id=post.id, **one.columns()))
    session.flush()
