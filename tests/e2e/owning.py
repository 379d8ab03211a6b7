"""A resident who keeps what they measure, with two months of it: for the looks of their screens."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.health.models import ConsentKind, Look, MarkKind, Measure, Origin, ShareKind
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken
from app.health.service.consent import give
from app.health.service.marks import add_mark
from app.health.service.measuring import write
from app.health.service.readings import ReadingRow
from app.health.service.sign_in import account_for
from app.health.service.whose import owner_by_person, owner_of
from app.households.models import Person
from app.passes.models import PersonAccount
from app.shared.ids import new_id

DAYS = 60
CHILD = "陈汤圆"


def own(session: Session, community_id: UUID, moment: datetime) -> None:
    """陈大文 agrees, measures himself nearly every day, at home and at the lounge, and writes two marks."""
    people = select(Person).where(Person.community_id == community_id, col(Person.born_on).is_not(None))
    person = session.exec(people.order_by(col(Person.name) != "陈大文", col(Person.born_on))).first()
    if person is None:
        return
    who = actor_of(session, account_for(session, person.id, moment), moment)
    owner = owner_of(session, who)
    give(session, owner, ConsentKind.KEEP, version_of(ConsentKind.KEEP), moment - timedelta(days=DAYS))
    write(session, owner, list(readings(moment)), moment)
    day = moment.date()
    add_mark(session, who, MarkKind.MEDICATION, day - timedelta(days=21), "开始吃氨氯地平 5 毫克", moment)
    add_mark(session, who, MarkKind.EVENT, day - timedelta(days=9), "看了签约医生", moment)
    looked = {"kind": ShareKind.CLINICIAN, "name": "何医生", "what": "page"}
    session.add(Look(person_id=owner.person_id, created_at=moment - timedelta(days=9), **looked))
    child(session, person, who, moment)
    session.flush()


def child(session: Session, parent: Person, who: Actor, moment: datetime) -> None:
    """`CHILD`, eight years old, is of the same household; his father has agreed for him."""
    named = {"name": CHILD, "pinyin": "chentangyuan", "initials": "cty", "relation": "子", "sex": "男"}
    born = moment.date() - timedelta(days=8 * 365 + 40)
    row = Person(community_id=parent.community_id, household_id=parent.household_id, born_on=born, **named)
    session.add(row)
    session.flush()
    give(session, owner_of(session, who), ConsentKind.KEEP, version_of(ConsentKind.KEEP), moment, row.id)
    warm = ReadingRow(
        new_id(), Measure.TEMPERATURE, new_id(), moment - timedelta(hours=3), Origin.HOME, Taken({"temperature": 37.6})
    )
    write(session, owner_by_person(session, row.id), [warm], moment)


def readings(moment: datetime) -> Iterator[ReadingRow]:
    """Two of the blood pressure in the morning; glucose, weight and pulse now and then. Always the same."""
    chance = random.Random(7)
    for ago in reversed(range(DAYS)):
        at = moment - timedelta(days=ago, minutes=20)
        place = Origin.LOUNGE if ago % 4 == 0 else Origin.HOME
        if ago % 5 != 3:
            check, base = new_id(), 150 - (12 if ago < 21 else 0) + chance.gauss(0, 5)
            for minutes in (0, 2):
                values = {"systolic": round(base + chance.gauss(0, 2)), "diastolic": round(base * 0.6), "pulse": 72.0}
                yield ReadingRow(
                    new_id(), Measure.BP, check, at + timedelta(minutes=minutes), place, Taken(values, arm="left")
                )
        if ago % 3 == 0:
            context = ("fasting", "before_meal", "post2h")[ago // 3 % 3]
            sugar = round(chance.gauss(8.4 if context == "post2h" else 6.2, 0.6), 1)
            yield ReadingRow(new_id(), Measure.GLUCOSE, new_id(), at, place, Taken({"glucose": sugar}, context))
        if ago % 7 == 0:
            body = Taken({"weight": round(71 + chance.gauss(0, 0.5), 1), "height": 170.0})
            yield ReadingRow(new_id(), Measure.BMI, new_id(), at, Origin.LOUNGE, body)


def login_of_owner(session: Session) -> str:
    """The login of a resident who signed in with a pass."""
    home = select(Person.household_id).where(Person.name == CHILD).limit(1).scalar_subquery()  # demos have owners too
    wanted = (
        select(Account.login)
        .join(PersonAccount, col(PersonAccount.account_id) == col(Account.id))
        .join(Person, col(Person.id) == col(PersonAccount.person_id))
        .order_by((col(Person.household_id) == home).desc(), col(PersonAccount.created_at))
    )
    return session.exec(wanted).first() or ""


def child_of(session: Session) -> str:
    """The id of the child for whom somebody has agreed."""
    return str(session.exec(select(Person.id).where(Person.name == CHILD)).first() or "")
