"""The nouns of volunteers: who (`volunteer`), what there is to do (`post`), who sits where (`assignment`), runs of the
matching (`run`), hours and records (`hours`), their public notice (`notice`), what a community has set (`settings`).
Importing this guards the ledger of hours (`guard`)."""

from app.volunteers.models.assignment import (
    HOLDING,
    Assignment,
    AssignmentState,
    CallAnswer,
    ShiftCall,
    ShiftWaiting,
    Swap,
    SwapKind,
    SwapState,
)
from app.volunteers.models.guard import lift_guard, set_guard
from app.volunteers.models.hours import Hours, HoursKind, HoursState, Presence, ScanVia, ServiceRecord
from app.volunteers.models.notice import DayKind, ExportField, HoursChange, HoursObjection, SpecialDay
from app.volunteers.models.post import Position, Post, PostKind, PostNeed, RotaLine, Shift, ShiftNeed
from app.volunteers.models.run import MatchRun, RunState
from app.volunteers.models.settings import VolunteerSettingChange, VolunteerSettings
from app.volunteers.models.volunteer import (
    Availability,
    AwayDays,
    JoinedBy,
    Language,
    PostLiking,
    Skill,
    Volunteer,
    VolunteerDevice,
    VolunteerSkill,
    Wish,
    WishKind,
)

__all__ = [
    "HOLDING",
    "Assignment",
    "AssignmentState",
    "Availability",
    "AwayDays",
    "CallAnswer",
    "DayKind",
    "ExportField",
    "Hours",
    "HoursChange",
    "HoursKind",
    "HoursObjection",
    "HoursState",
    "JoinedBy",
    "Language",
    "MatchRun",
    "Position",
    "Post",
    "PostKind",
    "PostLiking",
    "PostNeed",
    "Presence",
    "RotaLine",
    "RunState",
    "ScanVia",
    "ServiceRecord",
    "Shift",
    "ShiftCall",
    "ShiftNeed",
    "ShiftWaiting",
    "Skill",
    "SpecialDay",
    "Swap",
    "SwapKind",
    "SwapState",
    "Volunteer",
    "VolunteerDevice",
    "VolunteerSettingChange",
    "VolunteerSettings",
    "VolunteerSkill",
    "Wish",
    "WishKind",
    "lift_guard",
    "set_guard",
]
