from __future__ import annotations

from sqlmodel import Session

from app.health.models import HealthSettings
from app.health.rules.settings import Settings
from app.health.service.settings import settings_of
from tests.cast import Cast


def test_a_community_that_has_set_nothing_has_ours(session: Session, cast: Cast) -> None:
    assert settings_of(session, cast.hupan.id) == Settings()


def test_what_a_community_has_set_holds_there_only(session: Session, cast: Cast) -> None:
    session.add(HealthSettings(community_id=cast.hupan.id, keep_years=3))
    session.flush()
    assert settings_of(session, cast.hupan.id) == Settings(keep_years=3)
    assert settings_of(session, cast.shanjiao.id) == Settings()
