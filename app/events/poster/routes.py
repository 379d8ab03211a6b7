"""The poster of an event: the code on it leads to its page, or, where the event allows it, checks in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import SignedIn, language_of
from app.events.service.codes import poster_url
from app.events.service.find import event_for
from app.events.when import hours_words
from app.households.models import Community
from app.shared.db import read
from app.shared.i18n import N_
from app.shared.papers import paper
from app.shared.qr import qr_code
from app.shared.settings import settings

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
WORDS = (
    N_("海报"), N_("打印"), N_("改印签到码"), N_("改印报名码"), N_("到了扫这里签到"), N_("扫码报名"),
    N_("没有手机？跟工作人员说一声就行。"), N_("没有手机？到客厅前台说一声，一样报得上。"), N_("适合"), N_("年龄"),
    N_("要带"), N_("名额"),
)  # fmt: skip


@dataclass(frozen=True)
class Poster:
    """What is on the sheet. `facts`: Chinese terms with their text; `other`: the address of the other kind."""

    title: str
    community: str
    when: str
    place: str
    about: str
    facts: tuple[tuple[str, str], ...]
    qr: str
    check_in: bool
    other: str


@router.get("/print/poster/{event_id}", response_class=HTMLResponse)
async def poster(event_id: UUID, request: Request, who: SignedIn, check_in: bool = False) -> HTMLResponse:
    """To print. With `check_in` the code for paper, of lower trust."""
    language = language_of(request)
    shown = await read(_poster, who, event_id, check_in, language)
    return paper(HERE / "poster.html", language, style=HERE / "poster.css", prints=True, poster=shown)


def _poster(session: Session, who: Actor, event_id: UUID, check_in: bool, language: str) -> Poster:
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    community = session.get_one(Community, event.community_id)
    when = hours_words(event.starts_at, event.ends_at, community.zone)
    facts = (("适合", event.audience), ("年龄", event.ages), ("要带", event.bring),
             ("名额", str(event.capacity or "")))  # fmt: skip
    address = f"{settings().public_url}/events/{event.id}"
    url = poster_url(session, who, event_id) if check_in else address
    here = f"/print/poster/{event.id}"
    other = here if check_in else f"{here}?check_in=true"
    return Poster(
        title=event.title, community=community.name, when=when[language == "en"], place=event.place,
        about=event.about, facts=tuple(pair for pair in facts if pair[1]), qr=qr_code(url, border=1),
        check_in=check_in, other=other if event.lower_trust_code else "",
    )  # fmt: skip
