"""What a resident shares, whom cadres have to look after, and the counts of some months: for the looks of screens."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account, Grant, Role
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.health.models import ConsentKind, FollowUp, HealthClient, Measure, ShareGrant, ShareKind, TallyKind
from app.health.rules.consent import version_of
from app.health.rules.sharing import Terms
from app.health.service.clients import add_client
from app.health.service.consent import give
from app.health.service.follow_ups import open_for
from app.health.service.sharing import make_link, offer_to_clinician, revoke
from app.health.service.sign_in import account_for
from app.health.service.tally import count
from app.health.service.whose import owner_by_person
from app.households.models import Door, Household, Person
from app.passes.models import PersonAccount
from tests.e2e.owning import login_of_owner

SHOWN = (Measure.BP, Measure.GLUCOSE, Measure.BMI)
MONTH = {TallyKind.CHECK: 212, TallyKind.JUST_MEASURED: 96, TallyKind.SECOND: 187, TallyKind.REFERRED: 31,
         TallyKind.REFERRAL_KEPT: 17, TallyKind.URGENT: 9, TallyKind.CONTACTED: 7}  # fmt: skip


def share(session: Session, admin: Actor, community_id: UUID, moment: datetime) -> None:
    """The owner shows their readings to the clinician, had shown them with a code; neighbours need looking after."""
    who, _ = _owner(session, moment)
    doctor = _clinician(session, community_id)
    if not _by_account(session, doctor):
        offer_to_clinician(session, who, doctor, Terms(SHOWN, moment + timedelta(days=80)), moment)
    revoke(session, who, make_link(session, who, SHOWN, moment - timedelta(days=2)).grant_id, moment)
    make_link(session, who, SHOWN, moment)
    if session.exec(select(HealthClient.id)).first() is None:
        add_client(session, admin, community_id, "湖畔社区卫生服务中心", "hash", moment)
    if session.exec(select(FollowUp.id).where(col(FollowUp.closed_at).is_(None))).first() is None:
        _to_look_after(session, community_id, moment)
    for back in (40, 75):
        day = moment.date() - timedelta(days=back)
        for kind, number in MONTH.items():
            count(session, community_id, kind, day, number // (2 if back > 60 else 1))


def sharer_of(session: Session) -> str:
    """The id of somebody who shares with the clinician."""
    wanted = select(ShareGrant.person_id).where(ShareGrant.kind == ShareKind.CLINICIAN)
    return str(session.exec(wanted.where(col(ShareGrant.revoked_at).is_(None))).first() or "")


def token_of(session: Session, moment: datetime) -> str:
    """A code that has just been made."""
    who, _ = _owner(session, moment)
    return make_link(session, who, SHOWN, moment).token


def _owner(session: Session, moment: datetime) -> tuple[Actor, UUID]:
    account = col(Account.id) == col(PersonAccount.account_id)
    wanted = select(PersonAccount).join(Account, account).where(Account.login == login_of_owner(session))
    row = session.exec(wanted).one()
    return actor_of(session, row.account_id, moment), row.person_id


def _clinician(session: Session, community_id: UUID) -> UUID:
    wanted = select(Account.id).join(Grant, col(Grant.account_id) == Account.id).where(Grant.role == Role.CLINICIAN)
    return session.exec(wanted.where(Grant.community_id == community_id).order_by(Account.login)).one()


def _by_account(session: Session, account_id: UUID) -> bool:
    return session.exec(select(ShareGrant.id).where(ShareGrant.account_id == account_id)).first() is not None


def _to_look_after(session: Session, community_id: UUID, moment: datetime) -> None:
    """One of today and one of yesterday, in the first grid that a cadre has."""
    grid = select(Grant.grid_id).where(Grant.role == Role.CADRE, col(Grant.grid_id).is_not(None))
    home = select(Person.id).join(Household, col(Household.id) == col(Person.household_id))
    home = home.join(Door, col(Door.id) == col(Household.door_id)).where(Person.community_id == community_id)
    home = home.where(col(Door.grid_id).in_(grid), col(Person.born_on).is_not(None)).order_by(col(Person.born_on))
    for back, person_id in enumerate(session.exec(home.limit(2)).all()):
        at = moment - timedelta(days=back, minutes=5)
        account_for(session, person_id, moment + timedelta(seconds=1))  # the owner is the first who signed in
        owner = owner_by_person(session, person_id)
        give(session, owner, ConsentKind.FOLLOW_UP, version_of(ConsentKind.FOLLOW_UP), at)
        open_for(session, owner, ("bp_grade3", "glucose_very_high")[back], at)
