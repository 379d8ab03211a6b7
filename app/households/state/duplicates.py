"""`/admin/duplicates`: pairs that may be one person, two records side by side, merges that were made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.households import service
from app.shared.clock import local_day
from app.shared.db import read, run
from app.shared.errors import NotFound
from app.shared.handlers import say, shows_refusals

SHOWN = 50  # pairs on one screen; the next come up as these are settled


@dataclass
class PairRow:
    """One pair of the list. `id` is `<first>:<second>`; `reasons` are codes of `rules.duplicates.Reason`."""

    id: str = ""
    name: str = ""
    other: str = ""
    door: str = ""
    other_door: str = ""
    confidence: str = ""
    reasons: list[str] = field(default_factory=list)


@dataclass
class FieldRow:
    """One field side by side. `chosen`: whose value counts if nothing is tapped."""

    field: str = ""
    label: str = ""
    first: str = ""
    second: str = ""
    same: bool = True
    chosen: str = "first"


@dataclass
class Compared:
    """The pair that is open; `id` empty while none is."""

    id: str = ""
    doors: list[str] = field(default_factory=lambda: ["", ""])
    verified: list[str] = field(default_factory=lambda: ["", ""])
    tags: list[str] = field(default_factory=lambda: ["", ""])
    fuller: str = "first"
    fields: list[FieldRow] = field(default_factory=list)


@dataclass
class MergeRow:
    """A merge that was made; `said` is what the absorbed record said."""

    id: str = ""
    kept: str = ""
    absorbed: str = ""
    by: str = ""
    on: str = ""
    said: str = ""


class DuplicatesState(rx.State):
    """What the screen shows. Every handler asks the service again, as the person behind the cookie."""

    pairs: list[PairRow] = []  # noqa: RUF012  (Reflex copies defaults)
    total: int = 0
    one: Compared = Compared()
    merges: list[MergeRow] = []  # noqa: RUF012
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The pairs that are left, and the last merges."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.HOUSEHOLD_MERGE)
        twins, made = await read(_overview, who)
        self.total = len(twins)
        self.pairs = [_pair_row(twin) for twin in twins[:SHOWN]]
        self.merges = [_merge_row(line) for line in made]
        self.one, self.ready = Compared(), True

    @rx.event
    @shows_refusals
    async def show(self, pair_id: str) -> None:
        """Open one pair."""
        who = await who_is(self)
        self.one = _compared(pair_id, await read(service.compare_records, who, *_ids(pair_id)))

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self.one = Compared()

    @rx.event
    @shows_refusals
    async def merge(self, form: dict[str, Any]) -> Any:
        """Make the open pair one record. The form says which record stays and, for each field, whose value counts."""
        who = await who_is(self)
        first, second = _ids(str(form.get("pair", "")))
        keep, absorb = (second, first) if form.get("keep") == "second" else (first, second)
        stays = "second" if keep == second else "first"
        choices: dict[str, Literal["keep", "absorb"]] = {
            name.removeprefix("field."): "keep" if side == stays else "absorb"
            for name, side in form.items()
            if name.startswith("field.") and side in ("first", "second")
        }
        await run(service.merge, who, keep, absorb, choices)
        return [DuplicatesState.load, say("已合并成一条。另一条的内容留在下面的合并记录里。")]

    @rx.event
    @shows_refusals
    async def tell_apart(self, pair_id: str) -> Any:
        """Two people: the pair is not shown again."""
        who = await who_is(self)
        await run(service.tell_apart, who, *_ids(pair_id))
        return [DuplicatesState.load, say("记下了：这是两个人，不再提示。")]


def _overview(session: Session, who: Actor) -> tuple[list[service.Twin], list[service.MergeLine]]:
    return service.possible_duplicates(session, who), service.merges_of(session, who)


def _ids(pair_id: str) -> tuple[UUID, UUID]:
    """The two ids; a made-up one is as good as none."""
    try:
        first, second = str(pair_id).split(":")
        return UUID(first), UUID(second)
    except ValueError:
        raise NotFound("person_unknown", "找不到这个人。") from None


def _pair_row(twin: service.Twin) -> PairRow:
    pair = twin.pair
    reasons = [reason.value for reason in pair.reasons]
    return PairRow(f"{pair.first}:{pair.second}", *twin.names, *twin.doors, pair.confidence, reasons)


def _compared(pair_id: str, found: service.Comparison) -> Compared:
    fields = [
        FieldRow(f.field, f.label, f.first, f.second, f.same, _better(f.first, f.second, found.fuller))
        for f in found.fields
    ]
    tags = ["、".join(names) for names in found.tags]
    return Compared(pair_id, list(found.doors), list(found.verified), tags, found.fuller, fields)


def _better(first: str, second: str, fuller: str) -> str:
    """Whose value is proposed: the only one there is, else that of the fuller record."""
    return "first" if not second else "second" if not first else fuller


def _merge_row(line: service.MergeLine) -> MergeRow:
    said = "；".join(f"{label}：{value}" for label, value in line.fields)
    return MergeRow(line.id, line.kept, line.absorbed, line.by, local_day(line.at).isoformat(), said)
