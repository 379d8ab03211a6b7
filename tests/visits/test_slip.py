"""A slip at the door says that somebody came and how to call back, and nothing about who lives there."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image
from sqlmodel import Session

from app.shared.errors import NotFound
from app.shared.ids import new_id
from app.shared.settings import settings
from app.visits.models import CommitteeCard
from app.visits.slip import committee_page, committees, slip_of, slip_page
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import visit, who


@pytest.fixture
def card(session: Session, cast: Cast) -> CommitteeCard:
    row = CommitteeCard(
        community_id=cast.hupan.id,
        phone="154 0000 0110",
        address="湖畔一里 1 号",
        hours="8:30–18:00",
        words="欢迎来坐。",
    )
    session.add(row)
    session.flush()
    return row


def test_it_says_who_came_when_and_that_they_come_another_time(session: Session, cast: Cast, card: object) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, outcome="not_home")
    slip = slip_of(session, who(session, cast.cadre), kept.id, NOW)
    assert (slip.visitor, slip.came_at.hour, slip.coming) == ("张姐", 10, "我们改在晚饭后再来。")
    page = slip_page(session, who(session, cast.cadre), kept.id, NOW, "zh")
    for words in ("我们来过", "2026-03-02 10:00", "张姐", "我们改在晚饭后再来。", "154 0000 0110", "湖畔社区"):
        assert words in page


def test_for_a_household_it_says_now_and_oneself(session: Session, cast: Cast) -> None:
    slip = slip_of(session, who(session, cast.cadre_all), cast.lin_home.id, NOW + timedelta(hours=9))
    assert (slip.visitor, slip.coming) == ("王主任", "我们另选一个下午再来。")


def test_nothing_about_the_household_is_on_it(session: Session, cast: Cast, card: object) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, outcome="not_home", note="听力不好")
    page = slip_page(session, who(session, cast.cadre), kept.id, NOW, "zh")
    for secret in ("林", "501", "独居", "听力", kept.number, str(cast.lin_home.id)):
        assert secret not in page


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre", "neighbour_leader", "supervisor", "admin", "stranger"])
def test_nobody_else_prints_one_and_learns_nothing(session: Session, cast: Cast, role: str) -> None:
    kept = visit(session, cast.cadre, cast.lin_home, outcome="not_home")
    for thing in (kept.id, cast.lin_home.id, new_id()):
        with pytest.raises(NotFound):
            slip_of(session, who(session, cast.account(role)), thing, NOW)


def test_the_committee_page_is_for_everybody_and_escapes_what_an_admin_typed(
    session: Session, cast: Cast, card: CommitteeCard
) -> None:
    card.words = "<script>alert(1)</script>"
    session.flush()
    page = committee_page(session, cast.hupan.code, "zh")
    assert "154 0000 0110" in page and "<script>" not in page
    with pytest.raises(NotFound):
        committee_page(session, "000000000000", "zh")


def test_a_phone_can_show_the_slip_without_a_network(session: Session, cast: Cast, card: object) -> None:
    (row,) = committees(session, who(session, cast.cadre))
    assert row.url == f"{settings().public_url}/committee/{cast.hupan.code}"
    assert base64.b64decode(row.qr.partition(",")[2]).lstrip().startswith(b"<?xml")
    assert committees(session, who(session, cast.supervisor)) == []


def test_a_committee_without_a_card_still_has_a_page(session: Session, cast: Cast) -> None:
    page = committee_page(session, cast.hupan.code, "en")
    assert "湖畔社区" in page and "<dl>" not in page


def test_the_printed_code_is_read_by_a_scanner(session: Session, cast: Cast) -> None:
    (row,) = committees(session, who(session, cast.cadre))
    (found,) = zxingcpp.read_barcodes(drawn(base64.b64decode(row.qr.partition(",")[2]).decode()))
    assert found.text == row.url


def drawn(svg: str) -> Image.Image:
    """The squares of the code's path, as a picture."""
    squares = re.findall(r"M([\d.]+),([\d.]+)H([\d.]+)V([\d.]+)H", svg)
    size = int(max(float(square[2]) for square in squares)) + 4
    image = Image.new("L", (size * 8, size * 8), 255)
    for square in squares:
        left, top, right, bottom = (round(float(part) * 8) for part in square)
        image.paste(0, (left, top, right, bottom))
    return image
