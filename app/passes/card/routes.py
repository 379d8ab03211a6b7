"""`/p/<token>`: a resident's own pass; `/print/cards`: a sheet of them for staff."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select

from app.accounts import passwords
from app.accounts.rules import Actor, Permission
from app.accounts.session import SignedIn, language_of
from app.households.models import Community, Person
from app.households.names import family_name
from app.passes.card import words
from app.passes.cookies import drop_resident, keep_resident, resident_token
from app.passes.models import ResidentPass, Verified
from app.passes.rules.codes import grouped
from app.passes.rules.pins import check_pin
from app.passes.service import (
    OwnPass,
    begin_pin,
    device_of,
    finish_pin,
    forget,
    own_pass,
    remember_person,
    set_pin,
)
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound, Refused
from app.shared.i18n import translate
from app.shared.origins import client_address
from app.shared.papers import paper
from app.shared.qr import qr_code
from app.shared.settings import settings

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
MOST = 100  # cards


@dataclass(frozen=True)
class PassShown:
    """A pass as it is drawn. `name` is masked; `known`: this browser is remembered as its holder's."""

    community: str
    name: str
    code: str
    qr: str
    has_pin: bool = False
    known: bool = False


@router.get("/p/{token}", response_class=HTMLResponse)
async def show(token: str, request: Request) -> HTMLResponse:
    """The pass: what staff scan, and the six letters. Changes nothing."""
    return await _page(token, request)


@router.post("/p/{token}", response_class=HTMLResponse)
async def change(
    token: str,
    request: Request,
    do: Annotated[str, Form(max_length=20)] = "",
    pin: Annotated[str, Form(max_length=40)] = "",
) -> HTMLResponse:
    """Remember this phone, forget it, or set the PIN."""
    try:
        own = await read(own_pass, token)
        if own.revoked_at is not None:
            return await _page(token, request)
        if do == "forget":
            await run(forget, resident_token(request), now())
            answer = await _page(token, request, words.FORGOTTEN, forgotten=True)
            drop_resident(answer)
            return answer
        if do == "pin":
            return await _set_pin(own, request, pin)
        if do == "remember":
            return await _remember(own, request, pin)
    except NotFound:
        return await _page(token, request)
    except DomainError as error:
        wrong = "pin" if do == "pin" else "remember"
        return await _page(token, request, error.sentence(language_of(request)), wrong=wrong)
    return await _page(token, request)


async def _remember(own: OwnPass, request: Request, pin: str) -> HTMLResponse:
    """Whoever holds a pass without a PIN may be its holder; with one they have to know it."""
    how = Verified.PASS
    if own.has_pin:
        tried = await run(begin_pin, own.community_id, own.token, _address(request), now())
        right = await passwords.check("".join(pin.split()), tried.pin_hash)
        own, how = await run(finish_pin, tried, right, now()), Verified.PIN
    return await _kept(own, request, how, words.REMEMBERED)


async def _set_pin(own: OwnPass, request: Request, pin: str) -> HTMLResponse:
    hashed = await passwords.make(check_pin(pin))
    device = await read(device_of, resident_token(request), now())
    own = await run(set_pin, own.token, hashed, device.person_id if device else None, now())
    return await _kept(own, request, Verified.PIN, words.PIN_SET)


async def _kept(own: OwnPass, request: Request, how: Verified, said: str) -> HTMLResponse:
    cookie = await run(remember_person, own, how, now())
    answer = await _page(own.token, request, said, known=True)
    keep_resident(answer, cookie)
    return answer


async def _page(
    token: str, request: Request, said: str = "", *, wrong: str = "", known: bool = False, forgotten: bool = False
) -> HTMLResponse:
    language = language_of(request)
    values: dict[str, Any] = {
        "said": translate(said, language) if said else "", "tone": "error" if wrong else "success", "wrong": wrong,
    }  # fmt: skip
    style, template = HERE / "pass.css", HERE / "pass.html"
    try:
        own = await read(own_pass, token)
    except NotFound:
        return _instead(words.NO_SUCH, language, 404)
    if own.revoked_at is not None:
        return _instead(words.REVOKED, language, 410)
    shown = await read(_shown, own, None if forgotten else resident_token(request), known)
    return paper(template, language, style=style, **values | {"pass": shown})


def _instead(sentences: tuple[str, str], language: str, status: int) -> HTMLResponse:
    title, hint = (translate(one, language) for one in sentences)
    values: dict[str, Any] = {"pass": None, "said": "", "tone": "", "wrong": "", "title": title, "hint": hint}
    return paper(HERE / "pass.html", language, style=HERE / "pass.css", status=status, **values)


def _shown(session: Session, own: OwnPass, cookie: str | None, known: bool) -> PassShown:
    device = device_of(session, cookie, now())
    here = known or (device is not None and device.person_id == own.person_id)
    community = session.get_one(Community, own.community_id)
    return _drawn(community.name, own.name, own.token, own.short_code, own.has_pin, here)


def _drawn(
    community: str, name: str, token: str, short_code: str, has_pin: bool = False, known: bool = False
) -> PassShown:
    qr = qr_code(f"{settings().public_url}/p/{token}")
    return PassShown(community, f"{family_name(name)}**", grouped(short_code), qr, has_pin, known)


@router.get("/print/cards", response_class=HTMLResponse)
async def cards(
    request: Request, who: SignedIn, people: Annotated[str, Query(max_length=MOST * 40)] = ""
) -> HTMLResponse:
    """Cards of passes that are in force, ten on a sheet of A4. Gives out none."""
    ids = [uuid_of(one) for one in dict.fromkeys(people.split(",")) if one][:MOST]
    shown = await read(_cards, who, ids)
    return paper(HERE / "cards.html", language_of(request), style=HERE / "cards.css", prints=True, cards=shown)


def _cards(session: Session, who: Actor, people: list[UUID]) -> list[PassShown]:
    if not who.may_somewhere(Permission.PASS_ISSUE):
        raise Refused("not_yours", "这一页不归您的角色用。")
    wanted = (
        select(ResidentPass, Person.name, Community)
        .join(Person, col(Person.id) == col(ResidentPass.person_id))
        .join(Community, col(Community.id) == col(ResidentPass.community_id))
        .where(col(ResidentPass.person_id).in_(people), col(ResidentPass.revoked_at).is_(None))
    )
    found = {
        row.person_id: _drawn(community.name, name, row.token, row.short_code)
        for row, name, community in session.exec(wanted)
        if who.may_within(Permission.PASS_ISSUE, row.community_id)
    }
    return [found[one] for one in people if one in found]


def _address(request: Request) -> str:
    return client_address(request.scope, settings().proxy_hops)
