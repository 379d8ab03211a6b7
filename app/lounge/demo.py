"""The demo lounge's week, and what one can do there."""

from __future__ import annotations

from datetime import time

from sqlmodel import Session

from app.households.demo import DemoResult
from app.households.demo.seed import Progress
from app.lounge.models import LoungeCard, OpeningHours

SPANS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
CAN_DO = "坐坐、喝茶、看报\n打印复印、代收快递\n量血压、问医保社保"


def add_hours(session: Session, result: DemoResult, progress: Progress) -> None:
    """Open from Monday to Saturday, as the slip at a door says. Flushes, does not commit."""
    here = result.community_id
    session.add_all(
        OpeningHours(community_id=here, weekday=day, opens=opens, closes=closes)
        for day in range(6)
        for opens, closes in SPANS
    )
    session.add(LoungeCard(community_id=here, can_do=CAN_DO, on_duty="前台值班的社工"))
    session.flush()
