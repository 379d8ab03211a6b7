"""The outermost layer of the web app: checks what comes in, dresses what goes out, and answers when code fails.

It sees everything: our routes, Reflex's socket and the static pages.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.shared.headers import Answer, headers_for
from app.shared.i18n import N_, translate
from app.shared.origins import origin_allowed
from app.shared.problems import language_of, problem
from app.shared.settings import Settings, settings

log = logging.getLogger("linju.web")

BODY_LIMIT = 32 * 2**20  # bytes; a roster of 20,000 people as xlsx has 3 MB
KEY = re.compile(r"^(/(?:s|p|volunteer)/).+")  # whoever knows the rest of such an address is let in
FORM_LIMIT = 64 * 2**10  # bytes; sign-in forms, open to anybody


class Guard:
    """ASGI middleware. `pages`: the folder of the built frontend, for tests."""

    def __init__(self, app: ASGIApp, pages: Path | None = None) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not origin_allowed(scope, settings()):
            await send({"type": "websocket.close", "code": 1008})  # before the handshake: the client gets 403
            return
        await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        dressed = Dressed(scope, send, self.pages or built_pages(), settings())
        if not origin_allowed(scope, settings()):
            await self._answer(scope, receive, dressed, 403, "foreign_origin", N_("这个请求来自别的网站，已拒绝。"))
            return
        try:
            await self.app(scope, limited(scope, receive), dressed)
        except Exception:
            log.exception("%s %s failed", scope["method"], KEY.sub(r"\1…", scope["path"]))
            if dressed.started:
                raise
            await self._answer(scope, receive, dressed, 500, "bug", N_("出了意外，已经记下。请稍后再试。"))

    @staticmethod
    async def _answer(scope: Scope, receive: Receive, send: Send, status: int, code: str, sentence: str) -> None:
        detail = translate(sentence, language_of(Request(scope)))
        await problem(status, code, detail)(scope, receive, send)


class Dressed:
    """A `send` that adds headers to the start of an answer, unless the route has set its own."""

    def __init__(self, scope: Scope, send: Send, pages: Path, settings: Settings) -> None:
        self.scope = scope
        self.send = send
        self.pages = pages
        self.settings = settings
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in self._fitting(message["status"], headers).items():
                headers.setdefault(name, value)
        await self.send(message)

    def _fitting(self, status: int, given: Headers) -> dict[str, str]:
        path, host = self.scope["path"], Headers(scope=self.scope).get("host", "")
        own = "content-security-policy" in given
        answer = Answer(path, status, given.get("content-type", ""), host, own)
        return headers_for(answer, self.pages, self.settings)


def limited(scope: Scope, receive: Receive) -> Receive:
    """A `receive` that gives up (413) on a body that is too long, whatever its Content-Length said."""
    limit = FORM_LIMIT if scope["path"].startswith("/auth/") else BODY_LIMIT
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413)
        return message

    return counted


def judge_sockets(app: Any) -> None:
    """Leave the Origin of sockets of an `rx.App` to `Guard`: Reflex's own list has no names a phone in the LAN uses."""
    app.sio.eio.cors_allowed_origins = []  # python-engineio: [] checks nothing


@cache
def built_pages() -> Path:
    """Where Reflex puts the built frontend."""
    from reflex.utils.prerequisites import get_web_dir
    from reflex_base import constants

    folder: Any = get_web_dir() / constants.Dirs.STATIC
    return Path(folder).resolve()
