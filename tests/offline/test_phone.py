"""The gate before screens of the stairwell, and what stands around every screen."""

import reflex as rx

from app.offline.phone import app_wraps, field, obstacle


def test_the_gate_names_every_obstacle_and_lets_the_rest_through() -> None:
    drawn = str(field(rx.el.p("inside")).render())
    assert "登录过期了" in drawn
    assert "inside" in drawn
    for words in ("请用手机浏览器打开", "这个网址不能离线使用", "浏览器不让保存", "请先登录"):
        assert words in str(obstacle._definition.component)
        assert words not in drawn


def test_the_boot_module_travels_with_every_page() -> None:
    (wrap,) = app_wraps().values()
    made = wrap(True)
    assert made is not None
    assert any(one.tag == "$/linju/offline/boot.js" for one in made._get_all_imports()[""])
