"""Looking at a sign-up again and giving it up: whoever holds its code, its people's browsers, and staff."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.rules.standing import takes_sign_ups
from app.events.service.find import locked
from app.events.service.line import offer_places
from app.events.service.people import Caller, by_device
from app.events.service.taking import CODE, SignedUp, signed_up
from app.shared.errors import Conflict, NotFound
from app.shared.text import one_line


def sign_up_by_code(session: Session, code: str) -> SignUp:
    """The sign-up whose code somebody was given. Raises `NotFound`."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    found = session.exec(select(SignUp).where(SignUp.code == typed)).first() if len(typed) == CODE else None
    if found is None:
        raise NotFound("no_such_code", "没有这个查询码，请对一下再输。", field="code")
    return found


def own_sign_ups(session: Session, caller: Caller, now: datetime) -> list[SignedUp]:
    """What the owner of a remembered browser has signed up for and is still to come: also what others did for them."""
    if caller.device is None:
        return []
    me = by_device(session, caller.device)
    wanted = (
        select(SignUp)
        .join(Attendee, col(Attendee.sign_up_id) == col(SignUp.id))
        .join(Event, col(Event.id) == col(SignUp.event_id))
        .where(Attendee.who == me.who, Event.ends_at > now, SignUp.state != SignUpState.CANCELLED)
    )
    return [signed_up(session, row) for row in session.exec(wanted.order_by(col(Event.starts_at)))]


def cancel_by_code(session: Session, code: str, now: datetime) -> SignedUp:
    """Whoever signed up gives it up. Raises `NotFound`, `Conflict`."""
    return _cancel(session, sign_up_by_code(session, code).id, None, "", now)


def cancel_own(session: Session, caller: Caller, sign_up_id: UUID, now: datetime) -> SignedUp:
    """The owner of a remembered browser gives up what they are on. Raises `NotFound`, `Conflict`."""
    if sign_up_id not in {one.id for one in own_sign_ups(session, caller, now)}:
        raise no_sign_up()
    return _cancel(session, sign_up_id, None, "", now)


def cancel_for(session: Session, who: Actor, sign_up_id: UUID, why: str, now: datetime) -> SignedUp:
    """Staff cancel a sign-up. Raises `NotFound`, `Conflict`."""
    row = session.get(SignUp, sign_up_id)
    if row is None or not who.may_within(Permission.EVENT_CHECK_IN, row.community_id):
        raise no_sign_up()
    return _cancel(session, sign_up_id, author(who), why, now)


def _cancel(session: Session, sign_up_id: UUID, by: UUID | None, why: str, now: datetime) -> SignedUp:
    """Places of those who have not come are free and offered at once. Who has come stays."""
    event = locked(session, session.get_one(SignUp, sign_up_id).event_id)
    assert event is not None
    row = session.exec(select(SignUp).where(SignUp.id == sign_up_id).execution_options(populate_existing=True)).one()
    if row.state is SignUpState.CANCELLED:
        return signed_up(session, row)
    if not takes_sign_ups(event, now):
        raise Conflict("sign_up_closed", "这场活动已经结束或取消，不用再取消报名。")
    rows = session.exec(select(Attendee).where(Attendee.sign_up_id == row.id).with_for_update()).all()
    gone = [one for one in rows if one.came_at is None]
    for one in gone:
        session.delete(one)
    if row.state is SignUpState.CONFIRMED:
        event.taken -= len(gone)
    row.size -= len(gone) if len(gone) < len(rows) else 0
    if len(gone) == len(rows):
        row.state, row.cancelled_at, row.cancelled_by = SignUpState.CANCELLED, now, by
        row.cancelled_why = one_line(why, 200)
    session.flush()
    offer_places(session, event, now)
    return signed_up(session, row)


def no_sign_up() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_sign_up", "没有这个报名。")
