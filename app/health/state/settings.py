"""`/admin/health/settings`: protocol, what counts as urgent, how long data are kept, what is hidden. For admins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.rules.settings import Given
from app.health.rules.settings import LIMITS
from app.health.service.settings import change_health_settings, health_settings
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Invalid, Refused
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import LANGUAGES
from app.shared.sourced import SourcedRow, sourced_row, typed_values
from app.visits.service.places import communities_of


@dataclass
class HealthSettingRows:
    """The form: one row for each of `rules.settings.LIMITS`."""

    community: str = ""
    rest_seconds: SourcedRow = field(default_factory=SourcedRow)
    between_seconds: SourcedRow = field(default_factory=SourcedRow)
    third_over: SourcedRow = field(default_factory=SourcedRow)
    urgent_systolic: SourcedRow = field(default_factory=SourcedRow)
    urgent_diastolic: SourcedRow = field(default_factory=SourcedRow)
    urgent_spo2: SourcedRow = field(default_factory=SourcedRow)
    urgent_glucose_high: SourcedRow = field(default_factory=SourcedRow)
    urgent_glucose_low: SourcedRow = field(default_factory=SourcedRow)
    urgent_pulse_low: SourcedRow = field(default_factory=SourcedRow)
    urgent_pulse_high: SourcedRow = field(default_factory=SourcedRow)
    urgent_temperature: SourcedRow = field(default_factory=SourcedRow)
    idle_seconds: SourcedRow = field(default_factory=SourcedRow)
    keep_years: SourcedRow = field(default_factory=SourcedRow)
    link_hours: SourcedRow = field(default_factory=SourcedRow)
    hide_below: SourcedRow = field(default_factory=SourcedRow)


class HealthSettingsState(rx.State):
    """What an admin sets. `wrong_zh`, `wrong_en`: by field, what has to be mended."""

    one: HealthSettingRows = HealthSettingRows()
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
        self.allowed, self.one = who.may_somewhere(Permission.HEALTH_SETTINGS), HealthSettingRows()
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
            self.wrong_zh, self.wrong_en = _wrong(error)
            return say("有几处要改，写在那一栏下面。", "error")
        self.saved += 1
        return say("已保存，从现在起算数。") if changed else say("没有改动。")


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.HEALTH_SETTINGS)]


def _rows(session: Session, who: Actor, community: Any) -> HealthSettingRows:
    found = uuid_of(community)
    settings = health_settings(session, who, found)
    zone = session.get_one(Community, found).zone
    return HealthSettingRows(community=str(found), **{one.name: sourced_row(one, zone) for one in settings})


def _change(session: Session, who: Actor, form: Any, moment: datetime) -> tuple[list[str], HealthSettingRows]:
    community = words_of(form, "community")
    given = {name: Given(*typed) for name, typed in typed_values(form, LIMITS).items()}
    changed = change_health_settings(session, who, uuid_of(community), given, moment)
    return changed, _rows(session, who, community)


def _wrong(error: Refused) -> tuple[dict[str, str], dict[str, str]]:
    errors = error.errors if isinstance(error, Invalid) else [error]
    chinese, english = (
        {one.field or "rest_seconds": one.sentence(language) for one in errors} for language in LANGUAGES
    )
    return chinese, english
