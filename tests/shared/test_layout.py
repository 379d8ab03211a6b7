"""The shell: what every screen carries."""

from __future__ import annotations

from app.shared import kit
from app.shared.layout import SETTINGS, screen, settings_sheet


def test_every_screen_has_a_skip_link_a_main_and_the_elder_switch() -> None:
    page = str(screen("今日走访"))
    assert '"#main"' in page
    assert 'id:"main"' in page
    assert '"data-tap":"elder"' in page
    assert f'"data-open":"{SETTINGS}"' in page


def test_a_screen_without_a_dock_offers_no_sign_out() -> None:
    assert "{signedIn:false}" in str(screen("登录")).replace(",}", "}")
    assert "{signedIn:true}" in str(screen("今日走访", dock="field")).replace(",}", "}")
    sheet = str(settings_sheet._definition.component)
    assert "signedIn" in sheet[: sheet.index("/auth/logout")]


def test_complaints_are_one_tap_from_the_settings() -> None:
    assert "/feedback" in str(settings_sheet._definition.component)


def test_the_foot_holds_the_main_button_above_the_dock() -> None:
    assert "lj-foot" in str(screen("走访", foot=kit.button("保存")))
    assert "lj-foot" not in str(screen("走访"))
