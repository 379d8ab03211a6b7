"""Where the page of complaints and suggestions sends its notes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.accounts.session import MaybeSignedIn, SignedIn
from app.feedback.models import Feedback
from app.feedback.rules import MAX_TEXT
from app.feedback.service import own_feedback, write_feedback
from app.shared.clock import now
from app.shared.db import read, run

router = APIRouter(prefix="/api/feedback", tags=["feedback"])


class Note(BaseModel):
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


@router.post("", status_code=201)
async def write(note: Note, who: MaybeSignedIn) -> Written:
    """Keep a note. Nobody has to sign in."""
    return _shown(await run(write_feedback, who, note.text, note.contact, note.page, now()))


@router.get("")
async def mine(who: SignedIn) -> list[Written]:
    """What the person wrote, with the answers."""
    return [_shown(note) for note in await read(own_feedback, who)]


def _shown(note: Feedback) -> Written:
    return Written.model_validate(note, from_attributes=True)
