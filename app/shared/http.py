"""What every HTTP answer shares, put on in one call.

    install(web)            # in app/web.py, after the routers

- `problems`: a raised `DomainError` becomes `application/problem+json`; also what FastAPI itself refuses.
- `guard`: foreign origins and over-long bodies are refused, answers get their headers, a bug becomes one plain answer.
- `prerendered`: a screen is answered at its own address, without a redirect.
- `headers`: which headers and why. `origins`: whose request this is.
"""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.shared.errors import DomainError
from app.shared.guard import Guard
from app.shared.methods import methods_at
from app.shared.prerendered import Prerendered
from app.shared.problems import misfit, plain, refusal


def install(app: FastAPI) -> None:
    """Errors become problems; `Guard` stands outermost. Call it last: what is added later stands outside."""
    app.add_api_route("/api/{rest:path}", _nothing_here, methods=ANY, include_in_schema=False)
    app.add_api_route("/auth/{rest:path}", _nothing_here, methods=ANY, include_in_schema=False)
    app.add_exception_handler(DomainError, refusal)
    app.add_exception_handler(RequestValidationError, misfit)
    app.add_exception_handler(HTTPException, plain)
    app.add_middleware(Prerendered)
    app.add_middleware(Guard)


ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


async def _nothing_here(request: Request, rest: str) -> None:
    """Without this Reflex, mounted below, would answer an unknown API address with a web page."""
    raise HTTPException(405 if methods_at(request) else 404)
