"""`/e/<code>`: what a phone opens when it scans the code at the door. GET changes nothing; its form posts back to it.

A page of its own, without the app around it: a phone that was never here has it in two round trips and five kilobytes.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from app.accounts import passwords
from app.events.door.arriving import Answer, arrived, opened, try_pin
from app.events.door.asked import Asked, asked_of, keep
from app.events.door.html import draw
from app.events.door.views import Page
from app.events.service.guessing import check_guesses, count_guess, is_suspect
from app.events.service.people import Caller
from app.passes.rules.codes import read_pass
from app.passes.service.pins import finish_pin
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused, TooMany
from app.shared.together import run_together

router = APIRouter(tags=["door"])

STATUS = {
    "forged": 404, "unpublished": 404, "unknown": 404, "expired": 410, "finished": 410, "cancelled": 410,
    "revoked": 410, "staff": 403, "no_walk_in": 403, "wrong_pin": 403, "needs_pin": 401, "needs_name": 422,
    "bad_phone": 422, "full": 409, "waiting_already": 409, "early": 409, "wrong_day": 409, "too_many": 429,
}  # fmt: skip
"""For programs; people read the page. Whatever is not here is 200."""


async def look(request: Request) -> HTMLResponse:
    """The page behind the code at the door."""
    asked = asked_of(request, request.path_params["code"], dict(request.query_params))
    return _page(asked, await read(opened, asked, now()))


async def arrive(request: Request) -> HTMLResponse:
    """Check in. Form: `name` and `phone`, or `pass` (and `pin`), or `me` (a remembered browser); `family`: a name of
    somebody who came along; `wait`: take a place on the waiting list."""
    asked = asked_of(request, request.path_params["code"], await request.form())
    try:
        caller, moment = Caller(browser="" if asked.fresh else asked.browser, address=asked.address), now()
        if is_suspect(caller, moment) and not _is_known(asked):
            await read(check_guesses, caller, moment)
        right = await _right_pin(asked) if asked.said("pin") else False
        answer = await run_together(arrived, asked, moment, right)
        if answer.missed is not None:
            await run(count_guess, caller, answer.missed, moment)
        return _page(asked, answer)
    except TooMany as slow:
        page = Page("too_many", values={"seconds": str(slow.retry_after)})
        return _page(asked, Answer(page), {"retry-after": str(slow.retry_after)})
    except Refused:
        return _page(asked, Answer(Page("wrong_pin", fields={"pass": asked.said("pass")})))


def _is_known(asked: Asked) -> bool:
    """Whether there is nothing to guess: one tap on a phone that is remembered, or a whole card that was scanned."""
    return bool((asked.said("me") and asked.device) or read_pass(asked.said("pass")).token)


async def _right_pin(asked: Asked) -> bool:
    """Raises `Refused`, `TooMany`. The costly check runs between two transactions."""
    tried = await run(try_pin, asked, now())
    right = await passwords.check(asked.said("pin"), tried.pin_hash)
    await run(finish_pin, tried, right, now())
    return right


def _page(asked: Asked, answer: Answer, headers: dict[str, str] | None = None) -> HTMLResponse:
    html, policy = draw(answer.page, asked.language)
    fixed = {"content-security-policy": policy, "cache-control": "no-store"}
    made = HTMLResponse(html, STATUS.get(answer.page.view, 200), fixed | (headers or {}))
    keep(made, asked, answer.kept, answer.device)
    return made


# Plain routes: taking parameters apart for a page that has none costs a crowd one part in six.
router.add_route("/e/{code}", look, methods=["GET"])
router.add_route("/e/{code}", arrive, methods=["POST"])
