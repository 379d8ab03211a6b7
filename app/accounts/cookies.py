"""The cookies of sign-in, and what a request tells about the browser that sent it.

HttpOnly: no script reads them (but `DOCK`, which is no secret). SameSite=Lax: another site's forms and sockets come
without them. Secure and `__Host-` under HTTPS: no plain connection carries them, no subdomain can plant one.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from app.accounts.devices import device_name, remember
from app.accounts.rules.rooms import dock_of
from app.accounts.rules.sessions import LONGEST
from app.accounts.service.sign_in import Entry, Visitor
from app.shared.origins import client_address
from app.shared.problems import cookie
from app.shared.settings import settings

YEAR = 365 * 24 * 3600  # seconds
DOCK = "linju-dock"  # the one that scripts read: which dock to draw before the first paint (shared/js/boot.js)


def cookie_name() -> str:
    """The name of the cookie that carries the session's token."""
    return _named("linju")


def proof_name() -> str:
    """The name of the cookie that says this browser signed in before (`accounts/devices.py`)."""
    return _named("linju-device")


def visitor_of(request: Request) -> Visitor:
    """The browser behind a request, as the throttle and the list of devices know it."""
    header = request.headers.get("cookie")
    return Visitor(
        address=client_address(request.scope, settings().proxy_hops),
        proof=cookie(header, proof_name()),
        device=device_name(request.headers.get("user-agent", "")),
        old_token=cookie(header, cookie_name()),
    )


def signed_in(response: Response, visitor: Visitor, entry: Entry) -> Response:
    """Put the cookies of a fresh session on an answer. How long it lasts is decided by the server at each use."""
    _set(response, cookie_name(), entry.token, int(LONGEST.total_seconds()))
    _set(response, proof_name(), remember(visitor.proof, entry.who.account_id), YEAR)
    response.set_cookie(DOCK, dock_of(entry.who), max_age=YEAR, path="/", secure=settings().secure, samesite="lax")
    return response


def signed_out(response: Response) -> Response:
    """Take the session's cookie back. The proof stays: it is this person's browser still."""
    response.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True, samesite="lax")
    response.delete_cookie(DOCK, path="/", samesite="lax")
    return response


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", secure=settings().secure, httponly=True, samesite="lax")


def _named(name: str) -> str:
    return f"__Host-{name}" if settings().secure else name
