"""The FHIR interface: for the systems of health centres, and the owner's own file.

Everything below `/fhir` answers in FHIR's own words, errors too, and is kept by nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from app.accounts import passwords
from app.accounts.session import SignedIn, language_of
from app.health.fhir import oauth, own, shared, tokens
from app.health.fhir.capability import capability, smart_configuration
from app.health.fhir.outcome import NO_STORE, fhir, outcome, refusal
from app.health.fhir.reading_in import BYTES
from app.shared.clock import local_day, now
from app.shared.db import run
from app.shared.errors import DomainError, Refused, SignInNeeded
from app.shared.i18n import N_, translate
from app.shared.methods import methods_at
from app.shared.origins import client_address
from app.shared.settings import settings

router = APIRouter(include_in_schema=False)
FORM_BYTES = 16 * 2**10
FORM = "application/x-www-form-urlencoded"
ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


@router.get("/fhir/metadata")
async def metadata() -> Response:
    """What the interface can do. Open to anybody."""
    return fhir(capability(settings().public_url))


@router.get("/fhir/.well-known/smart-configuration")
async def smart() -> Response:
    """Where the token is to be had. Open to anybody."""
    return JSONResponse(smart_configuration(settings().public_url), headers={"cache-control": "no-cache"})


@router.post("/fhir/token")
async def token(request: Request) -> Response:
    """A bearer token for a client's id and secret (RFC 6749 §4.4)."""
    return await _oauth(request, "/fhir/token", revokes=False)


@router.post("/fhir/revoke")
async def revoke(request: Request) -> Response:
    """A token is given back before its time (RFC 7009)."""
    return await _oauth(request, "/fhir/revoke", revokes=True)


@router.get("/fhir/Observation")
async def search(request: Request) -> Response:
    """`?patient=&code=&date=`: readings of a resident who shares with this client."""
    return await _answered(request, request.query_params.multi_items())


@router.post("/fhir/Observation/_search")
async def search_by_form(request: Request) -> Response:
    """The same with the parameters in the body, where no log of addresses sees them."""
    try:
        form = await _form(request)
    except Refused as error:
        return refusal(error, language_of(request))
    return await _answered(request, [*request.query_params.multi_items(), *form])


@router.get("/fhir/Observation/{observation_id}")
async def one(request: Request, observation_id: str) -> Response:
    """One of them."""

    async def read(caller: tokens.Caller, moment: datetime) -> dict[str, Any]:
        return await run(shared.one, caller, observation_id, moment)

    return await _for_caller(request, read)


@router.api_route("/fhir/{rest:path}", methods=ANY)
async def nothing_here(request: Request, rest: str) -> Response:
    """Without this Reflex, mounted below, would answer with a web page."""
    methods = ", ".join(methods_at(request))
    if methods:
        said = translate(N_("这个地址只接受 {methods}。"), language_of(request), methods=methods)
        return outcome(405, said, headers={"allow": methods})
    return outcome(404, translate(N_("没有这个地址。"), language_of(request)))


@router.get("/health/own/fhir")
async def export(request: Request, who: SignedIn, person: Annotated[UUID | None, Query()] = None) -> Response:
    """The owner's readings as a file (FHIR R4 Bundle)."""
    moment = now()
    bundle = await run(own.export_own, who, settings().public_url, moment, person)
    name = f"linju-health-{local_day(moment)}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return await asyncio.to_thread(fhir, bundle, headers=headers)  # ten thousand readings are 20 MB


@router.post("/health/own/fhir")
async def take_in(request: Request, who: SignedIn, person: Annotated[UUID | None, Query()] = None) -> Response:
    """Readings of a Bundle become the owner's: `{readings, lines: [{entry, status, why}]}`."""
    data = await _body(request, BYTES)
    made = await run(own.import_own, who, data, now(), person)
    language = language_of(request)
    lines = [
        {"entry": one.entry, "status": one.status, "why": one.why.sentence(language) if one.why else ""}
        for one in made.lines
    ]
    return JSONResponse({"readings": made.readings, "lines": lines}, headers=NO_STORE)


async def _answered(request: Request, given: list[tuple[str, str]]) -> Response:
    async def read(caller: tokens.Caller, moment: datetime) -> dict[str, Any]:
        return await run(shared.search, caller, given, settings().public_url, moment)

    return await _for_caller(request, read)


async def _for_caller(
    request: Request, read: Callable[[tokens.Caller, datetime], Awaitable[dict[str, Any]]]
) -> Response:
    moment = now()
    try:
        caller = await run(shared.admit, _bearer(request), moment)
        return fhir(await read(caller, moment))
    except DomainError as error:
        return refusal(error, language_of(request))


def _bearer(request: Request) -> str:
    """The token of the header; never one of an address. Raises `SignInNeeded`."""
    scheme, _, found = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not found.strip():
        raise SignInNeeded()
    return found.strip()


async def _oauth(request: Request, path: str, *, revokes: bool) -> Response:
    try:
        form = await _form(request)
        if len({name for name, _ in form}) < len(form):
            raise Refused("repeated", "同一个参数写了两次。")
    except Refused as error:
        return _oauth_error("invalid_request", error.sentence(language_of(request)))
    authorization = request.headers.get("authorization", "")
    uri = settings().public_url + path if settings().secure else str(request.url)  # plain HTTP from afar is refused
    asked = oauth.Asked(uri, dict(form), {"Authorization": authorization})
    client_id, secret = asked.credentials
    try:
        tried = await run(tokens.begin_secret, client_id, client_address(request.scope, settings().proxy_hops), now())
    except DomainError as error:
        return refusal(error, language_of(request))
    right = await passwords.check(secret, tried.secret_hash)
    if right:
        await run(tokens.give_back, tried, now())
    return await run(oauth.answer, asked, (client_id, secret) if right else None, now(), revokes=revokes)


def _oauth_error(code: str, said: str) -> Response:
    return JSONResponse({"error": code, "error_description": said}, 400, NO_STORE)


async def _form(request: Request) -> list[tuple[str, str]]:
    """Raises `Refused` for what is no form, or too long a one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise Refused("no_form", "请求要用 application/x-www-form-urlencoded。")
    try:
        text = (await _body(request, FORM_BYTES)).decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=20)
    except ValueError:
        raise Refused("no_form", "请求要用 application/x-www-form-urlencoded。") from None


async def _body(request: Request, most: int) -> bytes:
    """Raises `Refused` as soon as it is longer than `most` bytes."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise Refused("file_too_large", "文件太大，最多 {most} MB。", most=-(-most // 2**20))
    return bytes(found)
