"""`/volunteer/me`: how far they would go, with whom gladly or not, which posts they like to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.errors import Refused
from app.shared.handlers import shows_refusals
from app.volunteers.models import WishKind
from app.volunteers.service.own import change_details, details_of, likings_of, set_liking, set_wish
from app.volunteers.service.profile import wishes_of
from app.volunteers.service.who import Me, own
from app.volunteers.state.about_rows import NO_MATTER
from app.volunteers.state.at_about import AtAbout


class Likes(AtAbout, mixin=True):
    """What the matching tries to give them; nobody beside them and the coordinators reads it."""

    @rx.event
    @shows_refusals
    async def save_far(self, form: dict[str, Any]) -> Any:
        """From which building, and how many kilometres at most."""
        return await self._save(_far, form, now())

    @rx.event
    @shows_refusals
    async def save_partners(self, form: dict[str, Any]) -> Any:
        """With whom gladly, with whom rather not."""
        return await self._save(_partners, form, now())

    @rx.event
    @shows_refusals
    async def save_posts(self, form: dict[str, Any]) -> Any:
        """Which posts they like to do."""
        return await self._save(_posts, form)


def _far(session: Session, me: Me, volunteer_id: UUID, form: Any, moment: datetime) -> None:
    home = words_of(form, "home")
    said = {"home_building_id": uuid_of(home) if home else None, "max_km": _kilometres(words_of(form, "far"))}
    change_details(session, me, volunteer_id, details_of(own(session, me), **said), moment)


def _partners(session: Session, me: Me, volunteer_id: UUID, form: Any, moment: datetime) -> None:
    """Only of those they know, and only where the answer is another one."""
    kinds: dict[str, WishKind | None] = {NO_MATTER: None} | {kind.value: kind for kind in WishKind}
    for other_id, _, kind in wishes_of(session, me):
        said = words_of(form, f"with_{other_id}")
        if said in kinds and kinds[said] is not kind:
            set_wish(session, me, volunteer_id, other_id, kinds[said], moment)


def _posts(session: Session, me: Me, volunteer_id: UUID, form: Any) -> None:
    for post, gladly in likings_of(session, me):
        said = words_of(form, f"post_{post.id}")
        if said in ("0", "1", "2") and int(said) != gladly:
            set_liking(session, me, volunteer_id, post.id, int(said))


def _kilometres(typed: str) -> float | None:
    """Kilometres that were typed, also `1,5`; None where there are none. Raises `Refused`."""
    text = typed.strip().replace("，", ".").replace(",", ".").replace("。", ".")
    if not text:
        return None
    if not text.isascii() or len(text) > 6 or not text.replace(".", "", 1).isdecimal():
        raise Refused("number_wrong_km", "请填公里数，比如 1.5。", field="far")
    return float(text)
