"""`/volunteer/record`: own hours, corrections one asks for, records to take along, and consent for the city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session, col, select

from app.accounts.session import MaybeSignedIn, language_of
from app.passes.rules.codes import grouped
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import DomainError, Refused
from app.shared.i18n import N_
from app.shared.papers import paper
from app.volunteers.models import Hours, HoursChange, ServiceRecord
from app.volunteers.record import words
from app.volunteers.record.asked import LONGEST, hours, me_here
from app.volunteers.rules.ledger import Service, Sums, by_month, sums
from app.volunteers.service.corrections import ask_correction
from app.volunteers.service.export_hours import agree_to_city
from app.volunteers.service.ledger import hours_of
from app.volunteers.service.records import make_record, records_of
from app.volunteers.service.who import Me, own, zone_of

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
NOTES = {
    "many": N_("一天签到签退次数太多，多出的没有计"),
    "outside": N_("班前班后的时间没有计"),
    "twice": N_("和另一个班重叠的时间只计一次"),
}
"""The codes that the server writes as a reason (`rules.hours.Note`)."""


@dataclass(frozen=True)
class Month:
    """A month with its services, the latest first."""

    first: date
    total: Sums
    services: list[Service]


@dataclass(frozen=True)
class Mine:
    """Everything on the page. `asked`: services whose correction waits."""

    total: Sums
    months: list[Month]
    asked: set[UUID]
    records: list[ServiceRecord]
    city_on: date | None
    today: date


@router.get("/volunteer/record", response_class=HTMLResponse)
async def look(request: Request, who: MaybeSignedIn) -> HTMLResponse:
    """Their hours, month by month."""
    return await _page(request, await me_here(request, who))


@router.post("/volunteer/record", response_class=HTMLResponse)
async def act(request: Request, who: MaybeSignedIn) -> Response:
    """`do`: `correct` (`about`, `hours`, `reason`), `record` (`since`, `until`), `city` (`agreed`)."""
    me, form = await me_here(request, who), {name: str(value) for name, value in (await request.form()).items()}
    if me is None:
        return await _page(request, None)
    try:
        made = await run(_act, me, form, now())
    except DomainError as error:
        sentence = error.sentence(language_of(request))
        return await _page(request, me, error.status, wrong=sentence, at=words_of(form, "about") or form.get("do", ""))
    link = _link(request)
    where = f"/print/record/{made}{link}" if made else f"/volunteer/record{link}"
    return RedirectResponse(where, 303)


def _act(session: Session, me: Me, form: dict[str, str], moment: datetime) -> UUID | None:
    """The id of a record that was made."""
    if form.get("do") == "correct":
        minutes = typed_minutes(words_of(form, "hours"))
        ask_correction(session, me, uuid_of(form.get("about")), minutes, words_of(form, "reason"), moment)
    elif form.get("do") == "record":
        since, until = _day(form.get("since", ""), "since"), _day(form.get("until", ""), "until")
        return make_record(session, me, me.volunteer_id, since, until, moment).id
    elif form.get("do") == "city":
        agree_to_city(session, me, me.volunteer_id, form.get("agreed") == "yes", moment)
    return None


def typed_minutes(typed: str) -> int:
    """Hours with a point, as minutes. Raises `Refused`."""
    try:
        return round(float(typed.strip().replace("，", ".").replace("。", ".")[:8]) * 60)
    except (ValueError, OverflowError):
        raise Refused("number_out_of_range", "请填 {least} 到 {most}。", field="hours", least=0, most=24) from None


def _day(typed: str, field: str) -> date:
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        raise Refused("day_missing", "请填日期。", field=field) from None


async def _page(request: Request, me: Me | None, status: int = 0, **values: Any) -> HTMLResponse:
    mine = await read(_mine, me, now()) if me else None
    shown = {"wrong": "", "at": ""} | values
    return paper(
        HERE / "own.html", language_of(request), style=HERE / "record.css", status=status or (200 if me else 404),
        mine=mine, hours=hours, states=words.STATES, kinds=words.KINDS, notes=written_notes, grouped=grouped,
        link=_link(request), **shown,
    )  # fmt: skip


def _link(request: Request) -> str:
    """Their own link goes with them; only letters and digits of it."""
    code = "".join(one for one in request.query_params.get("code", "")[:LONGEST] if one.isascii() and one.isalnum())
    return f"?code={code}" if code else ""


def _mine(session: Session, me: Me, moment: datetime) -> Mine:
    row, found = own(session, me), hours_of(session, me, me.volunteer_id)
    zone = zone_of(session, me.community_id)
    months = [
        Month(first, total, [one for one in reversed(found) if one.last.on_day.replace(day=1) == first])
        for first, total in by_month(found)
    ]
    abouts = [one.last.about for one in found]
    open_ = select(HoursChange.about).where(col(HoursChange.about).in_(abouts), col(HoursChange.decided_at).is_(None))
    city_on = local_day(row.city_agreed_at, zone) if row.city_agreed_at else None
    return Mine(
        sums(found), months, set(session.exec(open_)) if abouts else set(),
        [one for one in records_of(session, me, me.volunteer_id) if one.withdrawn_at is None], city_on,
        local_day(moment, zone),
    )  # fmt: skip


def written_notes(line: Hours) -> list[str]:
    """Why less counts than they were there, in words to translate; what a person wrote stands as it is."""
    codes = line.reason.split()
    known = bool(codes) and set(codes) <= set(NOTES)
    return [NOTES[one] for one in codes] if known else [line.reason] if line.reason else []
