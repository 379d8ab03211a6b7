"""What Reflex puts around screens: our words, and nothing that asks the server."""

from __future__ import annotations

from app.shared.wraps import app_wraps, lost, opening


def test_there_is_no_connection_toast_and_a_broken_screen_says_what_is_safe() -> None:
    wraps = app_wraps()
    assert [name for _order, name in wraps] == ["ErrorBoundary"]
    drawn = str(next(iter(wraps.values()))(True))
    assert "已经保存在手机上的记录都还在" in drawn
    assert "handle_frontend_exception" not in drawn


def test_a_page_that_is_still_opening_says_so() -> None:
    assert "正在打开" in str(opening())


def test_an_address_that_leads_nowhere_leads_back_to_the_lounge() -> None:
    drawn = str(lost())
    assert 'jsx("h1"' in drawn
    assert 'to:"/"' in drawn
