"""Helpers for the tests of the scanner: an event that is open, passes, a film for Chromium's fake camera."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import qrcode
from PIL import Image
from sqlmodel import Session, select

from app.events.models import Attendee, DoorTry, Event
from app.households.models import Community, Person
from app.passes.models import ResidentPass
from app.passes.rules.codes import digest
from app.shared.clock import now

TOKENS = {"林阿婆": ("ABCDEFGHJKMNPQRS", "ABC234"), "陈大文": ("STUVWXYZ23456789", "STU567")}


def open_event(server: Any, **columns: Any) -> str:
    """An event of 湖畔社区 that began a minute ago. Returns its id."""
    began = now() - timedelta(minutes=1)
    with Session(server.engine) as session, session.begin():
        community = session.exec(select(Community).where(Community.name == "湖畔社区")).one()
        hours = {"starts_at": began, "ends_at": began + timedelta(hours=2), "published_at": began - timedelta(days=2)}
        given = {"title": "书法班", "place": "二楼活动室", "walk_in": True, "short": "K7M2QX"} | hours | columns
        event = Event(community_id=community.id, **given)
        session.add(event)
        return str(event.id)


def give_passes(server: Any) -> None:
    """林阿婆 and 陈大文 have one each: `TOKENS`."""
    with Session(server.engine) as session, session.begin():
        for name, (token, short) in TOKENS.items():
            person = session.exec(select(Person).where(Person.name == name)).one()
            session.add(
                ResidentPass(
                    community_id=person.community_id, person_id=person.id, token=token, short_code=short,
                    digest=digest(token),
                )
            )  # fmt: skip


def arrivals(server: Any) -> list[Attendee]:
    """Who has come, as the server has it."""
    with Session(server.engine) as session:
        return [row for row in session.exec(select(Attendee)) if row.came_at is not None]


def tries(server: Any) -> list[str]:
    """What is to be looked at."""
    with Session(server.engine) as session:
        return [row.code for row in session.exec(select(DoorTry)) if row.looked_at is None]


def film(file: Path, text: str, side: int = 260) -> Path:
    """A film of a card with this code, held a little askew, as Motion JPEG."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
    made.add_data(text)
    card = made.make_image().get_image().convert("L").resize((side, side))
    frames = []
    for tilt in (-6, 0, 6, 0):
        picture = Image.new("L", (640, 480), 120)
        picture.paste(card.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=120), (190, 110))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=90)
        frames.append(out.getvalue())
    file.write_bytes(b"".join(frames * 5))
    return file
