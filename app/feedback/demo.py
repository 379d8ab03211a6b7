"""What people of the demo community said about Linju, so that the admin's desk is not bare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from app.accounts.models import Grant, Role
from app.accounts.service import actor_of
from app.feedback.service import answer_feedback, close_feedback, write_feedback
from app.shared.clock import now as clock_now

# Days ago, what, from where, the answer and whether that was the end of it.
NOTES = (
    (21, "楼栋图上看不清哪户是今天要去的。", "/round", "已改：要去的户加了颜色和记号。", True),
    (9, "便条能不能写上社区的电话？", "/slip", "可以，电话已经加在便条上了。", False),
    (4, "登记完想直接回到同一栋楼，现在要自己再点一次。", "/saved", "", False),
    (1, "门口的说明字太小，老人家看不清。", "/", "", False),
)


def add_notes(session: Session, result: Any, progress: Callable[[str, float], None]) -> None:
    """What this feature adds to `linju demo`. Flushes."""
    grants = select(Grant).where(Grant.community_id == result.community_id).order_by(col(Grant.created_at))
    by_role = {grant.role: grant.account_id for grant in session.exec(grants)}
    moment = clock_now()
    admin, cadre = (actor_of(session, by_role[role], moment) for role in (Role.ADMIN, Role.CADRE))
    for days, text, page, answer, done in NOTES:
        at = moment - timedelta(days=days)
        note = write_feedback(session, None if page == "/" else cadre, text, "", page, at)
        if answer:
            answer_feedback(session, admin, note.id, answer, at + timedelta(hours=20))
        if done:
            close_feedback(session, admin, note.id, at + timedelta(days=2))
