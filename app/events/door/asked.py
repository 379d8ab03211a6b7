"""What a browser brought to the door, and what it takes away: two cookies and a form.

`linju-door`: `<random text of the browser>~<what it keeps of a good code>`; names nobody.
`linju-resident`: the token of a remembered browser (`passes.service.devices`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from app.shared.origins import client_address
from app.shared.problems import cookie, language_of
from app.shared.settings import settings

YEAR = 365 * 24 * 3600  # seconds
LONGEST = 100  # characters of a field that are read


@dataclass(frozen=True)
class Asked:
    """One request. `kept`: of a code that was good when it was opened (`rules.codes.bind`)."""

    code: str
    browser: str
    kept: str
    device: str | None
    cookies: str | None
    address: str
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """What was typed into a field."""
        return self.fields.get(name, "").strip()


def asked_of(request: Request, code: str, form: Mapping[str, object]) -> Asked:
    """A request taken apart. Files and endless texts in the form are not read."""
    header = request.headers.get("cookie")
    browser, _, kept = (cookie(header, door_cookie()) or "").partition("~")
    return Asked(
        code=code[:LONGEST], browser=browser if 8 <= len(browser) <= 40 else secrets.token_urlsafe(12), kept=kept,
        device=cookie(header, resident_cookie()), cookies=header,
        address=client_address(request.scope, settings().proxy_hops), language=language_of(request),
        fields={name: text[:LONGEST] for name, text in form.items() if isinstance(text, str)},
    )  # fmt: skip


def keep(answer: Response, asked: Asked, kept: str | None, device: str | None) -> None:
    """Hand the browser what it keeps. None: as it was."""
    if kept is not None:
        _set(answer, door_cookie(), f"{asked.browser}~{kept}")
    if device is not None:
        _set(answer, resident_cookie(), device)


def door_cookie() -> str:
    """The name of the cookie that binds a good code to a browser."""
    return _named("linju-door")


def resident_cookie() -> str:
    """The name of the cookie of a remembered browser."""
    return _named("linju-resident")


def _set(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, path="/", secure=settings().secure, httponly=True, samesite="lax")


def _named(name: str) -> str:
    return f"__Host-{name}" if settings().secure else name
