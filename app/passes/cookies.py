"""The cookie of a browser that is remembered as a resident's: a random token, HttpOnly, SameSite=Lax."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.passes.service.devices import KEEP
from app.shared.problems import cookie
from app.shared.settings import settings


def resident_cookie() -> str:
    """Its name. `__Host-` under HTTPS: no subdomain can plant one."""
    return "__Host-linju-resident" if settings().secure else "linju-resident"


def resident_token(request: HTTPConnection) -> str | None:
    """The token a browser sends, if any."""
    return cookie(request.headers.get("cookie"), resident_cookie())


def keep_resident(response: Response, token: str) -> None:
    """Put the cookie on an answer."""
    secure = settings().secure
    response.set_cookie(
        resident_cookie(), token, max_age=int(KEEP.total_seconds()), path="/", secure=secure, httponly=True,
        samesite="lax",
    )  # fmt: skip


def drop_resident(response: Response) -> None:
    """Take it back."""
    response.delete_cookie(resident_cookie(), path="/", secure=settings().secure, httponly=True, samesite="lax")
