"""The door: somebody shows something, and is told whether they are in. The hot path of an event's first minutes.

One statement to look (`look`), one to write (`enter`), one commit. Of 32 check-ins of one person at the same moment
one gets a row back; the others look again and are told since when they are in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.service.tries import count_miss, slow_down
from app.events.models import Attendee, Via
from app.events.rules.abuse import TO_LOOK_AT
from app.events.rules.admission import LETS_IN, STANDS, AtDoor, Case, Comer, Place, Verdict, decide
from app.events.rules.standing import Settings, door_hours
from app.events.service.comes import Comes, How, Shown, Told, told
from app.events.service.enter import enter
from app.events.service.find import no_event
from app.events.service.look import Seen, look
from app.events.service.noted import note
from app.events.service.people import guest_key
from app.passes.rules.codes import Read, read_pass
from app.shared.clock import local_day
from app.shared.crypto import blind_index
from app.shared.errors import Refused
from app.shared.tables import table_of

AGAIN = 3  # looks at a person whom others check in at the same moment
BY_STAFF = {Via.CAMERA, Via.HID, Via.TYPED, Via.TABLET, Via.STAFF, Via.WALK_IN}
_attendee = table_of(Attendee)


def check_in(
    session: Session, who: Actor | None, event_id: UUID, shown: Shown, how: How, now: datetime,
    at: datetime | None = None,
) -> Told:  # fmt: skip
    """Let somebody in, or say why not: every answer is a `Told`, also a refusal, so that what was noted stays noted.

    `at`: the moment of the scan, which decides; None: now. Raises `NotFound` (no such event, not their community),
    `Refused` (`door_without_code`: a resident's phone has to scan first), `TooMany` (six letters guessed too often).
    """
    how = replace(how, who=who)
    if who is None and (how.via in BY_STAFF or how.code == "none"):
        raise Refused("door_without_code", "请先扫门口的二维码。")
    comes = Comes(session, event_id, shown, how, now, min(at or now, now))
    for _ in range(AGAIN):
        seen = _look(comes)
        if who is not None and not who.may_within(Permission.EVENT_CHECK_IN, seen.community_id):
            raise no_event()
        answer = _decided(comes, seen)
        if answer is not None:
            return answer
    raise no_event()  # taken away under our hands


def foresee(
    session: Session, event_id: UUID, shown: Shown, how: How, now: datetime
) -> tuple[Verdict, datetime | None]:  # fmt: skip
    """What `check_in` would say at this moment, and since when they are in. Changes nothing. Raises `NotFound`."""
    comes = Comes(session, event_id, shown, how, now, now)
    seen = _look(comes)
    return decide(case_of(comes, seen)), seen.came_at


def _look(comes: Comes) -> Seen:
    shown, read = comes.shown, Read()
    if shown.pass_code:
        read = read_pass(shown.pass_code)
        if not read.token:
            slow_down(comes.session, "pass:short", comes.how.address, comes.now)
    if read.token:
        seen = look(comes.session, "token", comes.event_id, token=read.token)
    elif read.short_code:
        seen = look(comes.session, "short", comes.event_id, short=read.short_code)
    elif shown.name and shown.phone:
        guest, index = guest_key(shown.phone, shown.name), blind_index("phone", shown.phone)
        seen = look(comes.session, "name", comes.event_id, name=shown.name, phone_index=index, guest=guest)
    elif shown.attendee_id is not None and comes.how.who is not None:
        seen = look(comes.session, "attendee", comes.event_id, attendee=shown.attendee_id)
    else:
        seen = look(comes.session, "person", comes.event_id, person=shown.person_id)
    if seen is None:
        raise no_event()
    return seen


def _decided(comes: Comes, seen: Seen) -> Told | None:
    """The answer, or None: somebody was quicker, look again."""
    verdict = decide(case_of(comes, seen))
    if verdict is Verdict.ALREADY:
        return _already(comes, seen)
    if verdict in LETS_IN:
        return enter(comes, seen, verdict)
    if comes.how.let_in and verdict in STANDS and (seen.person_id or seen.attendee_id):
        comes.flags.append(verdict)
        note(comes, seen, verdict, let_in=True)
        return enter(comes, seen, Verdict.ENTER)
    return _refused(comes, seen, verdict)


def case_of(comes: Comes, seen: Seen) -> Case:
    """The case as the one table of decisions knows it."""
    plain = Settings()
    after = plain.closes_after if seen.closes_after is None else seen.closes_after
    opens, closes = door_hours(seen.starts_at, seen.ends_at, seen.opens_before, Settings(closes_after=after))
    event = AtDoor(
        _unix(seen.published_at), _unix(seen.finished_at), _unix(seen.cancelled_at), opens.timestamp(),
        closes.timestamp(), local_day(seen.starts_at, seen.zone).isoformat(), seen.walk_in, seen.capacity,
        seen.taken,
    )  # fmt: skip
    state = "none" if seen.attendee_id is None else seen.state.value if seen.state else "confirmed"
    place = Place(state, _unix(seen.came_at), _unix(seen.left_at))  # type: ignore[arg-type]
    today = local_day(comes.at, seen.zone).isoformat()
    return Case(comes.at.timestamp(), today, event, _comer(comes, seen), place, comes.how.code)


def _comer(comes: Comes, seen: Seen) -> Comer:
    shown = comes.shown
    if shown.pass_code:
        locked = seen.has_pin and comes.how.who is None and not shown.pin_right
        pin: Any = "missing" if locked else "none"
        return Comer("pass", seen.pass_id is not None, _unix(seen.revoked_at), pin, comes.how.staff)
    if shown.person_id is not None:
        return Comer("device", seen.person_id is not None, staff=comes.how.staff)
    if shown.attendee_id is not None:
        return Comer("device", seen.attendee_id is not None, staff=comes.how.staff)
    named = bool(shown.name or shown.phone)
    return Comer("name" if named else "nothing", bool(shown.name and shown.phone), staff=comes.how.staff)


def _already(comes: Comes, seen: Seen) -> Told:
    """In since when. A scan of staff that another one was quicker than is a clash worth a look; a second tap is not."""
    if comes.how.who is not None and comes.at != seen.came_at:
        note(comes, seen, Verdict.ALREADY)
        if seen.came_at is not None and comes.at < seen.came_at:  # this phone was offline and saw them first
            earlier = update(_attendee).where(_attendee.c.id == seen.attendee_id, _attendee.c.came_at > comes.at)
            comes.session.execute(earlier.values(came_at=comes.at))
            return told(comes, seen, Verdict.ALREADY, comes.at)
    return told(comes, seen, Verdict.ALREADY, seen.came_at)


def _refused(comes: Comes, seen: Seen, verdict: Verdict) -> Told:
    if verdict is Verdict.UNKNOWN and comes.shown.pass_code and not read_pass(comes.shown.pass_code).token:
        count_miss(comes.session, "pass:short", comes.how.address, comes.now)
    if verdict in TO_LOOK_AT:
        note(comes, seen, verdict)
    return told(comes, seen, verdict)


def _unix(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
