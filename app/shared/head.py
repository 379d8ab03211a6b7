"""What stands in <head> of every page: the boot script, the colours of the browser's bar, icons and the manifest."""

import json
from pathlib import Path

import reflex as rx

from app.shared import theme
from app.shared.docks import docks

_BOOT = Path(__file__).parent / "js" / "boot.js"


def boot_script() -> str:
    """The inline script that turns this phone's choices into attributes of <html> before the first paint.

    Its ``window.linju``: ``get(name)`` and ``set(name, value)`` for ``lang`` ("zh", "en"), ``theme`` ("auto", "light",
    "dark"), ``elder`` (bool) and ``size`` (18 … 30 px); ``dock(name)``: whose places the bottom shows, kept in a cookie
    that sign-in sets; ``open(id)`` and ``close(id)`` for sheets; ``toast(text, tone)``; ``offline(bool)``. The store
    (``app.shared.local``) knows the same: each tells the other.
    """
    source = _BOOT.read_text(encoding="utf-8")
    lines = [line.strip() for line in source.splitlines() if not line.strip().startswith("//")]
    code = "\n".join(line.split(" // ")[0] for line in lines if line)
    starts = json.dumps({name: places[0].href for name, places in docks().items()})
    return code.replace("NIGHT", theme.THEME_COLOR_NIGHT).replace("DAY", theme.THEME_COLOR).replace("STARTS", starts)


def head() -> list[rx.Component]:
    """For ``rx.App(head_components=head())``."""
    return [
        rx.el.script(boot_script()),
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        rx.el.meta(name="theme-color", content=theme.THEME_COLOR),
        rx.el.meta(name="mobile-web-app-capable", content="yes"),
        rx.el.meta(name="apple-mobile-web-app-title", content="邻聚"),
        rx.el.meta(name="apple-mobile-web-app-status-bar-style", content="default"),
        rx.el.meta(name="format-detection", content="telephone=no"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="icon", href="/favicon.ico", sizes="32x32"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-180.png"),
    ]
