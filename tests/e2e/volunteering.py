"""A fortnight of shifts with people in them, as real use leaves it: for whoever looks at the screens of volunteers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.shared.clock import local_day
from app.volunteers.forms import JoinForm, NeedForm, PostForm, RotaForm, ShiftForm, WindowForm
from app.volunteers.models import Assignment, AssignmentState, PostKind, Shift, ShiftNeed, SwapKind, Volunteer
from app.volunteers.service.course import publish_shifts
from app.volunteers.service.joining import join_for
from app.volunteers.service.own import add_away, set_experienced, set_languages
from app.volunteers.service.posts import add_post, add_rota_line
from app.volunteers.service.rota import make_shifts
from app.volunteers.service.shifts import add_shift
from app.volunteers.service.signing import sign_up
from app.volunteers.service.skills import see_proof, set_skill
from app.volunteers.service.swapping import offer, take
from app.volunteers.service.who import Me
from tests.e2e.serving import served

NAMES = ("何秀英", "苏建国", "叶美玲", "蔡文斌", "洪丽珠", "郭志强", "欧阳小燕", "白雪梅")
ALL_WEEK = [WindowForm(weekday=day, since=time(8), until=time(18)) for day in range(7)]


def serve(session: Session, who: Actor, community_id: UUID, moment: datetime) -> None:
    """The first of `NAMES` is asked for a seat, has one tomorrow beside somebody, one within hours, and has passed one
    on; somebody wants to swap with them."""
    early = moment - timedelta(days=40)
    people = [_join(session, who, community_id, at, name, early) for at, name in enumerate(NAMES)]
    day = local_day(moment)
    _rota(session, who, community_id, day, moment)
    _papers(session, who, people, day, moment)
    shifts = list(session.exec(select(Shift).where(Shift.community_id == community_id).order_by(col(Shift.starts_at))))
    publish_shifts(session, who, [one.id for one in shifts[: len(shifts) // 2]], moment)
    first = people[0]
    soon = _single(session, who, community_id, "送餐", moment + timedelta(hours=3), moment)
    sign_up(session, first, _need(session, soon.id), moment)
    _ask(session, first, shifts, moment)
    desks = [one for one in shifts if one.title == "前台接待" and one.published_at is not None]
    sits = (first, *people[1:4])
    seats = [sign_up(session, me, _need(session, shift.id), moment) for shift, me in zip(desks[1:], sits, strict=False)]
    _pass_on(session, people, [one.assignment_id for one in seats], moment)
    sign_up(session, people[4], _need(session, desks[1].id, 1), moment)
    away = sign_up(session, first, _need(session, desks[5].id), moment).assignment_id
    assert away
    take(session, people[4], offer(session, first, away, moment).id, moment)
    add_away(session, first, first.volunteer_id, day + timedelta(days=20), day + timedelta(days=24), moment)
    served(session, who, people[2:], moment)


def _pass_on(session: Session, people: list[Me], seats: Sequence[UUID | None], moment: datetime) -> None:
    """The second looks for a swap; the third has given a seat to the fourth, which may still be undone."""
    _, looks, gives, takes = seats
    assert looks and gives and takes
    offer(session, people[1], looks, moment, kind=SwapKind.SWAP)
    take(session, people[3], offer(session, people[2], gives, moment, words="那天要去看孙子").id, moment)


def _ask(session: Session, me: Me, shifts: list[Shift], moment: datetime) -> None:
    """Somebody is wanted at the health corner."""
    corner = next(one for one in shifts if one.title == "健康角" and one.published_at is not None)
    need = _need(session, corner.id)
    session.add(
        Assignment(
            community_id=me.community_id, shift_id=corner.id, need_id=need, volunteer_id=me.volunteer_id,
            state=AssignmentState.PROPOSED, told_at=moment, created_at=moment,
        )
    )  # fmt: skip
    session.flush()


def code_of(session: Session, at: int = 0) -> str:
    """The own code of one of them."""
    return next(one.code for one in session.exec(select(Volunteer)) if one.name == NAMES[at])


def _join(session: Session, who: Actor, community_id: UUID, at: int, name: str, moment: datetime) -> Me:
    form = JoinForm(name=name, phone=f"1390000{at:04}", agreed=True, windows=ALL_WEEK, born_on=date(1958 + at, 3, 5))
    me = join_for(session, who, community_id, form, moment).me
    if at != 6:
        set_experienced(session, who, me.volunteer_id, True, moment)
    set_languages(session, me, me.volunteer_id, ["mandarin", "minnan"][: 1 + at % 2])
    return me


def _papers(session: Session, who: Actor, people: list[Me], day: date, moment: datetime) -> None:
    for at, (code, days, seen) in enumerate([("first_aid", 400, True), ("nurse", 9, True), ("doctor", 300, False)]):
        me = people[at]
        set_skill(
            session, me, me.volunteer_id, code, moment, number=f"35-{at:04}", valid_until=day + timedelta(days=days)
        )
        if seen:
            see_proof(session, who, me.volunteer_id, code, True, moment)


def _rota(session: Session, who: Actor, community_id: UUID, day: date, moment: datetime) -> None:
    nurse = NeedForm(role="量血压", skill="nurse", count=1, critical=3)
    helper = NeedForm(role="登记", count=1)
    desk = [NeedForm(role="接待", count=2, critical=2), NeedForm(role="带班", count=1, critical=2, leader=True)]
    posts = [
        (PostForm(kind=PostKind.MEDICAL, title="健康角", place="公共客厅一楼", needs=[nurse, helper],
                  about="给来的居民量血压、测血糖，记在他们的手机里。不开药，不看病。"), (0, 2, 4), 9),
        (PostForm(kind=PostKind.FRONT_DESK, title="前台接待", place="公共客厅门口", needs=desk,
                  about="招呼来的人，帮不会用手机的签到。"), tuple(range(7)), 14),
        (PostForm(kind=PostKind.ESCORT, title="陪诊陪行", place="湖里医院", popular=True,
                  needs=[NeedForm(role="陪同", count=1, critical=2, demands=["walking"])]), (1, 3), 8),
    ]  # fmt: skip
    for form, weekdays, hour in posts:
        post = add_post(session, who, community_id, form, moment)
        for weekday in weekdays:
            line = RotaForm(weekday=weekday, starts=time(hour), ends=time(hour + 3), first_on=day)
            add_rota_line(session, who, post.id, line, moment)
    make_shifts(session, who, community_id, day, day + timedelta(days=13), moment)


def _single(session: Session, who: Actor, community_id: UUID, title: str, at: datetime, moment: datetime) -> Shift:
    form = ShiftForm(title=title, place="1 栋楼下", starts_at=at.astimezone(UTC), ends_at=at + timedelta(hours=1),
                     needs=[NeedForm(role="送餐员")])  # fmt: skip
    made = add_shift(session, who, community_id, form, moment)
    publish_shifts(session, who, [made.id], moment)
    return made


def _need(session: Session, shift_id: UUID, at: int = 0) -> UUID:
    wanted = select(ShiftNeed.id).where(ShiftNeed.shift_id == shift_id, col(ShiftNeed.skill).is_(None))
    return session.exec(wanted.order_by(col(ShiftNeed.role))).all()[at]
