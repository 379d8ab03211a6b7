"""The gate before screens of the stairwell, and what stands around every screen."""

import reflex as rx

from app.offline.phone import app_wraps, field


def test_the_gate_names_every_obstacle_and_lets_the_rest_through() -> None:
    drawn = str(field(rx.el.p("inside")).render())
    for words in ("请用手机浏览器打开", "这个网址不能离线使用", "浏览器不让保存", "请先登录", "登录过期了", "inside"):
        assert words in drawn


def test_the_boot_module_travels_with_every_page() -> None:
    (wrap,) = app_wraps().values()
    made = wrap(True)
    assert made is not None
    assert any(one.tag == "$/linju/offline/boot.js" for one in made._get_all_imports()[""])
