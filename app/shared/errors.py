"""What can go wrong in the domain, once for every edge.

A service raises; the edge translates: a handler into a toast, the API into `problem+json`, the command
line into one line and exit code 1, a queued command into `errors: [{field, code, message}]`.
Raising rolls the transaction back (`shared/db.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.shared.i18n import translate


class DomainError(Exception):
    """A broken rule. `code` is for machines, `message` (a Chinese msgid with {values}) for people."""

    status = 400
    after: Callable[[Any], None] | None = None
    """What is to be written all the same, given a session, once everything else is rolled back. Commands of phones
    see to it (`offline.service.commands`)."""

    def __init__(self, code: str, message: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message.format(**values) if values else message)
        self.code = code
        self.message = message
        self.field = field
        self.values = values

    def sentence(self, language: str = "zh") -> str:
        """The sentence for a person, in their language."""
        return translate(self.message, language, **self.values)

    def as_error(self, language: str = "zh") -> dict[str, Any]:
        """`{field, code, message}`, the shape of the command contract."""
        return {"field": self.field, "code": self.code, "message": self.sentence(language)}


class Refused(DomainError):
    """The rules do not allow it. 422 in the API."""

    status = 422


class NotFound(DomainError):
    """Not there, or not yours: the same answer."""

    status = 404


class Conflict(DomainError):
    """Somebody changed it meanwhile."""

    status = 409


class SignInNeeded(DomainError):
    """Nobody is signed in, or the session has ended."""

    status = 401

    def __init__(self) -> None:
        super().__init__("sign_in_needed", "请先登录。")


class TooMany(DomainError):
    """Tried too often; `retry_after` seconds."""

    status = 429

    def __init__(self, code: str, message: str, *, retry_after: int, **values: Any) -> None:
        super().__init__(code, message, seconds=retry_after, **values)
        self.retry_after = retry_after


class Invalid(Refused):
    """Several fields are wrong at once: a `Refused` with a list of errors."""

    def __init__(self, errors: list[DomainError]) -> None:
        super().__init__("invalid", "有几处需要改。")
        self.errors = errors
