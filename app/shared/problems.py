"""Errors as `application/problem+json` (RFC 9457), in the caller's language.

A service raises; the route says nothing about it. `problem` is the one shape of an error:
`{type, title, status, detail, code, errors: [{field, code, message}]}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, cookie_parser
from starlette.responses import JSONResponse

from app.shared.errors import DomainError, Invalid, SignInNeeded, TooMany
from app.shared.i18n import LANGUAGES, N_, translate
from app.shared.methods import methods_at

LANGUAGE_COOKIE = "linju-lang"  # written by the phone (js/boot.js), read for sentences made on the server

# What pydantic finds wrong, in words for a person. Anything else: `_ODD`.
_WRONG = {
    "missing": N_("缺少这一项。"),
    "string_too_long": N_("太长了，最多 {max_length} 个字。"),
    "string_too_short": N_("太短了，至少 {min_length} 个字。"),
    "too_long": N_("太多了，最多 {max_length} 项。"),
    "extra_forbidden": N_("没有这一项。"),
    "json_invalid": N_("不是有效的 JSON。"),
}
_ODD = N_("这一项填得不对。")


def problem(
    status: int, code: str, detail: str, *, errors: Sequence[dict[str, Any]] = (), headers: dict[str, str] | None = None
) -> JSONResponse:
    """One error as `application/problem+json`."""
    body: dict[str, Any] = {
        "type": f"urn:linju:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(body, status, headers, media_type="application/problem+json")


async def refusal(request: Request, error: Exception) -> JSONResponse:
    """The answer to a broken rule."""
    assert isinstance(error, DomainError)
    language = language_of(request)
    parts = error.errors if isinstance(error, Invalid) else [error] if error.field else []
    return problem(
        error.status,
        error.code,
        error.sentence(language),
        errors=[part.as_error(language) for part in parts],
        headers=_headers_of(error),
    )


def _headers_of(error: DomainError) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {"retry-after": str(error.retry_after)}
    # RFC 9110 §11.6.1 wants a challenge; browsers ignore this scheme, so no password box appears.
    return {"www-authenticate": 'Cookie realm="linju"'} if isinstance(error, SignInNeeded) else {}


async def misfit(request: Request, error: Exception) -> JSONResponse:
    """The answer to a body or a parameter of the wrong shape."""
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    errors = [_wrong(one, language) for one in error.errors()]
    return problem(422, "invalid", translate("有几处需要改。", language), errors=errors)


def _wrong(one: dict[str, Any], language: str) -> dict[str, Any]:
    where = [str(part) for part in one["loc"] if part not in ("body", "query", "path", "header")]
    values = {name: value for name, value in (one.get("ctx") or {}).items() if isinstance(value, (str, int, float))}
    sentence = _WRONG.get(one["type"], _ODD)
    return {"field": ".".join(where) or None, "code": one["type"], "message": translate(sentence, language, **values)}


async def plain(request: Request, error: Exception) -> JSONResponse:
    """The answer to what the framework itself refuses: no such route, wrong method, too long a body."""
    assert isinstance(error, HTTPException)
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == 404:
        return problem(404, "not_found", translate("没有找到。", language_of(request)), headers=headers)
    if error.status_code == 405:
        headers["allow"] = ", ".join(methods_at(request))
        detail = translate("这个地址只接受 {methods}。", language_of(request), methods=headers["allow"])
        return problem(405, "http_405", detail, headers=headers)
    return problem(error.status_code, f"http_{error.status_code}", str(error.detail), headers=headers)


def language_of(request: HTTPConnection) -> str:
    """The language to answer a request in: `zh` or `en`."""
    return choose_language(request.headers.get("cookie"))


def choose_language(cookie_header: str | None) -> str:
    """The phone's choice, else Chinese. Not Accept-Language: screens do not follow it either."""
    chosen = cookie(cookie_header, LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else "zh"


def cookie(cookie_header: str | None, name: str) -> str | None:
    """One cookie out of a Cookie header."""
    return cookie_parser(cookie_header or "").get(name)
