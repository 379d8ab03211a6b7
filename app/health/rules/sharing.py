"""Who may look at what, until when. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from app.health.models import Measure, ShareGrant
from app.shared.errors import Refused

LONGEST = timedelta(days=366)  # ours: once a year one thinks again whether somebody should still see it
DAYS = (7, 30, 90, 365)  # to choose from
MOST = 40  # grants of one person that are in force


@dataclass(frozen=True)
class Terms:
    """What the owner lets somebody see: which measures, readings from when on (None: all), until when."""

    measures: tuple[Measure, ...]
    until: datetime
    since: datetime | None = None


class Standing(StrEnum):
    """Whether a grant opens anything."""

    OPEN = "open"
    OVER = "over"
    REVOKED = "revoked"


def standing(grant: ShareGrant, now: datetime) -> Standing:
    """How it stands at `now`; what was taken back stays that."""
    if grant.revoked_at is not None:
        return Standing.REVOKED
    return Standing.OPEN if now < grant.until else Standing.OVER


def check_terms(terms: Terms, now: datetime) -> None:
    """Raises `Refused`: nothing to see, or not until a moment within a year."""
    if not terms.measures:
        raise Refused("no_measure", "请至少选一项给对方看。", field="measures")
    if not now < terms.until <= now + LONGEST:
        raise Refused("until_wrong", "看到什么时候，请选一年以内的日子。", field="until")


def measures_of(texts: Collection[str]) -> tuple[Measure, ...]:
    """The measures among `texts`, in their own order; what is none is left out."""
    return tuple(one for one in Measure if one.value in texts)


def digest(token: str) -> str:
    """What is kept of a link's token: SHA-256, 64 hex."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
