"""The install hint fits the browser and can be put off."""

from app.offline.install import install_hint


def test_every_kind_of_browser_is_told_its_own_way_and_may_say_later() -> None:
    drawn = str(install_hint().render())
    for words in ("放到桌面", "添加到主屏幕", "添加到桌面", "以后再说"):
        assert words in drawn
