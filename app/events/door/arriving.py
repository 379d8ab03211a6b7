"""What happens behind a scanned code: look (`opened`), check in (`arrived`). Either way the answer is a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from app.accounts.rules import PERMISSIONS, Permission
from app.accounts.session import actor_from_cookie
from app.events.door.asked import Asked
from app.events.door.code import Code, read_code
from app.events.door.views import Page
from app.events.models import SignUpState, Via
from app.events.payload import Family, OnePerson
from app.events.rules.admission import LETS_IN, Verdict
from app.events.rules.standing import door_hours
from app.events.service.arrivals import bring_along
from app.events.service.check_in import check_in, foresee
from app.events.service.comes import How, Shown, Told
from app.events.service.find import settings_of
from app.events.service.people import Caller, clean_name, clean_phone
from app.events.service.signing import sign_up
from app.events.when import hours_words, moment_words
from app.passes.models import Verified
from app.passes.rules.codes import read_pass
from app.passes.service.devices import Remembered, device_of, remember_guest, remember_holder, seen
from app.passes.service.pins import PinTry, begin_pin
from app.shared.errors import DomainError, Refused, SignInNeeded


@dataclass(frozen=True)
class Answer:
    """A page, and what the browser is to keep (None: as it was)."""

    page: Page
    kept: str | None = None
    device: str | None = None


def opened(session: Session, asked: Asked, now: datetime) -> Answer:
    """Somebody opened the address. Changes nothing."""
    code = read_code(session, asked, now)
    if code is None:
        return Answer(Page("forged"))
    device = _device(session, asked, code, now)
    shown = Shown(person_id=device.person_id, name=device.name, phone=device.phone) if device else Shown()
    verdict, came_at = foresee(session, code.event.id, shown, _how(session, asked, code, now), now)
    page = _page(session, asked, code, verdict.value)
    if verdict is Verdict.NEEDS_NAME:
        page = replace(page, view="ask")
    elif verdict in LETS_IN and device:
        page = replace(page, view="known", values={"name": device.name})
    elif verdict is Verdict.ALREADY and device:
        page = _already(page, device.name, session, code, came_at)
    elif verdict in (Verdict.WAITING, Verdict.FULL, Verdict.NO_WALK_IN):
        page = replace(page, view="known" if device else "ask", values={"name": device.name if device else ""})
    return Answer(page, code.kept)


def arrived(session: Session, asked: Asked, now: datetime, pin_right: bool = False) -> Answer:
    """Somebody sent the form. Raises `TooMany`."""
    code = read_code(session, asked, now)
    if code is None:
        return Answer(Page("forged"))
    device = _device(session, asked, code, now)
    try:
        shown = _shown(asked, device, pin_right)
    except Refused as error:
        view = "bad_phone" if error.field == "phone" else "needs_name"
        return Answer(_typed(_page(session, asked, code, view), asked, error.field or ""))
    told = _told(session, asked, code, shown, device, now)
    if told.verdict is Verdict.FULL and asked.said("wait"):
        return _wait(session, asked, code, shown, device, now)
    return _answer(session, asked, code, told, shown, device, now)


def _told(
    session: Session, asked: Asked, code: Code, shown: Shown, device: Remembered | None, now: datetime
) -> Told:  # fmt: skip
    """The door's answer. Somebody of the family is brought by whom this phone belongs to, who has to be in."""
    how = _how(session, asked, code, now)
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


def _device(session: Session, asked: Asked, code: Code, now: datetime) -> Remembered | None:
    """Whose browser this is, in this community."""
    if asked.said("other"):
        return None
    device = device_of(session, asked.device, now)
    return device if device and device.community_id == code.event.community_id else None


def _how(session: Session, asked: Asked, code: Code, now: datetime) -> How:
    via = Via.FAMILY if asked.said("family") else code.via
    return How(
        via, code=code.reading, staff=_works_here(session, asked, now), browser=asked.browser, address=asked.address,
        paper=code.via is Via.PRINTED, window=code.window, late=code.late,
    )  # fmt: skip


def _works_here(session: Session, asked: Asked, now: datetime) -> bool:
    """Whether the browser is signed in to an account of somebody at work: this door is for residents."""
    if not asked.cookies or "linju=" not in asked.cookies:
        return False
    try:
        who = actor_from_cookie(session, asked.cookies, now)
    except SignInNeeded:
        return False
    return any(Permission.EVENT_COUNT in PERMISSIONS[scope.role] for scope in who.scopes)


