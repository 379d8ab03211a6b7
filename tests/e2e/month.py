"""Helpers for the month of volunteers in a browser: the posts it begins with, and what the database says of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import expect
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.events.when import day_words
from app.households.models import Community
from app.shared.clock import local_day, now, today
from app.volunteers.forms import NeedForm, PostForm, RotaForm
from app.volunteers.models import (
    Assignment,
    AssignmentState,
    PostKind,
    Presence,
    Shift,
    ShiftNeed,
    Volunteer,
    VolunteerSkill,
)
from app.volunteers.service.posts import add_post, add_rota_line
from app.volunteers.service.who import names_of
from tests.e2e.installation import Installation

CORNER, DESK = "健康角", "前台接待"
MONDAY, TUESDAY, THURSDAY = 0, 1, 3
FURTHEST = 11  # weeks until the end of the next month, and one more


def plan_rota(server: Installation) -> None:
    """The health corner on Mondays, for a nurse; the front desk on Tuesdays and Thursdays, for anybody."""
    moment = now()
    nurse = NeedForm(role="量血压", skill="nurse", critical=3)
    posts = [
        (PostForm(kind=PostKind.MEDICAL, title=CORNER, place="公共客厅一楼", needs=[nurse]), (MONDAY,)),
        (PostForm(kind=PostKind.FRONT_DESK, title=DESK, place="公共客厅门口", needs=[NeedForm(role="接待")]),
         (TUESDAY, THURSDAY)),
    ]  # fmt: skip
    with Session(server.engine) as session, session.begin():
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, moment)
        place = session.exec(select(Community).where(Community.name == "湖畔社区")).one()
        for form, weekdays in posts:
            post = add_post(session, admin, place.id, form, moment)
            for weekday in weekdays:
                line = RotaForm(weekday=weekday, starts=time(9), ends=time(11), first_on=local_day(moment))
                add_rota_line(session, admin, post.id, line, moment)


def volunteer_called(session: Session, name: str) -> UUID:
    """Who has joined under this name."""
    people = list(session.exec(select(Volunteer)))
    (found,) = [one for one, known in names_of(session, people).items() if known == name]
    return found


def seats(server: Installation, name: str, *states: AssignmentState) -> list[tuple[UUID, str, date]]:
    """The seats of somebody in these states, in order: id, title and day of the shift."""
    with Session(server.engine) as session:
        wanted = (
            select(Assignment.id, Shift.title, Shift.on_day)
            .join(Shift, col(Shift.id) == col(Assignment.shift_id))
            .where(Assignment.volunteer_id == volunteer_called(session, name), col(Assignment.state).in_(states))
            .order_by(col(Shift.starts_at))
        )
        return [(seat, title, day) for seat, title, day in session.exec(wanted)]


def state_of(server: Installation, seat: UUID) -> AssignmentState:
    with Session(server.engine) as session:
        return session.get_one(Assignment, seat).state


def unpublished(server: Installation) -> int:
    with Session(server.engine) as session:
        return len(session.exec(select(Shift.id).where(col(Shift.published_at).is_(None))).all())


def asked_instead(server: Installation, seat: UUID) -> str:
    """Who is asked for the seat that somebody has declined."""
    with Session(server.engine) as session:
        need = session.get_one(Assignment, seat).need_id
        state = Assignment.state == AssignmentState.PROPOSED
        row = session.exec(select(Assignment).where(Assignment.need_id == need, state)).one()
        volunteer = session.get_one(Volunteer, row.volunteer_id)
        return names_of(session, [volunteer])[volunteer.id]


def nurse_seats(server: Installation) -> list[AssignmentState]:
    """How it stands with the seats of the health corner."""
    with Session(server.engine) as session:
        wanted = select(Assignment.state).join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        return list(session.exec(wanted.where(ShiftNeed.skill == "nurse")))


def end_licences(server: Installation) -> None:
    """Every licence was over yesterday; past every screen, as if the months had gone by."""
    with Session(server.engine) as session, session.begin():
        for one in session.exec(select(VolunteerSkill)):
            one.valid_until = today() - timedelta(days=1)


def begin_shift(server: Installation, seat: UUID) -> None:
    """It is the day of this seat: its shift began two hours ago, and ends soon."""
    with Session(server.engine) as session, session.begin():
        shift = session.get_one(Shift, session.get_one(Assignment, seat).shift_id)
        _lay(shift, now() - timedelta(hours=2), timedelta(hours=2, minutes=10))


def came_at_the_beginning(server: Installation) -> None:
    """The first scan was when the shift began."""
    with Session(server.engine) as session, session.begin():
        row = session.exec(select(Presence)).one()
        row.came_at = session.get_one(Shift, session.get_one(Assignment, row.assignment_id).shift_id).starts_at


def a_day_later(server: Installation) -> date:
    """The shift and who was there were yesterday. Returns the local day."""
    with Session(server.engine) as session, session.begin():
        row = session.exec(select(Presence)).one()
        shift = session.get_one(Shift, session.get_one(Assignment, row.assignment_id).shift_id)
        assert row.left_at is not None
        length, back = shift.ends_at - shift.starts_at, timedelta(days=1)
        row.came_at, row.left_at = row.came_at - back, row.left_at - back
        row.on_day = local_day(row.came_at)
        _lay(shift, shift.starts_at - back, length)
        return shift.on_day


def _lay(shift: Shift, starts_at: datetime, length: timedelta) -> None:
    shift.starts_at, shift.ends_at, shift.on_day = starts_at, starts_at + length, local_day(starts_at)


def turn_to(page: Any, day: date) -> Any:
    """From this week on the board to that of a day. Returns the section of the day."""
    monday, this = day - timedelta(days=day.weekday()), today() - timedelta(days=today().weekday())
    for _ in range((monday - this).days // 7):
        next_week(page)
    name = day_words(day, today())[0]
    return page.locator("main section").filter(has=page.get_by_role("heading", name=name))


def next_week(page: Any) -> None:
    """One week further, and there."""
    heading = page.locator("main h2").first
    before = heading.inner_text()
    page.get_by_role("button", name="下一周").tap()
    expect(heading).not_to_have_text(before)
