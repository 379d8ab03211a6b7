"""Phones: their heartbeat, what they lost, and the order to wipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.offline.models import CommandReceipt, Device
from app.offline.rules import missing_work
from app.offline.schema import Heartbeat, Waiting


def note_contact(
    session: Session, who: Actor, device_id: str, session_id: UUID | None, beat: Heartbeat | None, now: datetime
) -> Device:
    """Remember that this phone was in touch, and how it is."""
    device = _device(session, who, device_id)
    if device is None:
        device = Device(device_id=device_id, account_id=who.account_id, first_seen_at=now, last_seen_at=now)
        session.add(device)
    device.last_seen_at = now
    device.session_id = session_id
    if beat is not None:
        _copy(beat, device, now)
    session.flush()
    return device


def _copy(beat: Heartbeat, device: Device, now: datetime) -> None:
    said = beat.model_dump(exclude={"waiting", "wiped", "last_number"})
    for name, value in said.items():
        setattr(device, name, value)
    device.last_number = max(device.last_number, beat.last_number)
    device.waiting = [one.model_dump(mode="json") for one in beat.waiting]
    if beat.wiped and device.wipe_asked_at:
        device.wiped_at = now


def must_wipe(device: Device) -> bool:
    """Whether somebody asked to wipe this phone and it has not said that it did."""
    return device.wipe_asked_at is not None and device.wiped_at is None


def lost_work(
    session: Session, who: Actor, device_id: str, session_id: UUID | None, beat: Heartbeat | None
) -> list[Waiting]:
    """What this phone, or the same sign-in under an earlier device id, said it held and never sent.

    A browser that evicts a site's storage keeps the HttpOnly cookie: the sign-in session ties both lives together.
    Called before `note_contact` overwrites what the phone said last time.
    """
    earlier = select(Device).where(Device.account_id == who.account_id)
    mine = [
        device
        for device in session.exec(earlier)
        if device.device_id == device_id or (session_id is not None and device.session_id == session_id)
    ]
    waiting = [item for device in mine for item in device.waiting]
    if not waiting or beat is None:
        return []
    still_there = {str(one.id) for one in beat.waiting}
    missing = missing_work(waiting, _received(session, [item["id"] for item in waiting]), still_there)
    return [Waiting.model_validate(item) for item in missing]


def _received(session: Session, ids: Sequence[str]) -> set[str]:
    wanted = select(CommandReceipt.id).where(CommandReceipt.id.in_([UUID(i) for i in ids]))  # type: ignore[attr-defined]
    return {str(found) for found in session.exec(wanted)}


def _device(session: Session, who: Actor, device_id: str) -> Device | None:
    wanted = select(Device).where(Device.device_id == device_id, Device.account_id == who.account_id)
    return session.exec(wanted).first()
