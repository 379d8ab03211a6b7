"""What residents thought of an event: stars and a few words, no name, no ranking of anybody."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.events.models import EventFeedback
from app.events.service.find import event_for, public_event
from app.shared.crypto import keys
from app.shared.errors import Conflict, Refused

OPEN_FOR = timedelta(days=14)  # after the end
MOST_WORDS = 500
SHOWN = 500


def say(session: Session, browser: str, event_id: UUID, stars: int, words: str, now: datetime) -> EventFeedback:
    """Keep what somebody says, once per browser. Raises `NotFound`, `Refused`, `Conflict`."""
    event = public_event(session, event_id, now)
    if not event.starts_at <= now <= event.ends_at + OPEN_FOR or event.cancelled_at is not None:
        raise Refused("feedback_closed", "活动开始后到结束两周内可以评价。")
    said = words.strip()
    if not 1 <= stars <= 5:
        raise Refused("stars_range", "请选 1 到 5 颗星。", field="stars")
    if len(said) > MOST_WORDS:
        raise Refused("text_too_long", "太长了，最多 {most} 字。", field="words", most=MOST_WORDS)
    once = keys().blind("event-feedback", f"{event_id}\0{browser}")
    row = EventFeedback(
        community_id=event.community_id, event_id=event.id, stars=stars, words=said, once=once, created_at=now
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise Conflict("said_already", "您已经评价过这场活动，谢谢。") from None
    return row


def what_was_said(session: Session, who: Actor, event_id: UUID) -> list[EventFeedback]:
    """For staff, newest first. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_READ)
    wanted = select(EventFeedback).where(EventFeedback.event_id == event.id)
    return list(session.exec(wanted.order_by(col(EventFeedback.created_at).desc()).limit(SHOWN)))
