"""Where the page of complaints and suggestions sends its notes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.accounts.session import MaybeSignedIn, SignedIn
from app.feedback.models import Feedback
from app.feedback.rules import MAX_TEXT, grouped
from app.feedback.service import feedback_by_code, own_feedback, write_feedback
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.text import Said

router = APIRouter(prefix="/api/feedback", tags=["feedback"])


class Note(Said):
    """A complaint or suggestion."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=MAX_TEXT * 4)]  # the service says how long is too long, in words
    contact: Annotated[str, Field(max_length=100)] = ""
    page: Annotated[str, Field(max_length=200)] = ""


class Written(BaseModel):
    """A note as its writer sees it."""

    id: UUID
    text: str
    created_at: datetime
    answer: str
    answered_at: datetime | None
    closed_at: datetime | None
    code: str


@router.post("", status_code=201)
async def write(note: Note, who: MaybeSignedIn) -> Written:
    """Keep a note. Nobody has to sign in."""
    return _shown(await run(write_feedback, who, note.text, note.contact, note.page, now()))


@router.get("")
async def mine(who: SignedIn) -> list[Written]:
    """What the person wrote, with the answers."""
    return [_shown(note) for note in await read(own_feedback, who)]


class Asked(BaseModel):
    """The code that the writer was given."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(max_length=40)]


@router.post("/look-up")
async def look_up(asked: Asked) -> Written:
    """The note behind a code, with its answer. POST, so that no log and no history keeps the code."""
    return _shown(await read(feedback_by_code, asked.code))


def _shown(note: Feedback) -> Written:
    return Written(
        id=note.id, text=note.text, created_at=note.created_at, answer=note.answer, answered_at=note.answered_at,
        closed_at=note.closed_at, code=grouped(note.code or ""),
    )  # fmt: skip
