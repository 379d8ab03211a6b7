"""The pages that answer at the door: the event's head, and what the sentence needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from app.events.door.asked import Asked
from app.events.door.code import Code
from app.events.door.views import Page
from app.events.rules.standing import door_hours
from app.events.service.find import settings_of
from app.events.when import hours_words, moment_words


def page_of(session: Session, asked: Asked, code: Code, view: str) -> Page:
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


def already(page: Page, name: str, code: Code, came_at: datetime | None) -> Page:
    """They are in, and since when."""
    zone = code.event.zone
    when = f"{came_at.astimezone(zone):%H:%M}" if came_at else ""
    return replace(page, view="already", values={"name": name, "when": when}, family=True)


def typed_again(page: Page, asked: Asked, wrong: str) -> Page:
    """What was typed is put back; nothing is typed twice."""
    fields = {name: asked.said(name) for name in ("name", "phone", "pass", "me") if asked.said(name)}
    return replace(page, fields=fields, wrong=wrong)


def _opens(session: Session, code: Code, language: str) -> str:
    event = code.event
    settings = settings_of(session, event.community_id)
    opens, _closes = door_hours(event.starts_at, event.ends_at, event.opens_before, settings)
    return moment_words(opens, event.zone.key)[language == "en"]
