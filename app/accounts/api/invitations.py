"""Using an invitation. The secret of its link travels in bodies only, so that it stays out of logs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from app.accounts import passwords
from app.accounts.cookies import signed_in, visitor_of
from app.accounts.rules.logins import check_login, check_password
from app.accounts.rules.rooms import landing
from app.accounts.service.invitations import accept, look_at
from app.accounts.service.sign_in import let_in
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.text import Said

router = APIRouter(prefix="/auth/invitation")


class Token(Said):
    """The secret part of an invitation's link."""

    model_config = ConfigDict(extra="forbid")

    token: Annotated[str, Field(max_length=100)]


class Offered(BaseModel):
    """What an invitation is for. With `login` it is a new password for that account."""

    name: str
    role: str | None
    login: str | None


@router.post("/look")
async def look_at_invitation(said: Token) -> Offered:
    """What the link offers. 404 for a used or expired one."""
    offer = await read(look_at, said.token, now())
    return Offered(name=offer.name, role=offer.role, login=offer.login)


class Acceptance(Token):
    """What an invited person chose."""

    login: Annotated[str, Field(max_length=200)] = ""
    name: Annotated[str, Field(max_length=64)] = ""
    password: Annotated[str, Field(max_length=1000)]


class Welcome(Said):
    """Where the new session starts."""

    next: str


@router.post("", status_code=201, response_model=Welcome)
async def accept_invitation(said: Acceptance, request: Request) -> JSONResponse:
    """Use an invitation, once, and sign in. 404, 409 or 422 say what is wrong, per field."""
    visitor = visitor_of(request)
    offer = await read(look_at, said.token, now())
    login = offer.login or check_login(said.login)
    check_password(said.password, login)
    hashed = await passwords.make(said.password)
    account_id = await run(accept, said.token, login, said.name, hashed, now())
    entry = await run(let_in, account_id, visitor, now())
    answer = JSONResponse(Welcome(next=landing(entry.who)).model_dump(), 201)
    signed_in(answer, visitor, entry)
    return answer
