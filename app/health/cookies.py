"""The cookie of a sitting at the lounge's tablet: gone when the browser is closed, sent by no other site."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.shared.problems import cookie
from app.shared.settings import settings


def sitting_cookie() -> str:
    """Its name. `__Host-` under HTTPS: no subdomain can plant one."""
    return "__Host-linju-sitting" if settings().secure else "linju-sitting"


def sitting_token(request: HTTPConnection) -> str | None:
    """The token a tablet sends, if any."""
    return cookie(request.headers.get("cookie"), sitting_cookie())


def sits(response: Response, token: str) -> Response:
    """Put the cookie on an answer."""
    response.set_cookie(sitting_cookie(), token, path="/", secure=settings().secure, httponly=True, samesite="strict")
    return response


def got_up(response: Response) -> Response:
    """Take it back."""
    response.delete_cookie(sitting_cookie(), path="/", secure=settings().secure, httponly=True, samesite="strict")
    return response
