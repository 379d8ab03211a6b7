"""Write a complaint or suggestion about Linju, read one's own, answer them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor, Permission
from app.feedback.models import Feedback
from app.feedback.rules import MAX_TEXT, too_many
from app.shared.errors import NotFound, Refused, TooMany

SHOWN = 100  # newest notes on a screen


def write_feedback(session: Session, who: Actor | None, text: str, contact: str, page: str, now: datetime) -> Feedback:
    """Keep what somebody wrote; nobody has to sign in to complain."""
    said = text.strip()
    if not said:
        raise Refused("feedback_empty", "请先写几个字。", field="text")
    if len(said) > MAX_TEXT:
        raise Refused("feedback_too_long", "最多写 {most} 字，请分两次写。", field="text", most=MAX_TEXT)
    account_id = who.account_id if who else None
    if too_many(_within_an_hour(session, account_id, now), who is not None):
        raise TooMany("feedback_too_many", "这一小时写得太多了，请过一会儿再写。", retry_after=3600)
    note = Feedback(account_id=account_id, text=said, contact=contact.strip()[:100], page=page[:200], created_at=now)
    session.add(note)
    session.flush()
    return note


def own_feedback(session: Session, who: Actor) -> Sequence[Feedback]:
    """What the person wrote, newest first, with the answers."""
    mine = select(Feedback).where(Feedback.account_id == who.account_id)
    return session.exec(mine.order_by(col(Feedback.created_at).desc()).limit(SHOWN)).all()


def all_feedback(session: Session, who: Actor) -> Sequence[Feedback]:
    """Everybody's notes, unanswered first, for those who answer."""
    _may_answer(who)
    order = (col(Feedback.answered_at).is_not(None), col(Feedback.created_at).desc())
    return session.exec(select(Feedback).order_by(*order).limit(SHOWN)).all()


def answer_feedback(session: Session, who: Actor, feedback_id: UUID, answer: str, now: datetime) -> Feedback:
    """Answer a note. The writer sees it on the same page."""
    _may_answer(who)
    said = answer.strip()
    if not said or len(said) > MAX_TEXT:
        raise Refused("answer_length", "答复请写 1 到 {most} 字。", field="answer", most=MAX_TEXT)
    note = session.get(Feedback, feedback_id)
    if note is None:
        raise NotFound("no_such_feedback", "没有这条意见。")
    note.answer, note.answered_at, note.answered_by = said, now, who.account_id
    return note


def _may_answer(who: Actor) -> None:
    if not who.may_somewhere(Permission.FEEDBACK_ANSWER):
        raise NotFound("no_such_feedback", "没有这条意见。")


def _within_an_hour(session: Session, account_id: UUID | None, now: datetime) -> int:
    recent = select(func.count()).where(
        Feedback.account_id == account_id, Feedback.created_at > now - timedelta(hours=1)
    )
    return session.exec(recent).one()
