"""Skills and licences: what a community asks for, who has it, and whether somebody has seen the paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.shared.clock import local_day
from app.shared.errors import NotFound, Refused
from app.shared.i18n import N_
from app.shared.ids import new_id
from app.shared.tables import table_of
from app.shared.text import one_line
from app.volunteers.models import Skill, Volunteer, VolunteerSkill
from app.volunteers.rules.may_sit import Why
from app.volunteers.service.find import settings_of
from app.volunteers.service.releasing import LOST, end_unfit
from app.volunteers.service.who import Who, check_coordinator, names_of, volunteer_for, zone_of

OURS: dict[str, tuple[str, bool]] = {
    "doctor": (N_("医师"), True),
    "nurse": (N_("护士"), True),
    "rehab": (N_("康复治疗师"), True),
    "first_aid": (N_("急救证"), True),
    "counsellor": (N_("心理咨询"), True),
    "social_worker": (N_("社工证"), True),
    "driver": (N_("驾驶证"), True),
    "phone_help": (N_("手机电脑"), False),
    "repair": (N_("维修"), False),
    "haircut": (N_("理发"), False),
    "calligraphy": (N_("书法"), False),
}
"""What every community begins with: code → name, whether somebody has to see a paper."""


@dataclass(frozen=True)
class SkillRow:
    """A skill that a community asks for."""

    code: str
    name: str
    needs_proof: bool


@dataclass(frozen=True)
class Expiring:
    """A paper that ends soon, or has ended. `days`: left on `today`, negative: since."""

    volunteer_id: UUID
    name: str
    code: str
    skill: str
    valid_until: date
    days: int


def skills_of(session: Session, community_id: UUID) -> list[SkillRow]:
    """What a community asks for: its own and ours, in order."""
    rows = session.exec(select(Skill).where(Skill.community_id == community_id).order_by(col(Skill.created_at))).all()
    own = {one.code: one for one in rows}
    ours = [SkillRow(code, name, proof) for code, (name, proof) in OURS.items() if code not in own]
    return [*ours, *(SkillRow(one.code, one.name, one.needs_proof) for one in rows if one.ended_at is None)]


def add_skill(
    session: Session,
    who: Actor,
    community_id: UUID,
    code: str,
    name: str,
    needs_proof: bool,
    source: str,
    now: datetime,
) -> Skill:
    """A skill of the community's own, or another name for one of ours. Raises `NotFound`, `Refused`."""
    check_coordinator(who, community_id)
    code, name = one_line(code, 64).lower(), one_line(name, 128)
    if not code.isascii() or not code.replace("_", "").isalnum() or len(code) > 32:
        raise Refused("code_wrong", "代码用小写字母、数字和下划线，最多 32 个。", field="code")
    if not name or len(name) > 64:
        raise Refused("name_missing", "请写名称。", field="name")
    row = ensure(session, community_id, code, name, needs_proof, now)
    row.name, row.needs_proof, row.source, row.ended_at = name, needs_proof, one_line(source, 200), None
    session.flush()
    return row


