"""What went wrong, as FHIR says it: an OperationOutcome. And the one shape of every FHIR answer."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from app.shared.errors import DomainError, Invalid, SignInNeeded, TooMany

MEDIA = "application/fhir+json; charset=utf-8"
NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}
POLICY = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
TYPES = {400: "invalid", 401: "login", 403: "forbidden", 404: "not-found", 405: "not-supported", 429: "throttled"}


def fhir(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer that nobody keeps."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text.encode(), status, NO_STORE | POLICY | (headers or {}), MEDIA)


def outcome(status: int, detail: str, where: str = "", headers: dict[str, str] | None = None) -> Response:
    """One mistake. `where`: the parameter it is about."""
    issue: dict[str, Any] = {
        "severity": "error", "code": TYPES.get(status, "processing"), "details": {"text": detail},
    }  # fmt: skip
    if where:
        issue["expression"] = [f"http.{where}"]
    return fhir({"resourceType": "OperationOutcome", "issue": [issue]}, status, headers)


def refusal(error: DomainError, language: str = "zh") -> Response:
    """A broken rule. A parameter that is wrong is a bad request here, as FHIR has it."""
    first = error.errors[0] if isinstance(error, Invalid) else error
    headers = {"retry-after": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if isinstance(error, SignInNeeded):
        headers["www-authenticate"] = 'Bearer realm="linju"'
    status = 400 if error.status == 422 else error.status
    return outcome(status, first.sentence(language), first.field or "", headers)
