"""Finds, in any installation with people in it, who opens a screen and which home it shows; fills what demos lack."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from app.accounts.models import Account, Grant, LeaderDoor, Role
from app.accounts.rules.people import Place
from app.accounts.service import actor_of, invitations
from app.accounts.service.records import record
from app.events.models import Attendee, DoorTry, Event, Via
from app.feedback.service import answer_feedback, close_feedback, write_feedback
from app.households.models import Door, Household, Person, PersonCareGroup
from app.offline.models import Device
from app.shared.clock import now
from app.volunteers.models import ServiceRecord, Volunteer
from tests.e2e.installation import Installation
from tests.e2e.owning import child_of, login_of_owner, own
from tests.e2e.sharing import share, sharer_of, token_of
from tests.e2e.volunteering import code_of, serve

SHORT, OVER = "K7M2QX", "K7M2QY"  # an event that is on, and one that is over


def login_of(house: Installation, role: str) -> str:
    """The login of somebody with this role; a cadre who has a grid of their own."""
    if role == "owner":
        with Session(house.engine) as session:
            return login_of_owner(session)
    wanted = Role.NEIGHBOUR_LEADER if role == "leader" else Role(role)
    query = (
        select(Account.login)
        .join(Grant, col(Grant.account_id) == Account.id)
        .where(Grant.role == wanted, col(Account.disabled_at).is_(None))
    )
    if wanted is Role.CADRE:
        query = query.where(col(Grant.grid_id).is_not(None))
    if wanted is Role.NEIGHBOUR_LEADER:
        query = query.join(LeaderDoor, col(LeaderDoor.grant_id) == Grant.id)
    with Session(house.engine) as session:
        return session.exec(query.order_by(Account.login)).first() or ""


def home_of(house: Installation, login: str) -> str:
    """A household this person may open: in their grid, with somebody in a care group; or behind a door they lead."""
    home = select(Household.id).join(Door, col(Door.id) == Household.door_id).order_by(col(Household.id))
    cared = (
        home.join(Person, col(Person.household_id) == Household.id)
        .join(PersonCareGroup, col(PersonCareGroup.person_id) == Person.id)
        .where(col(Household.moved_out_on).is_(None))
    )
    grant = select(Grant).join(Account, col(Account.id) == Grant.account_id).where(Account.login == login)
    with Session(house.engine) as session:
        mine = session.exec(grant).first()
        if mine is None:
            return ""
        here = cared.where(Household.community_id == mine.community_id)
        if mine.grid_id:
            here = here.where(Door.grid_id == mine.grid_id)
        if mine.role is Role.NEIGHBOUR_LEADER:
            here = home.join(LeaderDoor, col(LeaderDoor.door_id) == Door.id).where(LeaderDoor.grant_id == mine.id)
        return str(session.exec(here).first() or "")


def path_of(house: Installation, path: str, login: str | None) -> str:
    """``{home}``: a household of the person who opens the screen, ``{invite}``: a fresh invitation, ``{event}``: one
    that is on."""
    for name, short in (("{event}", SHORT), ("{over}", OVER)):
        if name in path:
            return path.replace(name, _event(house, short))
    if "{volunteer}" in path:
        with Session(house.engine) as session:
            return path.replace("{volunteer}", code_of(session))
    if "{record" in path:
        return _of_a_record(house, path)
    if "{child}" in path:
        with Session(house.engine) as session:
            return path.replace("{child}", child_of(session))
    if "{sharer}" in path:
        with Session(house.engine) as session:
            return path.replace("{sharer}", sharer_of(session))
    if "{token}" in path:
        with Session(house.engine) as session, session.begin():
            return path.replace("{token}", token_of(session, now()))
    if "{invite}" in path:
        return path.replace("{invite}", _invitation(house))
    return path.replace("{home}", home_of(house, login)) if login and "{home}" in path else path


def _of_a_record(house: Installation, path: str) -> str:
    """``{record}``: its check code; ``{recorded}``: the own code of whose it is."""
    with Session(house.engine) as session:
        row = session.exec(select(ServiceRecord).where(col(ServiceRecord.withdrawn_at).is_(None))).first()
        assert row is not None
        whose = session.get_one(Volunteer, row.volunteer_id).code
        return path.replace("{recorded}", whose).replace("{record}", row.code)


def _event(house: Installation, short: str = SHORT) -> str:
    with Session(house.engine) as session:
        return str(session.exec(select(Event.id).where(Event.short == short)).one())


def _hold_event(session: Session, community_id: UUID, moment: datetime) -> None:
    hours = {"starts_at": moment - timedelta(minutes=20), "ends_at": moment + timedelta(hours=5)}
    event = Event(
        community_id=community_id, short=SHORT, title="闽南童谣下午场", place="邻聚公共客厅", capacity=40, walk_in=True,
        published_at=moment - timedelta(days=3), **hours,
    )  # fmt: skip
    session.add(event)
    session.flush()
    for at, person in enumerate(session.exec(select(Person).where(Person.community_id == community_id).limit(23))):
        came = {"came_at": moment - timedelta(seconds=900 - at), "via": Via.WALL}
        session.add(Attendee(community_id=community_id, event_id=event.id, person_id=person.id, who=person.id, **came))
    codes = {"revoked": 2, "unknown": 1, "forged": 7, "expired": 12, "guessing": 1}
    for at, (code, times) in enumerate(codes.items()):
        tried = {"at": moment - timedelta(minutes=15 - at), "last_at": moment - timedelta(minutes=at), "times": times}
        session.add(DoorTry(community_id=community_id, event_id=event.id, code=code, via=Via.WALL, **tried))
    for minutes in (3, 9):  # two guests of one name
        guest = {"came_at": moment - timedelta(minutes=minutes), "via": Via.WALK_IN, "name": "王芳芳"}
        session.add(Attendee(community_id=community_id, event_id=event.id, who=uuid4(), **guest))
    # Later than the one that is on: its wall does not move on to that.
    hours = {"starts_at": moment - timedelta(minutes=1), "ends_at": moment + timedelta(hours=1), "finished_at": moment}
    over = Event(community_id=community_id, short=OVER, title="晨练", published_at=moment - timedelta(days=3), **hours)
    session.add(over)


def _invitation(house: Installation) -> str:
    with Session(house.engine) as session, session.begin():
        admin, place = _admin(session)
        return invitations.invite(session, admin, "小赵", Role.CADRE, Place(place), 3, now())[1]


def _admin(session: Session):
    grant = session.exec(select(Grant).where(Grant.role == Role.ADMIN, col(Grant.community_id).is_not(None))).first()
    assert grant is not None
    return actor_of(session, grant.account_id, now()), grant.community_id


def liven(house: Installation) -> None:
    """What only real use leaves: notes in every state, phones that wait, access records."""
    moment = now()
    with Session(house.engine) as session, session.begin():
        admin, place = _admin(session)
        _hold_event(session, place, moment)
        serve(session, admin, place, moment)
        own(session, place, moment)
        share(session, admin, place, moment)
        texts = (
            "字能不能再大一点？老花眼看着吃力。",
            "门口的码扫出来是空白页。",
            "录入的时候经常点错“未遇”。",
            "谢谢，现在快多了。",
        )
        notes = [write_feedback(session, None, text, "", "/round", moment - timedelta(days=9)) for text in texts]
        for note in notes[2:]:
            answer_feedback(session, admin, note.id, "记下了，下个版本改。", moment)
        close_feedback(session, admin, notes[3].id, moment)
        cadres = session.exec(select(Grant).where(Grant.role == Role.CADRE, col(Grant.grid_id).is_not(None))).all()
        for at, grant in enumerate(cadres[:3]):
            session.add(_phone(grant, at))
        for at in range(3):
            record(session, admin, ("account:grant", "visit:export", "visit:settings")[at], "第一网格", place, "月报")


def _phone(grant: Grant, at: int) -> Device:
    seen = now() - timedelta(hours=3 * at + 1)
    return Device(
        device_id=f"phone-000{at}", account_id=grant.account_id, first_seen_at=seen, last_seen_at=seen, unsent=at,
        quarantined=at // 2, oldest_unsent_at=seen if at else None, persisted=at != 1, clock_drift_ms=at * 400_000,
        engine="Chrome 142 · Android 15",
    )  # fmt: skip


def empty(house: Installation) -> None:
    """Nobody lives here yet: accounts and doors stay, people and households go."""
    with Session(house.engine) as session, session.begin():
        for kind in (PersonCareGroup, Person, Household):
            for row in session.exec(select(kind)):  # type: ignore[var-annotated]
                session.delete(row)
            session.flush()
