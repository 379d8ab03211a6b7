"""`/admin/feedback`: what people wrote about Linju, and answering it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.feedback import service
from app.feedback.models import Feedback
from app.feedback.rules import Standing
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import N_


@dataclass
class NoteRow:
    """A note in the list. `standing`: waiting, answered, closed."""

    id: str = ""
    text: str = ""
    on: str = ""
    standing: str = ""


@dataclass
class StepRow:
    """A deed: answered, closed, reopened."""

    id: str = ""
    deed: str = ""
    by: str = ""
    at: str = ""
    text: str = ""


@dataclass
class NoteWhole:
    """The note that is open."""

    id: str = ""
    text: str = ""
    on: str = ""
    standing: str = ""
    writer: str = ""
    contact: str = ""
    page: str = ""
    steps: list[StepRow] = field(default_factory=list)


@dataclass
class Counts:
    """How many notes are in which state."""

    waiting: int = 0
    answered: int = 0
    closed: int = 0


class AnswersState(rx.State):
    """The notes in one state, or one note. Everything is asked again of the services."""

    notes: rx.Field[list[NoteRow]] = rx.field(default_factory=list)
    counts: Counts = Counts()
    wanted: str = Standing.WAITING.value
    one: NoteWhole = NoteWhole()
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """What waits for an answer."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.FEEDBACK_ANSWER)
        if self.allowed:
            await self._list(who, self.wanted)
        self.one, self.ready = NoteWhole(), True

    @rx.event
    @shows_refusals
    async def choose(self, standing: str) -> None:
        """Waiting, answered or closed."""
        await self._list(await who_is(self), standing)

    @rx.event
    @shows_refusals
    async def open(self, note: str) -> None:
        """One note with what was done about it."""
        self.one = await read(_whole, await who_is(self), uuid_of(note))

    @rx.event
    @shows_refusals
    async def close(self) -> None:
        """Back to the list."""
        await self._list(await who_is(self), self.wanted)
        self.one = NoteWhole()

    @rx.event
    @shows_refusals
    async def answer(self, form: dict[str, Any]) -> Any:
        """Say what was done, or add to it."""
        who, note, text = await who_is(self), uuid_of(words_of(form, "note")), words_of(form, "answer")
        await run(service.answer_feedback, who, note, text, now())
        self.one = await read(_whole, who, note)
        return [rx.set_value("answer", ""), say("答复已送出，写的人能看到。")]

    @rx.event
    @shows_refusals
    async def settle(self, note: str) -> Any:
        """Nothing more is to be done."""
        return await self._mark(service.close_feedback, note, "已办结。")

    @rx.event
    @shows_refusals
    async def reopen(self, note: str) -> Any:
        """There is more to it."""
        return await self._mark(service.reopen_feedback, note, N_("已重新打开。"))

    async def _mark(self, verb: Any, note: Any, sentence: str) -> Any:
        who, found = await who_is(self), uuid_of(note)
        await run(verb, who, found, now())
        self.one = await read(_whole, who, found)
        return say(sentence)

    async def _list(self, who: Actor, standing: Any) -> None:
        wanted = Standing(standing) if standing in set(Standing) else Standing.WAITING
        self.notes, self.counts = await read(_notes, who, wanted)
        self.wanted = wanted.value


def _notes(session: Session, who: Actor, wanted: Standing) -> tuple[list[NoteRow], Counts]:
    counted = service.count_feedback(session, who)
    rows = [_row(note) for note in service.all_feedback(session, who, wanted)]
    return rows, Counts(*(counted[one] for one in Standing))


def _row(note: Feedback) -> NoteRow:
    return NoteRow(str(note.id), note.text, local_time(note.created_at), service.standing_of(note).value)


def _whole(session: Session, who: Actor, note_id: UUID) -> NoteWhole:
    found = service.whole_feedback(session, who, note_id)
    note = found.note
    steps = [
        StepRow(str(at), step.deed.value, step.by, local_time(step.at), step.text)
        for at, step in enumerate(found.steps)
    ]
    return NoteWhole(
        str(note.id), note.text, local_time(note.created_at), service.standing_of(note).value, found.writer,
        note.contact, note.page, steps,
    )  # fmt: skip
