"""The sync centre says of every state what it means and what to do."""

from app.offline.page import sync_screen


def test_every_state_of_a_record_has_words() -> None:
    drawn = str(sync_screen().render())
    for words in ("已存手机", "正在送", "等上一条", "已送达", "要改一下", "有两个版本", "不送了"):
        assert words in drawn


def test_every_trouble_of_the_line_has_words() -> None:
    drawn = str(sync_screen().render())
    for words in ("现在没有网络", "Wi-Fi", "服务器正忙", "登录过期了", "有记录从手机上消失了"):
        assert words in drawn
