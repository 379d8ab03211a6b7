"""Tables of the health checks. Values lie only in sealed columns, under the data key of their person."""

from app.health.models.consent import Consent, ConsentKind
from app.health.models.follow_up import CLOSED_WITH, FollowUp, FollowUpDone, Tally, TallyKind
from app.health.models.reading import DataKey, Mark, MarkKind, Measure, Origin, Reading
from app.health.models.settings import HealthSettingChange, HealthSettings
from app.health.models.sharing import HealthClient, HealthToken, Look, ShareGrant, ShareKind
from app.health.models.sitting import Sitting

__all__ = [
    "CLOSED_WITH",
    "Consent",
    "ConsentKind",
    "DataKey",
    "FollowUp",
    "FollowUpDone",
    "HealthClient",
    "HealthSettingChange",
    "HealthSettings",
    "HealthToken",
    "Look",
    "Mark",
    "MarkKind",
    "Measure",
    "Origin",
    "Reading",
    "ShareGrant",
    "ShareKind",
    "Sitting",
    "Tally",
    "TallyKind",
]
