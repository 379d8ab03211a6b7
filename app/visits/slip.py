"""The slip left at a door that did not open (未遇便条), and the committee's page where its QR code leads.

Anybody who passes can read a slip: it names no resident, no care group and no reason. `slip_of` gives its content, for
paper from the server and for the phone's own screen without signal; `slip_page` is the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.households.models import Community
from app.shared.errors import NotFound
from app.shared.i18n import N_, translate
from app.shared.qr import qr_code
from app.shared.settings import settings
from app.visits.models import CommitteeCard, Visit
from app.visits.rules import next_try
from app.visits.service.places import communities_of, place_for
from app.visits.service.reading import readable_visit

COMING: dict[str, str] = {
    "morning": N_("我们另选一个上午再来。"),
    "afternoon": N_("我们另选一个下午再来。"),
    "evening": N_("我们改在晚饭后再来。"),
    "weekend": N_("我们改在周末再来。"),
}


@dataclass(slots=True)
class CommitteeRow:
    """How to reach a committee (the view `committee`). `qr` is a `data:` URL of the code that leads to `url`."""

    id: str
    name: str
    phone: str
    address: str
    hours: str
    words: str
    url: str
    qr: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip says. `came_at` is local time; `coming` a Chinese msgid."""

    committee: CommitteeRow
    visitor: str
    came_at: datetime
    coming: str


def committees(session: Session, who: Actor) -> list[CommitteeRow]:
    """The committees where `who` has a round: enough to show a slip without a network."""
    return [_row(session, one) for one in communities_of(session, who, Permission.ROUND_READ)]


def slip_of(session: Session, who: Actor, thing_id: UUID, now: datetime) -> Slip:
    """The slip for a visit that met nobody, or, given a household, for now. Raises `NotFound`."""
    if session.get(Visit, thing_id) is not None:
        visit = readable_visit(session, who, thing_id)
        community, came_at = session.get_one(Community, visit.community_id), visit.started_at
        visitor = session.get_one(Account, visit.visitor_id).name
    else:
        place = place_for(session, who, Permission.VISIT_LOG, thing_id)
        community, came_at, visitor = session.get_one(Community, place.community_id), now, who.name
    local = came_at.astimezone(ZoneInfo(community.zone))
    part = next_try([local])
    return Slip(_row(session, community), visitor, local, COMING[part] if part else "")


def _row(session: Session, community: Community) -> CommitteeRow:
    card = session.exec(select(CommitteeCard).where(CommitteeCard.community_id == community.id)).first()
    card = card or CommitteeCard(community_id=community.id)
    url = f"{settings().public_url}/committee/{community.code}"
    return CommitteeRow(
        id=str(community.id), name=community.name, phone=card.phone, address=card.address, hours=card.hours,
        words=card.words, url=url, qr=qr_code(url),
    )  # fmt: skip


def slip_page(session: Session, who: Actor, thing_id: UUID, now: datetime, language: str) -> str:
    """The slip as a page of A6 paper. Raises `NotFound`."""
    slip = slip_of(session, who, thing_id, now)
    came = _say(
        N_("{when}，{visitor}来看您，您不在家。"), language, when=f"{slip.came_at:%Y-%m-%d %H:%M}", visitor=slip.visitor
    )
    lines = [f"<h1>{_say(N_('我们来过'), language)}</h1>", f"<p>{came}</p>", f"<p>{_say(slip.coming, language)}</p>"]
    return _paper(slip.committee, lines, language)


def committee_page(session: Session, code: str, language: str) -> str:
    """How to reach a committee, for everybody. Raises `NotFound`."""
    community = session.exec(select(Community).where(Community.code == code)).first()
    if community is None:
        raise NotFound("community_unknown", "找不到这个社区。")
    row = _row(session, community)
    return _paper(row, [f"<h1>{escape(row.name)}</h1>"], language)


def _paper(row: CommitteeRow, lines: list[str], language: str) -> str:
    facts = ((N_("电话"), row.phone), (N_("地址"), row.address), (N_("开放时间"), row.hours))
    known = "".join(f"<dt>{_say(term, language)}</dt><dd>{_fact(term, text)}</dd>" for term, text in facts if text)
    body = [*lines, f"<p>{escape(row.words)}</p>" if row.words else "", f"<dl>{known}</dl>" if known else ""]
    alt = _say(N_("扫码联系居委会"), language)
    return PAGE.format(
        lang="en" if language == "en" else "zh-CN", title=escape(row.name), body="\n".join(body), qr=row.qr,
        alt=alt, foot=escape(row.name),
    )  # fmt: skip


def _fact(term: str, text: str) -> str:
    """A telephone number is there to be tapped."""
    number = re.sub(r"[^0-9+]", "", text)
    return f'<a href="tel:{number}">{escape(text)}</a>' if term == "电话" and number else escape(text)


def _say(message: str, language: str, **values: str) -> str:
    return escape(translate(message, language, **values))


PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · 邻聚</title>
<style>
@page {{ size: A6; margin: 8mm }}
body {{ font: 18px/1.6 "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans CJK SC", sans-serif;
  color: #2a211c; background: #fff; max-width: 26em; margin: 0 auto; padding: 1.2em }}
h1 {{ font-size: 1.5em; line-height: 1.3; margin: 0 0 .5em; color: #8f3322 }}
p {{ margin: 0 0 .6em }}
dl {{ display: grid; grid-template-columns: auto 1fr; gap: .2em 1em; margin: .8em 0 }}
dt {{ color: #5d5048 }}
dd {{ margin: 0 }}
a {{ color: #8f3322; display: inline-flex; align-items: center; min-height: 48px }}
dt:has(+ dd a) {{ align-self: center }}
figure {{ margin: 1em 0 0; display: flex; gap: 1em; align-items: center }}
img {{ width: 7em; height: 7em }}
footer {{ margin-top: .8em; color: #5d5048 }}
@media print {{ body {{ padding: 0; font-size: 11pt }} a {{ color: inherit; text-decoration: none; min-height: 0 }} }}
</style>
</head>
<body>
<main>
{body}
<figure><img src="{qr}" alt="{alt}"><figcaption>{alt}</figcaption></figure>
</main>
<footer>{foot}</footer>
</body>
</html>
"""
