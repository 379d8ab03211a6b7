"""Verbs of people known to the identity provider: an admin says which account is theirs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.models import ExternalIdentity
from app.accounts.rules import Actor, Permission
from app.accounts.service.people import account_managed, actor_of, note_about
from app.shared.errors import Conflict, NotFound
from app.shared.text import one_line


def meet(session: Session, issuer: str, subject: str, shown_name: str, now: datetime) -> ExternalIdentity:
    """Remember somebody the provider vouches for. `(issuer, subject)` is who they are; names may change."""
    wanted = select(ExternalIdentity).where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    row = session.exec(wanted).first()
    if row is None:
        try:
            with session.begin_nested():
                session.add(ExternalIdentity(issuer=issuer, subject=subject))
        except IntegrityError:
            pass  # two first sign-ins in one moment
        row = session.exec(wanted).one()
    row.shown_name = one_line(shown_name, 128) or row.shown_name
    row.last_seen_at = now
    return row


def account_behind(session: Session, identity: ExternalIdentity, now: datetime) -> UUID | None:
    """The account an identity signs in to; None while no admin has linked it. Raises `SignInNeeded` if disabled."""
    return actor_of(session, identity.account_id, now).account_id if identity.account_id else None


def unlinked(session: Session, who: Actor) -> list[ExternalIdentity]:
    """People of the provider who came and have no account yet, the latest first. Empty for who manages nothing."""
    if not who.may_somewhere(Permission.ACCOUNT_MANAGE):
        return []
    query = select(ExternalIdentity).where(col(ExternalIdentity.account_id).is_(None))
    return list(session.exec(query.order_by(col(ExternalIdentity.created_at).desc()).limit(200)))


def link(session: Session, who: Actor, identity_id: UUID, account_id: UUID) -> None:
    """From now on this person of the provider signs in to that account. Raises `NotFound`, `Refused`, `Conflict`."""
    account = account_managed(session, who, account_id)
    row = session.get(ExternalIdentity, identity_id, with_for_update=True)
    if row is None:
        raise NotFound("no_identity", "没有这个外部身份。")
    if row.account_id not in (None, account.id):
        raise Conflict("linked", "这个外部身份已经连到别的账号了。")
    row.account_id, row.linked_by = account.id, who.account_id
    note_about(session, who, "account:link", account, row.subject)


def unlink(session: Session, who: Actor, identity_id: UUID) -> None:
    """Undo `link`. Raises `NotFound`, `Refused`."""
    row = session.get(ExternalIdentity, identity_id)
    if row is None or row.account_id is None:
        raise NotFound("no_identity", "没有这个外部身份。")
    account = account_managed(session, who, row.account_id)
    row.account_id = row.linked_by = None
    note_about(session, who, "account:unlink", account, row.subject)


def identities_of(session: Session, who: Actor, account_id: UUID) -> list[ExternalIdentity]:
    """The provider's people linked to an account `who` manages, or to their own."""
    if account_id != who.account_id:
        account_managed(session, who, account_id)
    return list(session.exec(select(ExternalIdentity).where(ExternalIdentity.account_id == account_id)))
