"""Whose browser stands at the door, and what was shown there."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from app.accounts.rules import PERMISSIONS, Permission
from app.accounts.session import actor_from_cookie
from app.events.door.asked import Asked
from app.events.door.code import Code
from app.events.models import Via
from app.events.service.comes import How, Shown
from app.events.service.people import clean_name, clean_phone
from app.passes.service.devices import Remembered, device_of
from app.shared.errors import SignInNeeded


def device_at(session: Session, asked: Asked, code: Code, now: datetime) -> Remembered | None:
    """Whose browser this is, in this community."""
    if asked.said("other"):
        return None
    device = device_of(session, asked.device, now)
    return device if device and device.community_id == code.event.community_id else None


def how_of(session: Session, asked: Asked, code: Code, now: datetime) -> How:
    """By which way they come."""
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


def shown_by(asked: Asked, device: Remembered | None, pin_right: bool) -> Shown:
    """What they show. Raises `Refused` naming the field that is wrong."""
    if asked.said("pass"):
        return Shown(pass_code=asked.said("pass"), pin_right=pin_right)
    if asked.said("family"):
        name = clean_name(asked.said("family"))
        return Shown(name=name, phone="" if device else clean_phone(asked.said("phone")))
    if asked.said("me") and device:
        return Shown(person_id=device.person_id, name=device.name, phone=device.phone)
    return Shown(name=clean_name(asked.said("name")), phone=clean_phone(asked.said("phone")))
