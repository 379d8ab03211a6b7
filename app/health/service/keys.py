"""The data key of a person: it seals whatever is kept of their health, and with it everything can be erased.

Sealed: `1 (1 byte) | nonce (12) | ciphertext+tag` (AES-256-GCM; the person is bound in, so that nothing of one can be
passed off as another's). The key lies wrapped under the installation's master key (`shared/crypto.SealedBytes`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, type_coerce
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.health.models import Consent, ConsentKind, DataKey
from app.shared.clock import now as clock_now
from app.shared.crypto import keys as master_keys
from app.shared.errors import NotFound
from app.shared.ids import new_id
from app.shared.tables import table_of

FORMAT, NONCE = b"\x01", 12


class Erased(NotFound):
    """There is no key (any more), and so nothing to read."""

    def __init__(self) -> None:
        super().__init__("health_erased", "没有可以看的健康记录。")


def locked(session: Session, person_id: UUID) -> DataKey:
    """The row of the person's key, held until the end of the transaction; made if missing, then without a key.

    Whatever uses or ends somebody's health data begins here: measuring waits for erasing, and sees it.
    """
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    row = {"id": new_id(), "person_id": person_id, "created_at": clock_now(), "wrapped": None}
    new: Any = insert(table_of(DataKey)).values(row)
    session.execute(new.on_conflict_do_nothing(index_elements=["person_id"]))
    wanted = select(DataKey).where(DataKey.person_id == person_id).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def seal(session: Session, person_id: UUID, plain: bytes) -> bytes:
    """Encrypt under the person's key, which is made if there is none. Raises `Erased` unless they agree to keeping."""
    return sealer(session, person_id)(plain)


def sealer(session: Session, person_id: UUID, *, moved: bool = False) -> Callable[[bytes], bytes]:
    """The same for many: the row stays locked, so that nothing is sealed under a key that is being destroyed.

    `moved`: what is sealed was kept already, under another record of the same person; no consent is asked for.
    """
    row = locked(session, person_id)
    if row.wrapped is None:
        if not moved and not _agrees(session, person_id):  # erased since the caller asked
            raise Erased
        row.wrapped = AESGCM.generate_key(256)
        session.flush()
    cipher, bound = AESGCM(row.wrapped), _bound(person_id)

    def seal_one(plain: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return FORMAT + nonce + cipher.encrypt(nonce, plain, bound)

    return seal_one


def opener(session: Session, person_id: UUID) -> Callable[[bytes], bytes]:
    """What decrypts whatever `seal` made for this person. Raises `Erased` when there is no key.

    What it returns raises `cryptography.exceptions.InvalidTag` for what another key has sealed.
    """
    wrapped = session.exec(select(DataKey.wrapped).where(DataKey.person_id == person_id)).first()
    if wrapped is None:
        raise Erased
    cipher, bound = AESGCM(wrapped), _bound(person_id)

    def open_one(sealed: bytes) -> bytes:
        return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], bound)

    return open_one


def erase(session: Session, person_id: UUID, now: datetime) -> str:
    """Destroy the key. Returns its fingerprint, by which a restored copy is known; empty if there was none."""
    row = locked(session, person_id)
    gone = fingerprint(row.wrapped)
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")  # zeros over the bytes it leaves
    row.wrapped, row.erased_at = None, now
    session.flush()
    return gone


def count_keys(session: Session) -> tuple[int, int]:
    """How many people have a key, and how many of these keys no master key here can open."""
    wanted = select(type_coerce(col(DataKey.wrapped), LargeBinary)).where(col(DataKey.wrapped).is_not(None))
    rows = session.exec(wanted).all()
    return len(rows), sum(not _opens(bytes(one)) for one in rows)


def _opens(wrapped: bytes) -> bool:
    try:
        return bool(master_keys().open(wrapped))
    except (InvalidTag, KeyError, ValueError):
        return False


def fingerprint(key: bytes | None) -> str:
    """By which a key is known without telling it: 256 random bits, there is nothing to guess."""
    return hashlib.sha256(b"linju data key" + key).hexdigest()[:32] if key else ""


def _agrees(session: Session, person_id: UUID) -> bool:
    live = select(Consent.id).where(Consent.person_id == person_id, Consent.kind == ConsentKind.KEEP)
    return session.exec(live.where(col(Consent.withdrawn_at).is_(None))).first() is not None


def _bound(person_id: UUID) -> bytes:
    return b"health" + person_id.bytes
