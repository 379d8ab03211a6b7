"""What a community has set about its volunteers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.shared.tables import Dated


class VolunteerSettings(Dated, table=True):
    """As it holds now; where each value is from: `VolunteerSettingChange`. No row: `rules.settings.Settings()`."""

    community_id: UUID = Field(foreign_key="community.id", unique=True)
    cancel_hours: int = 24  # before the start until which somebody gives a seat up by themselves
    confirm_hours: int = 24  # before the start from which an unanswered seat is at risk
    veto_hours: int = 24  # in which a coordinator may undo a swap
    swap_hours: int = 2  # before the start until which a seat can be passed on
    fair_hours: int = 48  # after publishing for which a popular shift is kept for those who have had fewer
    fair_most: int = 1  # from so many popular shifts in `fair_days` on, somebody waits that long
    fair_days: int = 30
    travel_minutes: int = 30  # between two shifts of one person
    cap_hours: int = 40  # in a month, of whoever has not said less
    novice_shifts: int = 3  # done before somebody counts as experienced
    expiry_days: int = 30  # before the end of a licence from which it is said
    notice_days: int = 3  # working days of public notice
    pairs_most: int = 3  # pairs of scans in a day
    round_minutes: int = 15  # hours count in full steps of this
    keep_left: int = 30  # days after leaving for which the data of a volunteer are kept


class VolunteerSettingChange(Dated, table=True):
    """That somebody set one of them, and where the value is from. The last one of a `name` is what holds."""

    __table_args__ = (Index("ix_volunteersettingchange_community_id_name", "community_id", "name"),)

    community_id: UUID = Field(foreign_key="community.id")
    name: str = Field(max_length=32)  # of a column of `VolunteerSettings`
    value: int
    source: str = Field(max_length=200)
    set_by: UUID | None = Field(default=None, foreign_key="account.id")