def _shown(asked: Asked, device: Remembered | None, pin_right: bool) -> Shown:
    """What they show. Raises `Refused` naming the field that is wrong."""
    if asked.said("pass"):
        return Shown(pass_code=asked.said("pass"), pin_right=pin_right)
    if asked.said("family"):
        name = clean_name(asked.said("family"))
        return Shown(name=name, phone="" if device else clean_phone(asked.said("phone")))
    if asked.said("me") and device:
        return Shown(person_id=device.person_id, name=device.name, phone=device.phone)
    return Shown(name=clean_name(asked.said("name")), phone=clean_phone(asked.said("phone")))


def _wait(session: Session, asked: Asked, code: Code, shown: Shown, device: Remembered | None, now: datetime) -> Answer:
    """A place on the waiting list, from the door."""
    named = [] if asked.said("me") and device else [OnePerson(name=shown.name)]
    family = Family(people=named, phone=shown.phone)
    try:
        got = sign_up(session, Caller(device, asked.browser, asked.address), code.event.id, family, now)
    except DomainError:
        return Answer(_page(session, asked, code, "waiting_already"), code.kept)
    page = _page(session, asked, code, "waiting")
    if got.state is SignUpState.CONFIRMED:  # a place has just become free
        return arrived(session, replace(asked, fields={k: v for k, v in asked.fields.items() if k != "wait"}), now)
    return Answer(replace(page, values={"place": str(got.ahead + 1)}), code.kept)


def _answer(
    session: Session, asked: Asked, code: Code, told: Told, shown: Shown, device: Remembered | None, now: datetime
) -> Answer:
    page = _page(session, asked, code, told.verdict.value)
    name = shown.name or (device.name if device and asked.said("me") else "") or told.name
    if told.verdict is Verdict.ALREADY:
        page = _already(page, name, session, code, told.came_at)
    elif told.verdict in LETS_IN:
        view = "family" if asked.said("family") else told.verdict.value
        page = replace(page, view=view, values={"name": name}, family=True)
    elif told.verdict is Verdict.WAITING:
        page = replace(page, view="waiting_already")
    else:
        waits = told.verdict is Verdict.FULL and not shown.pass_code and not asked.said("family")
        page = replace(_typed(page, asked, "pass" if shown.pass_code else ""), wait=waits)
    inside = told.verdict in (*LETS_IN, Verdict.ALREADY)
    fresh = _remember(session, asked, code, told, shown, now) if inside and not asked.said("family") else None
    if inside and device is not None and device.stale:  # at most once a day
        seen(session, device.id, now)
    return Answer(replace(page, family=inside), code.kept, fresh)


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


def _typed(page: Page, asked: Asked, wrong: str) -> Page:
    """What was typed is put back; nothing is typed twice."""
    fields = {name: asked.said(name) for name in ("name", "phone", "pass", "me") if asked.said(name)}
    return replace(page, fields=fields, wrong=wrong)


def _already(page: Page, name: str, session: Session, code: Code, came_at: datetime | None) -> Page:
    zone = code.event.zone
    when = f"{came_at.astimezone(zone):%H:%M}" if came_at else ""
    return replace(page, view="already", values={"name": name, "when": when}, family=True)


def _page(session: Session, asked: Asked, code: Code, view: str) -> Page:
    """The page with the event's head and the values its sentence may need."""
    event = code.event
    if view in ("forged", "unpublished"):
        return Page(view)
    when = hours_words(event.starts_at, event.ends_at, event.zone.key)[asked.language == "en"]
    lines = (when, event.place)
    values = {
        "starts": when, "why": event.cancelled_why,
        "opens": _opens(session, code, asked.language) if view == "early" else "",
    }  # fmt: skip
    return Page(view, event.title, tuple(line for line in lines if line), values, keep_days=event.keep_guests)


def _opens(session: Session, code: Code, language: str) -> str:
    event = code.event
    settings = settings_of(session, event.community_id)
    opens, _closes = door_hours(event.starts_at, event.ends_at, event.opens_before, settings)
    return moment_words(opens, event.zone.key)[language == "en"]
