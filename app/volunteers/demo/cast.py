"""Who volunteers in the demo, for what, and when: all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.volunteers.forms import NeedForm, PostForm, RotaForm, WindowForm
from app.volunteers.models import PostKind

PLACE = "榕湾公共客厅"
OURS = "小吴"  # who signs in as a volunteer
ALL_DAY, MORNING, AFTERNOON, EVENING = (8, 20), (8, 13), (13, 18), (17, 21)
WEEK, WORKDAYS, WEEKEND = (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4), (5, 6)


@dataclass(frozen=True)
class Part:
    """One volunteer. `hours`: on `days` from – to; `papers`: skill → days until it ends, None: no end; `unseen`: nobody
    has looked at them; `likes`: kinds of posts they do gladly."""

    wish: float
    days: tuple[int, ...]
    hours: tuple[int, int]
    languages: tuple[str, ...] = ("mandarin",)
    papers: tuple[tuple[str, int | None], ...] = ()
    unseen: bool = False
    likes: tuple[PostKind, ...] = ()
    limits: tuple[str, ...] = ()
    novice: bool = False
    max_km: float | None = None
    guest: str = ""

    def windows(self) -> list[WindowForm]:
        """Their week."""
        since, until = self.hours
        return [WindowForm(weekday=day, since=time(since), until=time(until)) for day in self.days]


BOTH = ("mandarin", "minnan")
PARTS = [
    Part(16, WEEK, MORNING, BOTH, (("nurse", 400),), likes=(PostKind.MEDICAL,)),
    Part(10, WORKDAYS, ALL_DAY, BOTH, (("nurse", 12),), likes=(PostKind.MEDICAL,)),
    Part(8, (1, 3, 5), MORNING, BOTH, (("nurse", 900),)),
    Part(6, (3, 5), MORNING, ("mandarin",), (("doctor", 700),), likes=(PostKind.MEDICAL,)),
    Part(8, WORKDAYS, MORNING, BOTH, (("nurse", 500),), unseen=True),
    Part(12, WEEK, ALL_DAY, BOTH, (("first_aid", 300),), likes=(PostKind.ESCORT,)),
    Part(10, WORKDAYS, MORNING, BOTH, (("first_aid", 20),), likes=(PostKind.ESCORT, PostKind.COMPANION)),
    Part(8, WORKDAYS, (9, 12), BOTH, likes=(PostKind.COMPANION,), limits=("lifting",)),
    Part(20, WEEK, ALL_DAY, BOTH, likes=(PostKind.FRONT_DESK,)),
    Part(16, WORKDAYS, (8, 18), BOTH, likes=(PostKind.LUNCH,)),
    Part(12, WORKDAYS, (10, 14), likes=(PostKind.LUNCH,)),
    Part(12, WORKDAYS, (10, 14), BOTH, likes=(PostKind.LUNCH,)),
    Part(8, WORKDAYS, (10, 14), limits=("stairs", "lifting")),
    Part(10, WEEK, AFTERNOON, BOTH, likes=(PostKind.FRONT_DESK,), max_km=0.8),
    Part(10, WEEK, AFTERNOON, ("mandarin", "hakka")),
    Part(8, WEEK, MORNING, BOTH, limits=("standing",)),
    Part(8, (0, 2, 4), ALL_DAY, ("mandarin", "english"), (("phone_help", None),)),
    Part(6, (*WEEKEND,), ALL_DAY, ("mandarin", "english"), (("phone_help", None),), novice=True),
    Part(6, (*WEEKEND,), ALL_DAY, novice=True),
    Part(4, (5,), MORNING, ("mandarin", "sign"), novice=True),
    Part(12, WEEK, MORNING, BOTH, (("haircut", None),), likes=(PostKind.FRONT_DESK,)),
    Part(8, WORKDAYS, ALL_DAY, guest="林小舟"),
    Part(8, WEEK, EVENING, guest="吴一帆", novice=True),
    Part(6, WORKDAYS, MORNING, guest="黄知秋", papers=(("first_aid", 200),), unseen=True),
    Part(10, WEEK, ALL_DAY, guest=OURS),
]


def posts() -> list[tuple[PostForm, list[tuple[tuple[int, ...], time, time]]]]:
    """The standing posts, each with the days and hours of its rota."""
    near: dict[str, Any] = {"x_km": 0.0, "y_km": 0.0}
    desk = PostForm(
        kind=PostKind.FRONT_DESK, title="客厅前台", about="迎人、带路、帮填表。", place=PLACE, needs=[
            NeedForm(role="值班", count=1, critical=2), NeedForm(role="帮手", count=1)], **near,
    )  # fmt: skip
    medical = PostForm(
        kind=PostKind.MEDICAL, title="健康角", about="量血压、讲用药，只做看得懂的事。", place=f"{PLACE}健康角", needs=[
            NeedForm(role="护士", skill="nurse", count=1, critical=3, leader=True), NeedForm(role="引导", count=1)],
        **near,
    )  # fmt: skip
    escort = PostForm(
        kind=PostKind.ESCORT, title="陪诊", about="陪老人去社区卫生服务中心，挂号取药。", place="榕湾一里门口", needs=[
            NeedForm(role="陪同", count=2, critical=2, age_from=18, demands=["walking"])], x_km=0.3, y_km=0.1,
    )  # fmt: skip
    lunch = PostForm(
        kind=PostKind.LUNCH, title="送午餐", about="长者食堂出发，送到门口，顺便看一眼。", place="长者食堂", needs=[
            NeedForm(role="送餐", count=3, critical=3, demands=["stairs", "walking"])], x_km=0.2, y_km=-0.1,
    )  # fmt: skip
    visits = PostForm(
        kind=PostKind.COMPANION, title="走访同行", about="和社工一起看望独居老人。", place=PLACE, popular=True, needs=[
            NeedForm(role="同行", count=2, age_from=18, demands=["stairs"])], **near,
    )  # fmt: skip
    return [
        (desk, [(WEEK, time(8, 30), time(12)), (WEEK, time(14, 30), time(18))]),
        (medical, [((1, 3, 5), time(9), time(11))]),
        (escort, [((0, 2, 4), time(8), time(11))]),
        (lunch, [(WORKDAYS, time(10, 30), time(12, 30))]),
        (visits, [((2,), time(15), time(17)), ((5,), time(9), time(11))]),
    ]


def lines(days: tuple[int, ...], starts: time, ends: time, first_on: date) -> list[RotaForm]:
    """One line of the rota for every day."""
    return [RotaForm(weekday=day, starts=starts, ends=ends, first_on=first_on) for day in days]
