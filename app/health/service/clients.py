"""The systems of health centres that may ask the FHIR interface, for whoever shares with them. Admins add them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select, update

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.health.models import HealthClient, HealthToken
from app.households.models import Community
from app.shared.errors import NotFound, Refused
from app.shared.text import one_line

SECRET_BYTES, NAME_BYTES = 32, 9


@dataclass(frozen=True)
class ClientRow:
    """A system as an admin sees it. `client_id`: what it signs in with."""

    id: UUID
    name: str
    client_id: str
    made_at: datetime
    disabled_at: datetime | None


def draw_secret() -> str:
    """A secret to show once. Its hash (`accounts.passwords.make`) is made outside of any transaction."""
    return secrets.token_urlsafe(SECRET_BYTES)


def clients_of(session: Session, who: Actor, community_id: UUID) -> list[ClientRow]:
    """The systems of a community, by name. Raises `NotFound`."""
    _allowed(session, who, community_id)
    wanted = select(HealthClient).where(HealthClient.community_id == community_id)
    rows = session.exec(wanted.order_by(col(HealthClient.name), col(HealthClient.id)))
    return [ClientRow(one.id, one.name, one.client_id, one.created_at, one.disabled_at) for one in rows]


def add_client(
    session: Session, who: Actor, community_id: UUID, name: str, secret_hash: str, now: datetime
) -> ClientRow:
    """A new one. It sees nobody until residents share with it. Raises `NotFound`, `Refused`."""
    _allowed(session, who, community_id)
    said = one_line(name, 65)
    if not said or len(said) > 64:
        raise Refused("name_missing", "请写名字，最多 {most} 字。", field="name", most=64)
    made = HealthClient(
        community_id=community_id, client_id=f"linju-{secrets.token_hex(NAME_BYTES)}", name=said,
        secret_hash=secret_hash, made_by=author(who), created_at=now,
    )  # fmt: skip
    session.add(made)
    record(session, who, "health:client", said, community_id)
    session.flush()
    return ClientRow(made.id, made.name, made.client_id, made.created_at, None)


def disable_client(session: Session, who: Actor, client_row: UUID, now: datetime) -> None:
    """It is out at once, with every token it has. Once more does no harm. Raises `NotFound`."""
    row = session.exec(select(HealthClient).where(HealthClient.id == client_row).with_for_update()).first()
    if row is None or not who.may_within(Permission.HEALTH_SETTINGS, row.community_id):
        raise NotFound("no_such_client", "没有这家卫生中心。", field="client")
    if row.disabled_at is None:
        row.disabled_at = now
        record(session, who, "health:client_disabled", row.name, row.community_id)
    live = update(HealthToken).where(col(HealthToken.client_id) == row.id, col(HealthToken.revoked_at).is_(None))
    session.execute(live.values(revoked_at=now))
    session.flush()


def _allowed(session: Session, who: Actor, community_id: UUID) -> None:
    known = session.get(Community, community_id) is not None
    if not known or not who.may_within(Permission.HEALTH_SETTINGS, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
