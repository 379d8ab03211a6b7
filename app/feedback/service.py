"""Write a complaint or suggestion about Linju, read one's own, answer and close them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.feedback.models import Deed, Feedback, FeedbackStep
from app.feedback.rules import CODE_LENGTH, MAX_TEXT, Standing, clean_code, new_code, standing, too_many
from app.shared.errors import Conflict, NotFound, Refused, TooMany

SHOWN = 100  # newest notes on a screen


@dataclass(frozen=True)
class Step:
    """A deed about a note and the name of who did it."""

    deed: Deed
    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Whole:
    """A note for those who answer. `writer`: a name, or empty for somebody who had not signed in."""

    note: Feedback
    writer: str
    steps: list[Step]


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
    code = new_code(secrets.token_bytes(CODE_LENGTH))
    note = Feedback(
        account_id=account_id, text=said, contact=contact.strip()[:100], page=page[:200], code=code, created_at=now
    )
    session.add(note)
    session.flush()
    return note


def own_feedback(session: Session, who: Actor) -> Sequence[Feedback]:
    """What the person wrote, newest first, with the answers."""
    mine = select(Feedback).where(Feedback.account_id == who.account_id)
    return session.exec(mine.order_by(col(Feedback.created_at).desc()).limit(SHOWN)).all()


def feedback_by_code(session: Session, typed: str) -> Feedback:
    """The note somebody wrote without an account, by the code they were given. Raises `NotFound`."""
    code = clean_code(typed)
    note = session.exec(select(Feedback).where(Feedback.code == code)).first() if len(code) == CODE_LENGTH else None
    if note is None:
        raise NotFound("no_such_code", "没有这个查询码，请对一下再输。", field="code")
    return note


def all_feedback(session: Session, who: Actor, wanted: Standing | None = None) -> Sequence[Feedback]:
    """Everybody's notes for those who answer: what waits first, the oldest of it at the top; the rest newest first."""
    _may_answer(who)
    query = select(Feedback).where(*_in(wanted))
    oldest = wanted is Standing.WAITING
    order = (
        col(Feedback.answered_at).is_not(None) | col(Feedback.closed_at).is_not(None),
        col(Feedback.created_at) if oldest else col(Feedback.created_at).desc(),
    )
    return session.exec(query.order_by(*order).limit(SHOWN)).all()


def count_feedback(session: Session, who: Actor) -> dict[Standing, int]:
    """How many notes wait, are answered, are closed."""
    _may_answer(who)
    counted = {one: select(func.count()).select_from(Feedback).where(*_in(one)) for one in Standing}
    return {one: session.exec(query).one() for one, query in counted.items()}


def whole_feedback(session: Session, who: Actor, feedback_id: UUID) -> Whole:
    """One note with all that was done about it, oldest first. Raises `NotFound`."""
    note = _note(session, who, feedback_id)
    rows = session.exec(
        select(FeedbackStep, Account.name)
        .join(Account, col(Account.id) == col(FeedbackStep.by))
        .where(FeedbackStep.feedback_id == note.id)
        .order_by(col(FeedbackStep.created_at), col(FeedbackStep.id))
    )
    writer = session.get(Account, note.account_id) if note.account_id else None
    steps = [Step(step.deed, name, step.created_at, step.text) for step, name in rows]
    return Whole(note, writer.name if writer else "", steps)


def answer_feedback(session: Session, who: Actor, feedback_id: UUID, answer: str, now: datetime) -> Feedback:
    """Answer a note, or add to the answer. The writer sees the latest on the page they wrote on.

    Raises `NotFound`, `Refused`, `Conflict` (closed meanwhile).
    """
    note = _note(session, who, feedback_id, lock=True)
    said = answer.strip()
    if not said or len(said) > MAX_TEXT:
        raise Refused("answer_length", "答复请写 1 到 {most} 字。", field="answer", most=MAX_TEXT)
    if note.closed_at is not None:
        raise Conflict("feedback_closed", "这条意见已经办结。要再答复，请先重新打开。")
    note.answer, note.answered_at, note.answered_by = said, now, who.account_id
    _step(session, who, note, Deed.ANSWERED, now, said)
    return note


def close_feedback(session: Session, who: Actor, feedback_id: UUID, now: datetime) -> Feedback:
    """Nothing more is to be done. Closing twice changes nothing. Raises `NotFound`."""
    note = _note(session, who, feedback_id, lock=True)
    if note.closed_at is None:
        note.closed_at = now
        _step(session, who, note, Deed.CLOSED, now)
    return note


def reopen_feedback(session: Session, who: Actor, feedback_id: UUID, now: datetime) -> Feedback:
    """There is more to it after all. Raises `NotFound`."""
    note = _note(session, who, feedback_id, lock=True)
    if note.closed_at is not None:
        note.closed_at = None
        _step(session, who, note, Deed.REOPENED, now)
    return note


def standing_of(note: Feedback) -> Standing:
    """In which state a note is."""
    return standing(note.answered_at, note.closed_at)


def _step(session: Session, who: Actor, note: Feedback, deed: Deed, now: datetime, text: str = "") -> None:
    session.add(FeedbackStep(feedback_id=note.id, deed=deed, by=who.account_id, text=text, created_at=now))
    session.flush()


def _note(session: Session, who: Actor, feedback_id: UUID, *, lock: bool = False) -> Feedback:
    _may_answer(who)
    query = select(Feedback).where(Feedback.id == feedback_id)
    note = session.exec(query.with_for_update() if lock else query).first()
    if note is None:
        raise NotFound("no_such_feedback", "没有这条意见。")
    return note


def _may_answer(who: Actor) -> None:
    if not who.may_somewhere(Permission.FEEDBACK_ANSWER):
        raise NotFound("no_such_feedback", "没有这条意见。")


def _in(wanted: Standing | None) -> list:
    closed, answered = col(Feedback.closed_at).is_not(None), col(Feedback.answered_at).is_not(None)
    conditions = {
        Standing.CLOSED: [closed],
        Standing.ANSWERED: [~closed, answered],
        Standing.WAITING: [~closed, ~answered],
    }
    return conditions[wanted] if wanted else []


def _within_an_hour(session: Session, account_id: UUID | None, now: datetime) -> int:
    recent = select(func.count()).where(
        Feedback.account_id == account_id, Feedback.created_at > now - timedelta(hours=1)
    )
    return session.exec(recent).one()
