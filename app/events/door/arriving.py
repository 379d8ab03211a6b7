"""What happens behind a scanned code: look (`opened`), check in (`arrived`). Either way the answer is a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from app.events.door.asked import Asked
from app.events.door.code import Code, read_code
from app.events.door.saying import already, page_of, typed_again
from app.events.door.views import Page
from app.events.door.whose import device_at, how_of, shown_by
from app.events.models import SignUpState
from app.events.payload import Family, OnePerson
from app.events.rules.admission import LETS_IN, Verdict
from app.events.service.arrivals import bring_along
from app.events.service.check_in import check_in, foresee
from app.events.service.comes import Shown, Told
from app.events.service.guessing import WRONG, Missed
from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.passes.models import Verified
from app.passes.rules.codes import read_pass
from app.passes.service.devices import Remembered, remember_guest, remember_holder, seen
from app.passes.service.pins import PinTry, begin_pin
from app.shared.errors import DomainError, Refused


@dataclass(frozen=True)
class Answer:
    """A page, and what the browser is to keep (None: as it was)."""

    page: Page
    kept: str | None = None
    device: str | None = None
    missed: Missed | None = None  # what was typed belongs to nobody here


def opened(session: Session, asked: Asked, now: datetime) -> Answer:
    """Somebody opened the address. Changes nothing."""
    code = read_code(session, asked, now)
    if code is None:
        return Answer(Page("forged"))
    device = device_at(session, asked, code, now)
    shown = Shown(person_id=device.person_id, name=device.name, phone=device.phone) if device else Shown()
    verdict, came_at = foresee(session, code.event.id, shown, how_of(session, asked, code, now), now)
    page = page_of(session, asked, code, verdict.value)
    if verdict is Verdict.NEEDS_NAME:
        page = replace(page, view="ask")
    elif verdict in LETS_IN and device:
        page = replace(page, view="known", values={"name": device.name})
    elif verdict is Verdict.ALREADY and device:
        page = already(page, device.name, code, came_at)
    elif verdict in (Verdict.WAITING, Verdict.FULL, Verdict.NO_WALK_IN):
        page = replace(page, view="known" if device else "ask", values={"name": device.name if device else ""})
    return Answer(page, code.kept)


def arrived(session: Session, asked: Asked, now: datetime, pin_right: bool = False) -> Answer:
    """Somebody sent the form. Raises `TooMany`."""
    code = read_code(session, asked, now)
    if code is None:
        return Answer(Page("forged"))
    device = device_at(session, asked, code, now)
    try:
        shown = shown_by(asked, device, pin_right)
    except Refused as error:
        view = "bad_phone" if error.field == "phone" else "needs_name"
        return Answer(typed_again(page_of(session, asked, code, view), asked, error.field or ""))
    told = _told(session, asked, code, shown, device, now)
    if told.verdict is Verdict.FULL and asked.said("wait"):
        return _wait(session, asked, code, shown, device, now)
    return _answer(session, asked, code, told, shown, device, now)


def _told(
    session: Session, asked: Asked, code: Code, shown: Shown, device: Remembered | None, now: datetime
) -> Told:  # fmt: skip
    """The door's answer. Somebody of the family is brought by whom this phone belongs to, who has to be in."""
    how = how_of(session, asked, code, now)
    if device is None or not asked.said("family"):
        return check_in(session, None, code.event.id, shown, how, now)
    own = Shown(person_id=device.person_id, name=device.name, phone=device.phone)
    me = check_in(session, None, code.event.id, own, replace(how, via=code.via), now)
    if me.verdict not in (*LETS_IN, Verdict.ALREADY):
        return me
    return bring_along(session, None, me, shown.name, how, now)


def try_pin(session: Session, asked: Asked, now: datetime) -> PinTry:
    """Count a try at a pass's PIN. Raises `TooMany`, `Refused` (no such code)."""
    code = read_code(session, asked, now)
    if code is None or code.reading != "good":
        raise Refused("forged", "这不是签到的码")
    return begin_pin(session, code.event.community_id, asked.said("pass"), asked.address, now)


def _wait(session: Session, asked: Asked, code: Code, shown: Shown, device: Remembered | None, now: datetime) -> Answer:
    """A place on the waiting list, from the door."""
    named = [] if asked.said("me") and device else [OnePerson(name=shown.name)]
    family = Family(people=named, phone=shown.phone)
    try:
        got = sign_up(session, Caller(device, asked.browser, asked.address), code.event.id, family, now)
    except DomainError:
        return Answer(page_of(session, asked, code, "waiting_already"), code.kept)
    page = page_of(session, asked, code, "waiting")
    if got.state is SignUpState.CONFIRMED:  # a place has just become free
        return arrived(session, replace(asked, fields={k: v for k, v in asked.fields.items() if k != "wait"}), now)
    return Answer(replace(page, values={"place": str(got.ahead + 1)}), code.kept)


def _answer(
    session: Session, asked: Asked, code: Code, told: Told, shown: Shown, device: Remembered | None, now: datetime
) -> Answer:
    page = page_of(session, asked, code, told.verdict.value)
    name = shown.name or (device.name if device and asked.said("me") else "") or told.name
    if told.verdict is Verdict.ALREADY:
        page = already(page, name, code, told.came_at)
    elif told.verdict in LETS_IN:
        view = "family" if asked.said("family") else told.verdict.value
        page = replace(page, view=view, values={"name": name}, family=True)
    elif told.verdict is Verdict.WAITING:
        page = replace(page, view="waiting_already")
    else:
        waits = told.verdict is Verdict.FULL and not shown.pass_code and not asked.said("family")
        page = replace(typed_again(page, asked, "pass" if shown.pass_code else ""), wait=waits)
    inside = told.verdict in (*LETS_IN, Verdict.ALREADY)
    fresh = _remember(session, asked, code, told, shown, now) if inside and not asked.said("family") else None
    if inside and device is not None and device.stale:  # at most once a day
        seen(session, device.id, now)
    missed = Missed(code.event.id, code.event.community_id, code.via) if told.verdict in WRONG else None
    return Answer(replace(page, family=inside), code.kept, fresh, None if asked.said("me") else missed)


def _remember(
    session: Session, asked: Asked, code: Code, told: Told, shown: Shown, now: datetime
) -> str | None:  # fmt: skip
    """One tap instead of typing the next time."""
    if shown.pass_code:
        by = Verified.PIN if shown.pin_right else Verified.PASS
        if told.pass_id is None or told.person_id is None or not read_pass(shown.pass_code).token:
            return None  # six letters are enough to come in, not to be remembered by
        return remember_holder(session, code.event.community_id, told.person_id, told.pass_id, by, now)
    if asked.said("me"):
        return None
    return remember_guest(session, code.event.community_id, shown.name, shown.phone, now)
