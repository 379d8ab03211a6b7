"""Erasing everything: the key is destroyed, and with it whatever it sealed, also in copies of the database.

What stays is said on the screen (`STAYS`): the record of access and that consents were given and taken back.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import operator
from app.accounts.service.records import record
from app.health.models import Consent, DataKey, FollowUp, Look, Mark, Reading, ShareGrant, Sitting
from app.health.service import keys
from app.health.service.consent import end
from app.health.service.ledger import Gone, gone_keys, write_down
from app.health.service.whose import acting_for, owner_of
from app.households.models import Community, Person
from app.shared.clock import local_day
from app.shared.i18n import N_

GONE = N_(
    "删掉的：您量过的数、吃药和就医的记号、给谁看的授权和打印页上的码、谁看过的清单、请人来看您的待办。加密的钥匙一并销毁；万一从备份恢复，会马上再删一次。"
)
STAYS = N_("留下的：您什么时候同意、撤回、删除的记录，和谁在什么时候看过的访问记录，里面没有数值。法律要求留存。")


def erase(session: Session, who: Actor, now: datetime, person_id: UUID | None = None) -> None:
    """The owner erases everything of theirs, or of a child they answer for. Twice is once. Raises `NotFound`."""
    owner = owner_of(session, who)
    today = local_day(now, session.get_one(Community, owner.community_id).zone)
    whose = acting_for(session, owner, person_id, today)
    erase_person(session, owner.actor, whose.person_id, whose.community_id, now)


def erase_person(session: Session, by: Actor, person_id: UUID, community_id: UUID, now: datetime) -> None:
    """The same for whoever has been asked about already."""
    gone = keys.erase(session, person_id, now)  # takes the lock that everything else waits for
    if gone:
        write_down(Gone(gone, person_id, now))
    live = select(Consent).where(Consent.person_id == person_id, col(Consent.withdrawn_at).is_(None))
    for one in session.exec(live).all():
        end(session, one, now)
    _close(session, person_id, now)
    # A reading may stand for another one of theirs.
    session.execute(update(Reading).where(col(Reading.person_id) == person_id).values(corrects=None))
    for table in (Look, FollowUp, Mark, Reading):
        session.execute(delete(table).where(col(table.person_id) == person_id))
    record(session, by, "health:erase", f"person {person_id}", community_id)
    session.flush()


def erase_again(session: Session, now: datetime) -> int:
    """After a backup was put back: erase what had been erased since. Returns of how many people."""
    wanted = gone_keys()
    if not wanted:
        return 0
    people = select(DataKey, Person.community_id).join(Person, col(Person.id) == col(DataKey.person_id))
    rows = session.exec(people.where(col(DataKey.person_id).in_(set(wanted.values())))).all()
    back = [(row.person_id, here) for row, here in rows if keys.fingerprint(row.wrapped) in wanted]
    for person_id, community_id in back:
        erase_person(session, operator(), person_id, community_id, now)
    return len(back)


def count_again(session: Session) -> int:
    """How many that would be. Changes nothing."""
    wanted = gone_keys()
    rows = session.exec(select(DataKey).where(col(DataKey.person_id).in_(set(wanted.values())))).all() if wanted else []
    return sum(keys.fingerprint(row.wrapped) in wanted for row in rows)


def _close(session: Session, person_id: UUID, now: datetime) -> None:
    """Nobody looks by a grant any more, and no tablet knows them."""
    theirs = update(ShareGrant).where(col(ShareGrant.person_id) == person_id, col(ShareGrant.revoked_at).is_(None))
    session.execute(theirs.values(revoked_at=now))
    sits = update(Sitting).where(col(Sitting.person_id) == person_id, col(Sitting.ended_at).is_(None))
    session.execute(sits.values(ended_at=now))
