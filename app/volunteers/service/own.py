"""What a volunteer says about themselves, by themselves or through a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, delete, select

from app.accounts.service.records import record
from app.households.models import Building
from app.shared.clock import local_day
from app.shared.errors import NotFound, Refused
from app.shared.text import one_line
from app.volunteers.forms import DetailsForm, WindowForm, check, wrong_details, wrong_windows
from app.volunteers.models import (
    Availability,
    AwayDays,
    Language,
    Post,
    PostLiking,
    Volunteer,
    Wish,
    WishKind,
)
from app.volunteers.rules.languages import LANGUAGES
from app.volunteers.rules.limits import clean_codes
from app.volunteers.service.locks import hold_people
from app.volunteers.service.who import Me, Who, own, volunteer_for, zone_of

MOST_AWAY = 40
MOST_HOMES = 300


def change_details(session: Session, who: Who, volunteer_id: UUID, form: DetailsForm, now: datetime) -> Volunteer:
    """Hours wished for, limits and the way they would go. Raises `NotFound`, `Invalid`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    check(wrong_details(form, local_day(now, zone_of(session, row.community_id))))
    if form.home_building_id is not None:
        building = session.get(Building, form.home_building_id)
        if building is None or building.community_id != row.community_id:
            raise NotFound("building_unknown", "找不到这栋楼。", field="home_building_id")
    row.wish_hours, row.cap_hours, row.max_km = form.wish_hours, form.cap_hours, form.max_km
    row.home_building_id = form.home_building_id
    row.limits = " ".join(clean_codes(form.limits)) or None
    row.national_no = one_line(form.national_no, 40) or None
    row.born_on = None if row.person_id else form.born_on
    session.flush()
    return row


def details_of(row: Volunteer, **said: Any) -> DetailsForm:
    """What `change_details` has kept of somebody, but for what is said anew."""
    kept = {name: getattr(row, name) for name in ("wish_hours", "cap_hours", "max_km", "home_building_id", "born_on")}
    sealed: dict[str, Any] = {"limits": (row.limits or "").split(), "national_no": row.national_no or ""}
    return DetailsForm(**(kept | sealed | said))


def set_experienced(session: Session, who: Who, volunteer_id: UUID, experienced: bool, now: datetime) -> Volunteer:
    """A coordinator says that somebody needs nobody beside them, or takes it back. Raises `NotFound`."""
    row = _by_coordinator(session, who, volunteer_id)
    row.experienced_at = now if experienced else None
    row.experienced_by = None if isinstance(who, Me) or not experienced else who.account_id
    session.flush()
    return row


def set_windows(session: Session, who: Who, volunteer_id: UUID, windows: Sequence[WindowForm]) -> None:
    """When they can come, week by week: these and no others. Raises `NotFound`, `Invalid`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    check(wrong_windows(list(windows)))
    session.execute(delete(Availability).where(col(Availability.volunteer_id) == row.id))
    for one in {(one.weekday, one.since): one for one in windows}.values():
        session.add(Availability(volunteer_id=row.id, weekday=one.weekday, since=one.since, until=one.until))
    session.flush()


def set_languages(session: Session, who: Who, volunteer_id: UUID, codes: Sequence[str]) -> None:
    """Which languages they speak; unknown codes are left out. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    session.execute(delete(Language).where(col(Language.volunteer_id) == row.id))
    session.add_all(Language(volunteer_id=row.id, code=code) for code in LANGUAGES if code in set(codes))
    session.flush()


def add_away(session: Session, who: Who, volunteer_id: UUID, first_on: date, last_on: date, now: datetime) -> AwayDays:
    """Days on which they cannot come, both included. Seats they have on them stay: giving up is a verb of its own.

    Raises `NotFound`, `Refused`.
    """
    row = volunteer_for(session, who, volunteer_id, lock=True)
    if last_on < first_on or (last_on - first_on).days > 366:
        raise Refused("days_wrong", "结束日期要不早于开始日期，最长一年。", field="last_on")
    known = session.exec(select(AwayDays).where(AwayDays.volunteer_id == row.id)).all()
    if len(known) >= MOST_AWAY:
        raise Refused("too_many", "最多 {most} 段。", field="first_on", most=MOST_AWAY)
    made = AwayDays(volunteer_id=row.id, first_on=first_on, last_on=last_on, created_at=now)
    session.add(made)
    session.flush()
    return made


def remove_away(session: Session, who: Who, volunteer_id: UUID, away_id: UUID) -> None:
    """They can come after all. What is gone already is no mistake. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    session.execute(delete(AwayDays).where(col(AwayDays.id) == away_id, col(AwayDays.volunteer_id) == row.id))
    session.flush()


def set_wish(
    session: Session, who: Who, volunteer_id: UUID, other_id: UUID, kind: WishKind | None, now: datetime
) -> None:
    """Gladly with somebody, or rather not; None: no matter. The other one is not told. Raises `NotFound`, `Refused`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    other = session.get(Volunteer, other_id)
    if other is None or other.community_id != row.community_id or other.erased_at is not None:
        raise NotFound("no_such_volunteer", "找不到这位志愿者。", field="other")
    if other.id == row.id:
        raise Refused("same_volunteer", "这是同一个人。", field="other")
    session.execute(delete(Wish).where(col(Wish.volunteer_id) == row.id, col(Wish.other_id) == other.id))
    if kind is not None:
        session.add(Wish(volunteer_id=row.id, other_id=other.id, kind=kind, created_at=now))
    session.flush()


def likings_of(session: Session, me: Me) -> list[tuple[Post, int]]:
    """The standing posts of their community, each with how gladly they do it. Raises `NotFound`."""
    row = own(session, me)
    gladly = dict(
        session.exec(select(PostLiking.post_id, PostLiking.gladly).where(PostLiking.volunteer_id == row.id)).all()
    )
    posts = select(Post).where(Post.community_id == row.community_id, col(Post.ended_at).is_(None))
    return [(one, gladly.get(one.id, 0)) for one in session.exec(posts.order_by(col(Post.created_at), col(Post.id)))]


def homes_of(session: Session, me: Me) -> list[Building]:
    """The buildings of their community, of which they may choose where they start from. Raises `NotFound`."""
    row = own(session, me)
    wanted = select(Building).where(Building.community_id == row.community_id)
    return list(session.exec(wanted.order_by(col(Building.estate), col(Building.climb_key)).limit(MOST_HOMES)))


def set_liking(session: Session, who: Who, volunteer_id: UUID, post_id: UUID, gladly: int) -> None:
    """How gladly they do a post: 0 to 2. Raises `NotFound`, `Refused`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    post = session.get(Post, post_id)
    if post is None or post.community_id != row.community_id:
        raise NotFound("no_such_post", "没有这个岗位。", field="post")
    if gladly not in (0, 1, 2):
        raise Refused("number_out_of_range", "请填 {least} 到 {most}。", field="gladly", least=0, most=2)
    session.execute(
        delete(PostLiking).where(col(PostLiking.volunteer_id) == row.id, col(PostLiking.post_id) == post_id)
    )
    if gladly:
        session.add(PostLiking(volunteer_id=row.id, post_id=post_id, gladly=gladly))
    session.flush()


def _by_coordinator(session: Session, who: Who, volunteer_id: UUID) -> Volunteer:
    row = volunteer_for(session, who, volunteer_id)
    if isinstance(who, Me):
        raise Refused("coordinator_only", "这一项由工作人员来定。")
    record(session, who, "volunteer:experienced", str(volunteer_id), row.community_id)
    return hold_people(session, [row.id])[row.id]
