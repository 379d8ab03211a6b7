"""`/admin/volunteers/settings`: time limits, fairness, hours and how long data are kept. For admins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.rules.settings import Given
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.shared.sourced import SourcedRow, sourced_row, typed_values
from app.visits.service.places import communities_of
from app.volunteers.rules.settings import LIMITS
from app.volunteers.service.settings import change_volunteer_settings, volunteer_settings
from app.volunteers.service.who import zone_of
from app.volunteers.state.typed import by_field


@dataclass
class VolunteerSettingRows:
    """The form: one row for each of `rules.settings.LIMITS`."""

    community: str = ""
    cancel_hours: SourcedRow = field(default_factory=SourcedRow)
    confirm_hours: SourcedRow = field(default_factory=SourcedRow)
    veto_hours: SourcedRow = field(default_factory=SourcedRow)
    swap_hours: SourcedRow = field(default_factory=SourcedRow)
    fair_hours: SourcedRow = field(default_factory=SourcedRow)
    fair_most: SourcedRow = field(default_factory=SourcedRow)
    fair_days: SourcedRow = field(default_factory=SourcedRow)
    travel_minutes: SourcedRow = field(default_factory=SourcedRow)
    cap_hours: SourcedRow = field(default_factory=SourcedRow)
    novice_shifts: SourcedRow = field(default_factory=SourcedRow)
    expiry_days: SourcedRow = field(default_factory=SourcedRow)
    notice_days: SourcedRow = field(default_factory=SourcedRow)
    pairs_most: SourcedRow = field(default_factory=SourcedRow)
    round_minutes: SourcedRow = field(default_factory=SourcedRow)
    keep_left: SourcedRow = field(default_factory=SourcedRow)


class VolunteerSettingsState(rx.State):
    """What an admin sets. `wrong_zh`, `wrong_en`: by field, what has to be mended."""

    one: VolunteerSettingRows = VolunteerSettingRows()
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
        self.allowed, self.one = who.may_somewhere(Permission.VOLUNTEER_SETTINGS), VolunteerSettingRows()
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
            self.wrong_zh, self.wrong_en = by_field(error, "cancel_hours")
            return say("有几处要改，写在那一栏下面。", "error")
        self.saved += 1
        return say("已保存，从现在起算数。") if changed else say("没有改动。")


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_SETTINGS)]


def _rows(session: Session, who: Actor, community: Any) -> VolunteerSettingRows:
    found = uuid_of(community)
    settings = volunteer_settings(session, who, found)
    zone = zone_of(session, found)
    return VolunteerSettingRows(community=str(found), **{one.name: sourced_row(one, zone) for one in settings})


def _change(session: Session, who: Actor, form: Any, moment: datetime) -> tuple[list[str], VolunteerSettingRows]:
    community = words_of(form, "community")
    given = {name: Given(*typed) for name, typed in typed_values(form, LIMITS).items()}
    changed = change_volunteer_settings(session, who, uuid_of(community), given, moment)
    return changed, _rows(session, who, community)
