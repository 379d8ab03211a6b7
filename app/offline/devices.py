"""Phones: their heartbeat, what they lost, and the order to wipe."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.accounts.models import Account, SignInSession
from app.accounts.rules import Actor, Permission
from app.accounts.service import actor_of
from app.accounts.service.people import own_accounts
from app.offline.models import CommandReceipt, Device
from app.offline.schema import DeviceKnown, Heartbeat, Waiting
from app.shared.crypto import keys
from app.shared.errors import NotFound


def note_contact(
    session: Session, who: Actor, device_id: str, session_id: UUID | None, beat: Heartbeat | None, now: datetime
) -> Device:
    """Remember that this phone was in touch, and how it is."""
    device = _device(session, who, device_id)
    if device is None:
        device = Device(device_id=device_id, account_id=who.account_id, first_seen_at=now, last_seen_at=now)
        _note(device, session_id, beat, now)
        if _is_first(session, device):
            return device
        device = _device(session, who, device_id)
        assert device is not None, "its key was taken just now"
    _note(device, session_id, beat, now)
    session.flush()
    return device


def _is_first(session: Session, device: Device) -> bool:
    """Write the first contact. Of two at once (a backlog in two requests) one is the first."""
    try:
        with session.begin_nested():
            session.add(device)
    except IntegrityError:
        return False
    return True


def _note(device: Device, session_id: UUID | None, beat: Heartbeat | None, now: datetime) -> None:
    device.last_seen_at = now
    device.session_id = session_id
    if beat is not None:
        _copy(beat, device)


def _copy(beat: Heartbeat, device: Device) -> None:
    said = beat.model_dump(exclude={"waiting", "last_number"})
    for name, value in said.items():
        setattr(device, name, value)
    device.last_number = max(device.last_number, beat.last_number)
    device.waiting = [one.model_dump(mode="json") for one in beat.waiting]


def must_wipe(device: Device) -> bool:
    """Whether somebody asked to wipe this phone and it has not said that it did."""
    return device.wipe_asked_at is not None and device.wiped_at is None


def ask_wipe(session: Session, who: Actor, row_id: UUID, now: datetime) -> Device:
    """Sign a lost phone out and tell it, at its next contact, to delete what it keeps for this person."""
    device = session.get(Device, row_id)
    if device is None or not _may_wipe(session, who, device, now):
        raise NotFound("no_such_device", "没有这部手机。")
    device.wipe_asked_at, device.wiped_at = now, None
    signed_in = session.get(SignInSession, device.session_id) if device.session_id else None
    if signed_in is not None and signed_in.revoked_at is None:
        signed_in.revoked_at = now
    return device


def _may_wipe(session: Session, who: Actor, device: Device, now: datetime) -> bool:
    if device.account_id == who.account_id:
        return True
    if session.exec(select(Account.id).where(Account.id == device.account_id, own_accounts())).first() is not None:
        return False
    owner = actor_of(session, device.account_id, now)
    places = {scope.community_id for scope in owner.scopes if scope.community_id}
    return any(who.may(Permission.DEVICE_WIPE, place) for place in places)


def wipe_owed(session: Session, device_id: str) -> bool:
    """Whether the phone with this id has to wipe. Asked before sign-in: its session was ended with the order."""
    return any(must_wipe(device) for device in _all_of(session, device_id))


def note_wiped(session: Session, device_id: str, now: datetime) -> None:
    """The phone says that it did. The id is a secret of the phone: knowing it is enough."""
    for device in _all_of(session, device_id):
        if must_wipe(device):
            device.wiped_at = now


def _all_of(session: Session, device_id: str) -> Sequence[Device]:
    return session.exec(select(Device).where(Device.device_id == device_id)).all()


def phone_key(account_id: UUID, device_id: str) -> str:
    """Base64 of the 32 bytes under which this person's work is sealed on this phone."""
    return b64encode(keys().derive("phone", f"{account_id}:{device_id}")).decode()


def known_of(session: Session, who: Actor, device_id: str, session_id: UUID | None) -> DeviceKnown:
    """What the server remembers of this phone, for the phone's own count at its start.

    `waiting` is what it said it held and what never arrived: whatever of that is no longer on the phone is lost.
    A browser that evicts a site's storage keeps the HttpOnly cookie, so the sign-in session ties the phone before
    and after together, even if it has a new device id.
    """
    mine = [
        device
        for device in session.exec(select(Device).where(Device.account_id == who.account_id))
        if device.device_id == device_id or (session_id is not None and device.session_id == session_id)
    ]
    said = [item for device in mine for item in device.waiting]
    received = _received(session, [item["id"] for item in said])
    return DeviceKnown(
        last_number=max((device.last_number for device in mine), default=0),
        last_seen_at=max((device.last_seen_at for device in mine), default=None),
        waiting=[Waiting.model_validate(item) for item in said if item["id"] not in received],
    )


def _received(session: Session, ids: Sequence[str]) -> set[str]:
    wanted = select(CommandReceipt.id).where(CommandReceipt.id.in_([UUID(i) for i in ids]))  # type: ignore[attr-defined]
    return {str(found) for found in session.exec(wanted)}


def _device(session: Session, who: Actor, device_id: str) -> Device | None:
    wanted = select(Device).where(Device.device_id == device_id, Device.account_id == who.account_id)
    return session.exec(wanted).first()
