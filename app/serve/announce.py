"""What is printed once people can come in."""

from __future__ import annotations

import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from app.households.demo import SignIn
from app.serve import sign_ins

PATIENCE = 120.0  # seconds to wait for the first answer before giving up the announcement


def welcome(here: str, phone: str | None, *, offline_ready: bool, known: list[SignIn]) -> str:
    """The lines for the terminal. `offline_ready`: the phone's address is one where browsers allow a service worker."""
    lines = ["", "邻聚 Linju 已就绪 · is ready", "", f"  这台电脑 · this computer      {here}"]
    if phone:
        lines.append(f"  同一网络的手机 · a phone here   {phone}")
        if not offline_ready:
            lines.append("    手机离线使用需要 HTTPS · to work without signal a phone needs HTTPS: make run TLS=1")
    if known:
        lines += ["", "  演示账号（虚构人物） · demo sign-ins (invented people)", sign_ins.table(known)]
    return "\n".join([*lines, "", "  Ctrl-C 结束 · stops it", ""])


def when_answering(url: str, then: Callable[[], None]) -> None:
    """Call `then` from a thread, once `url` gives its first answer."""
    threading.Thread(target=_wait, args=(url, then), daemon=True, name="linju-announce").start()


def _wait(url: str, then: Callable[[], None]) -> None:
    unchecked = ssl.create_default_context()  # our own certificate on our own machine: only whether it answers
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5, context=unchecked).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            then()
            return
