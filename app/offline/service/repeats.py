"""A command that has arrived before: its first receipt again, or both versions kept."""

from __future__ import annotations

import json

from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.offline.models import CommandReceipt, ConflictingCopy, Status
from app.offline.registry import is_private
from app.offline.rules import canonical, changed_fields
from app.offline.schema import Arrived, Receipt, Result


def seen_before(session: Session, who: Actor, earlier: CommandReceipt, arrived: Arrived) -> Result:
    """The answer to a command whose id has a receipt already."""
    if earlier.account_id != who.account_id:  # a guessed or copied id: say nothing about the other's work
        return Result(id=str(arrived.id), status=Status.CONFLICT, sha256=arrived.sha256, errors=[])
    if earlier.body_sha256 == arrived.sha256:
        return Result.delivered(arrived.id, Status.DUPLICATE, earlier.number, arrived.sha256)
    _keep_copy(session, who, arrived)
    first = json.loads(earlier.body)
    # The receipt names the bytes that were applied: a phone that sent them itself, before an edit, knows them again.
    return Result(
        id=str(arrived.id), status=Status.CONFLICT, sha256=arrived.sha256,
        receipt=Receipt(no=earlier.number, sha256=earlier.body_sha256),
        fields=changed_fields(first, json.loads(kept_text(arrived))), theirs=first.get("data"),
    )  # fmt: skip


def _keep_copy(session: Session, who: Actor, arrived: Arrived) -> None:
    """The other version, for a person to look at. A retry of the conflict keeps one."""
    wanted = select(ConflictingCopy).where(
        ConflictingCopy.command_id == arrived.id, ConflictingCopy.body_sha256 == arrived.sha256
    )
    if session.exec(wanted).first() is None:
        copy = ConflictingCopy(
            command_id=arrived.id, account_id=who.account_id, body_sha256=arrived.sha256, body=kept_text(arrived)
        )
        session.add(copy)


def kept_text(arrived: Arrived) -> str:
    """What is kept of the bytes of a command: without its data where that must lie nowhere else (`registry`)."""
    if not is_private(arrived.envelope.kind):
        return arrived.text
    return canonical(json.loads(arrived.text) | {"data": {}})
