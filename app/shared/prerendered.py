"""A prerendered screen is answered at its own address.

Reflex mounts the pages as folders (`round/index.html`), and Starlette answers `/round` with a redirect to `/round/`:
one round trip more before a phone on a slow line sees anything. Here `/round` is the page itself.
"""

from __future__ import annotations

import re
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from app.shared.guard import built_pages

SCREEN = re.compile(r"(/[a-z-]{1,40}){1,4}")


class Prerendered:
    """ASGI middleware. `pages`: the folder of the built frontend, for tests."""

    def __init__(self, app: ASGIApp, pages: Path | None = None) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a screen's address on as the folder it lies in."""
        if scope["type"] == "http" and self._is_screen(scope["path"]):
            scope = {**scope, "path": scope["path"] + "/"}
        await self.app(scope, receive, send)

    def _is_screen(self, path: str) -> bool:
        if not SCREEN.fullmatch(path):
            return False
        return Path(self.pages or built_pages(), path.lstrip("/"), "index.html").is_file()
