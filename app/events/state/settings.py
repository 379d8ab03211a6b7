"""`/admin/event-settings`: the hours of the door, what is shown to staff, how long guests are kept. For admins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.rules.settings import LIMITS, Given
from app.events.service.settings import change_settings, event_settings
from app.events.state.desk import wrong
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.shared.sourced import SourcedRow, sourced_row, typed_values
from app.visits.service.places import communities_of


@dataclass
class SettingRows:
    """The form: one row for each of `rules.settings.LIMITS`."""

    community: str = ""
    opens_before: SourcedRow = field(default_factory=SourcedRow)
    closes_after: SourcedRow = field(default_factory=SourcedRow)
    undo_minutes: SourcedRow = field(default_factory=SourcedRow)
    many_from_one: SourcedRow = field(default_factory=SourcedRow)
    late_phones: SourcedRow = field(default_factory=SourcedRow)
    keep_guests: SourcedRow = field(default_factory=SourcedRow)


class EventSettingsState(rx.State):
    """What an admin sets. `wrong_zh`, `wrong_en`: by field, what has to be mended."""

    one: SettingRows = SettingRows()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    saved: int = 0  # how often; a new form is drawn each time
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they may set."""
        who = await who_is(self)
        self.allowed, self.one = who.may_somewhere(Permission.EVENT_SETTINGS), SettingRows()
        self.wrong_zh, self.wrong_en = {}, {}
        self.communities = await read(_choices, who)
        if self.communities:
            self.one = await read(_rows, who, self.communities[0].value)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        self.one = await read(_rows, await who_is(self), community)
        self.wrong_zh, self.wrong_en = {}, {}

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Set what was typed differently."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            changed, self.one = await run(_change, who, form, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = wrong(error)
            return say("有几处要改，写在那一栏下面。", "error")
        self.saved += 1
        return say("已保存，从现在起算数。") if changed else say("没有改动。")


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.EVENT_SETTINGS)]


def _rows(session: Session, who: Actor, community: Any) -> SettingRows:
    found = uuid_of(community)
    settings = event_settings(session, who, found)
    zone = session.get_one(Community, found).zone
    return SettingRows(community=str(found), **{one.name: sourced_row(one, zone) for one in settings})


def _change(session: Session, who: Actor, form: Any, moment: datetime) -> tuple[list[str], SettingRows]:
    community = words_of(form, "community")
    given = {name: Given(*typed) for name, typed in typed_values(form, LIMITS).items()}
    changed = change_settings(session, who, uuid_of(community), given, moment)
    return changed, _rows(session, who, community)