def ensure(session: Session, community_id: UUID, code: str, name: str, proof: bool, now: datetime) -> Skill:
    """The row of a skill, made if missing, also when two begin at the same moment."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    fresh = Skill(id=new_id(), community_id=community_id, code=code, name=name, needs_proof=proof, created_at=now)
    new: Any = insert(table_of(Skill)).values(fresh.model_dump())
    session.execute(new.on_conflict_do_nothing(index_elements=["community_id", "code"]))
    return session.exec(select(Skill).where(Skill.community_id == community_id, Skill.code == code)).one()


def ensure_known(session: Session, community_id: UUID, code: str, now: datetime) -> Skill:
    """The row of a skill that is asked for here. Raises `NotFound`."""
    known = {one.code: one for one in skills_of(session, community_id)}
    if code not in known:
        raise NotFound("no_such_skill", "没有这项技能。", field="skill")
    return ensure(session, community_id, code, known[code].name, known[code].needs_proof, now)


def set_skill(
    session: Session, who: Who, volunteer_id: UUID, code: str, now: datetime, *, number: str = "",
    valid_until: date | None = None,
) -> VolunteerSkill:  # fmt: skip
    """They have it, with the number and the last day of the paper. What is changed has to be seen anew; seats on days
    after the last one are given up at once, ahead of time. Raises `NotFound`, `Refused`."""
    row = volunteer_for(session, who, volunteer_id)
    ensure_known(session, row.community_id, code, now)
    number = one_line(number, 100)
    if len(number) > 60:
        raise Refused("text_too_long", "太长了，最多 {most} 字。", field="number", most=60)
    found = _held(session, row.id, code, lock=True)
    if found is None:
        found = VolunteerSkill(community_id=row.community_id, volunteer_id=row.id, code=code, created_at=now)
    elif (found.number or "", found.valid_until) != (number, valid_until):
        found.proof_seen_at = found.proof_seen_by = None
    found.number, found.valid_until = number or None, valid_until
    session.add(found)
    session.flush()
    end_unfit(session, row, who, now)
    return found


def remove_skill(session: Session, who: Who, volunteer_id: UUID, code: str, now: datetime) -> None:
    """They do not have it any more. What is gone already is no mistake. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id)
    found = _held(session, row.id, code, lock=True)
    if found is not None:
        session.delete(found)
        session.flush()
        end_unfit(session, row, who, now)


def see_proof(session: Session, who: Actor, volunteer_id: UUID, code: str, seen: bool, now: datetime) -> VolunteerSkill:
    """A colleague has looked at the paper, or takes that back. Nobody sees their own. Raises `NotFound`, `Refused`."""
    row = volunteer_for(session, who, volunteer_id)
    if row.account_id is not None and row.account_id == who.account_id:
        raise Refused("own_proof", "自己的证件要请同事来看。", field="skill")
    found = _held(session, row.id, code, lock=True)
    if found is None:
        raise NotFound("no_such_skill", "没有这项技能。", field="skill")
    if (
        seen
        and found.valid_until is not None
        and found.valid_until < local_day(now, zone_of(session, row.community_id))
    ):
        raise Refused("paper_over", "这张证已经过期，请先填新证的日期。", field="valid_until")
    found.proof_seen_at, found.proof_seen_by = (now, author(who)) if seen else (None, None)
    record(session, who, "volunteer:proof", f"{code} {'seen' if seen else 'taken back'}", row.community_id)
    session.flush()
    if not seen:
        end_unfit(session, row, who, now, frozenset({*LOST, Why.PROOF}))
    return found


def expiring(session: Session, who: Actor, community_id: UUID, now: datetime) -> list[Expiring]:
    """Whose paper ends within the days the community has set, or has ended: the first to end comes first."""
    check_coordinator(who, community_id)
    today = local_day(now, zone_of(session, community_id))
    last = today + timedelta(days=settings_of(session, community_id).expiry_days)
    wanted = (
        select(VolunteerSkill, Volunteer, Skill.name)
        .join(Volunteer, col(Volunteer.id) == col(VolunteerSkill.volunteer_id))
        .join(Skill, (col(Skill.code) == VolunteerSkill.code) & (col(Skill.community_id) == community_id))
        .where(
            VolunteerSkill.community_id == community_id, col(VolunteerSkill.valid_until) <= last,
            col(Volunteer.left_at).is_(None), col(Volunteer.erased_at).is_(None),
        )
    )  # fmt: skip
    rows = session.exec(wanted.order_by(col(VolunteerSkill.valid_until), col(VolunteerSkill.id))).all()
    names = names_of(session, [one for _, one, _ in rows])
    return [
        Expiring(one.id, names[one.id], paper.code, skill, until, (until - today).days)
        for paper, one, skill in rows
        if (until := paper.valid_until) is not None
    ]


def _held(session: Session, volunteer_id: UUID, code: str, *, lock: bool = False) -> VolunteerSkill | None:
    wanted = select(VolunteerSkill).where(VolunteerSkill.volunteer_id == volunteer_id, VolunteerSkill.code == code)
    return session.exec(wanted.with_for_update() if lock else wanted).first()
