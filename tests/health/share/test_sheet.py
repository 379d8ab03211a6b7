from __future__ import annotations

from sqlmodel import Session

from app.health.models import ConsentKind, Measure, ShareKind
from app.health.rules.sharing import Terms
from app.health.service.seeing import shared_readings
from app.health.service.sharing import offer_to_clinician
from app.health.share.sheet import Sheet, sheet_of, since_of, window_of
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import DAY, WEEK, actor, kept, resident


def sheet(session: Session, cast: Cast, days: int, language: str = "zh") -> Sheet:
    found = shared_readings(session, actor(session, cast.clinician), cast.lin_apo.id, NOW, since=since_of(days, NOW))
    return sheet_of(session, found, days, language, NOW)


def shares(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    kept(session, who, Measure.BP, NOW - 20 * DAY, systolic=118, diastolic=76)
    kept(session, who, Measure.BP, NOW - DAY, systolic=168, diastolic=95, pulse=70)
    terms = Terms((Measure.BP, Measure.GLUCOSE), WEEK.until)
    assert offer_to_clinician(session, who, cast.clinician.id, terms, NOW).kind is ShareKind.CLINICIAN


def test_it_says_the_last_check_of_each_measure_in_words_first(session: Session, cast: Cast) -> None:
    shares(session, cast)
    made = sheet(session, cast, 30)
    (last,) = made.latest
    assert (last.title, last.value, last.more) == ("血压", "168/95 mmHg", "脉搏 70")
    assert "建议就医复查" in last.verdict and "高血压2级" in last.words
    assert [one.title for one in made.figures] == ["血压"]
    assert (made.last - made.first).days == 29


def test_only_the_days_that_were_asked_for_are_on_it(session: Session, cast: Cast) -> None:
    shares(session, cast)
    assert "118/76" not in sheet(session, cast, 7).figures[0].html
    assert "118/76" in sheet(session, cast, 30).figures[0].html


def test_it_is_drawn_in_the_language_of_who_looks(session: Session, cast: Cast) -> None:
    shares(session, cast)
    assert sheet(session, cast, 30, "en").latest[0].title == "Blood pressure"


def test_what_is_read_begins_before_the_window_in_every_zone() -> None:
    for zone in ("Asia/Shanghai", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        assert since_of(7, NOW) <= window_of(zone, 7, NOW).bounds(zone)[0]
