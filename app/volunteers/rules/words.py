"""What is said to somebody who may not sit in a seat, and about them to a coordinator. Pure."""

from __future__ import annotations

from app.shared.errors import Refused
from app.shared.i18n import N_, translate
from app.volunteers.rules.may_sit import Asked, Facts, Why

TO_THEM: dict[Why, str] = {
    Why.LEFT: N_("您已经退出志愿者队伍，要报班请先重新加入。"),
    Why.PAUSED: N_("您这段时间请了假，要报班请先结束休假。"),
    Why.AWAY: N_("您说过这天不在，要报班请先改不在的日子。"),
    Why.DECLINED: N_("您回绝过这个班。"),
    Why.SKILL: N_("这个岗位要有“{skill}”，您还没有填。"),
    Why.PROOF: N_("这个岗位要有“{skill}”，请先把证件给工作人员看一眼。"),
    Why.EXPIRED: N_("您的“{skill}”到 {until} 为止，那天已经过期。换了新证请告诉我们。"),
    Why.AGE: N_("这个岗位有年龄要求，请先填出生日期。"),
    Why.YOUNG: N_("这个岗位要满 {age_from} 岁。"),
    Why.OLD: N_("这个岗位到 {age_until} 岁为止，我们想请您做轻一些的事。"),
    Why.HEALTH: N_("这个岗位和您说过的身体情况不合适，请挑别的班。"),
    Why.LEADS: N_("这个位子要带班，请熟悉以后再报。"),
    Why.OVERLAP: N_("您这个时间已经有别的班。"),
    Why.TRAVEL: N_("和您的另一个班隔得太近，路上来不及。"),
    Why.CAP: N_("这个月加上这个班就超过 {cap} 小时了，别太累。"),
    Why.ALONE: N_("新人要有熟手一起，这个班的熟手还不够，请先报别的班。"),
    Why.COMPANY: N_("这个班暂时排不了您，请挑别的班，或者问一下工作人员。"),
    Why.THERE: N_("您已经在这个班里了。"),
    Why.WINDOW: N_("不在您说的时间里。"),
    Why.DISTANCE: N_("比您说的距离远。"),
}
"""One sentence each, for the person themselves."""

ABOUT: dict[Why, str] = {
    Why.LEFT: N_("已退出"),
    Why.PAUSED: N_("休假中"),
    Why.AWAY: N_("那天不在"),
    Why.DECLINED: N_("回绝过这个班"),
    Why.SKILL: N_("没有“{skill}”"),
    Why.PROOF: N_("“{skill}”还没有看过证"),
    Why.EXPIRED: N_("“{skill}”{until} 到期"),
    Why.AGE: N_("不知道年龄"),
    Why.YOUNG: N_("不满 {age_from} 岁"),
    Why.OLD: N_("超过 {age_until} 岁"),
    Why.HEALTH: N_("身体情况不合适"),
    Why.LEADS: N_("还是新人，不能带班"),
    Why.OVERLAP: N_("那时有别的班"),
    Why.TRAVEL: N_("和另一个班隔得太近"),
    Why.CAP: N_("这个月会超过 {cap} 小时"),
    Why.ALONE: N_("新人，缺熟手一起"),
    Why.COMPANY: N_("和班里的人不便排在一起"),
    Why.THERE: N_("已在这个班"),
    Why.WINDOW: N_("不在方便的时间里"),
    Why.DISTANCE: N_("太远"),
}
"""A few words each, for coordinators. Health is not named: they need not know what it is."""


def values_of(seat: Asked, facts: Facts, skill: str) -> dict[str, object]:
    """What the sentences are about. `skill`: its name."""
    paper = facts.papers.get(seat.skill or "")
    until = paper.valid_until if paper else None
    return {
        "skill": skill, "until": until or "", "age_from": seat.age_from, "age_until": seat.age_until,
        "cap": f"{facts.cap_hours:g}",
    }  # fmt: skip


def about(why: Why, values: dict[str, object]) -> tuple[str, str]:
    """A few words about somebody, in Chinese and English."""
    return translate(ABOUT[why], "zh", **values), translate(ABOUT[why], "en", **values)


def refusal_about(why: Why, values: dict[str, object]) -> Refused:
    """The refusal for a coordinator who wanted to put somebody there."""
    return Refused(f"may_not_{why.value}", ABOUT[why], field="volunteer", **values)


def refusal(why: Why, values: dict[str, object]) -> Refused:
    """The refusal for somebody who wanted the seat."""
    return Refused(f"may_not_{why.value}", TO_THEM[why], field="need", **values)
