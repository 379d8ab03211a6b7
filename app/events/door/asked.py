"""What a browser brought to the door, and what it takes away: two cookies and a form.

`linju-door`: `<random text of the browser>~<what it keeps of a good code>`; names nobody.
`linju-resident`: the token of a remembered browser (`passes.cookies`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from app.passes.cookies import keep_resident, resident_token
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
    fresh: bool = False  # it brought no text of its own: `browser` was made for this answer

    def said(self, name: str) -> str:
        """What was typed into a field."""
        return self.fields.get(name, "").strip()


def asked_of(request: Request, code: str, form: Mapping[str, object]) -> Asked:
    """A request taken apart. Files and endless texts in the form are not read."""
    header = request.headers.get("cookie")
    browser, _, kept = (cookie(header, door_cookie()) or "").partition("~")
    brought = 8 <= len(browser) <= 40
    return Asked(
        code=code[:LONGEST], browser=browser if brought else secrets.token_urlsafe(12), kept=kept, fresh=not brought,
        device=resident_token(request), cookies=header,
        address=client_address(request.scope, settings().proxy_hops), language=language_of(request),
        fields={name: text[:LONGEST] for name, text in form.items() if isinstance(text, str)},
    )  # fmt: skip


def keep(answer: Response, asked: Asked, kept: str | None, device: str | None) -> None:
    """Hand the browser what it keeps. None: as it was."""
    if kept is not None:
        value = f"{asked.browser}~{kept}"
        secure = settings().secure
        answer.set_cookie(
            door_cookie(), value, max_age=YEAR, path="/", secure=secure, httponly=True, samesite="lax"
        )  # fmt: skip
    if device is not None:
        keep_resident(answer, device)


def door_cookie() -> str:
    """The name of the cookie that binds a good code to a browser."""
    return "__Host-linju-door" if settings().secure else "linju-door"
