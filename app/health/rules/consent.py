"""What somebody agrees to, in which words, and who may (PIPL art. 14-17, 19, 28-31). Pure.

Whoever changes what is kept, why, how long or who sees it raises `version`: everybody is asked again, and until then
what they agreed to before is no longer in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.health.models import ConsentKind
from app.shared.i18n import N_

GUARDED_UNDER = 14  # years (PIPL art. 31)
ADULT = 18


@dataclass(frozen=True)
class Words:
    """One consent in plain words. `how_long` has `{years}`, the setting `keep_years` of the community."""

    version: int
    title: str
    what: str
    why: str
    how_long: str
    who_sees: str
    refusing: str
    withdrawing: str


WORDS: dict[ConsentKind, Words] = {
    ConsentKind.KEEP: Words(
        version=1,
        title=N_("把我量的数存下来"),
        what=N_("存您量的血压、血糖、体重腰围、血氧、体温、脉搏、尿酸，量的时间，以及您自己写的吃药和就医的记号。"),
        why=N_("让您看得到自己的变化，打印出来带给医生，或者由您决定给谁看。不作别的用。"),
        how_long=N_("存 {years} 年，到期自动删除。您随时可以自己删掉一条，或者全部删掉。"),
        who_sees=N_("只有您自己。您点名给谁看，谁才看得到，随时可以收回；谁看过、什么时候看的，您都查得到。社区工作人员看不到。数是加密存的，每个人一把钥匙。"),
        refusing=N_("不同意也没关系：照样可以“只量不记”，公共客厅的别的事都不受影响。"),
        withdrawing=N_("撤回以后马上停用：不再记新的数，别人也看不到了。已经存的您自己还能看、能导出，要彻底删掉请点“全部删除”。"),
    ),
    ConsentKind.FOLLOW_UP: Words(
        version=1,
        title=N_("数值危险时，请社区来看看我"),
        what=N_("只把“血压很高，请今天联系”这样一句话，连同您的姓名和门牌，告诉管您这一片的工作人员。不给他们看数。"),
        why=N_("量到的数很危险时，当天有人打电话或上门问一问，要不要帮您去医院。"),
        how_long=N_("工作人员联系过您，这件事就结束。记录存 {years} 年，到期自动删除。"),
        who_sees=N_("管您这一片的社区工作人员，只看到这一句话，看不到数。"),
        refusing=N_("不同意也没关系：屏幕上照样会提醒您该怎么办，不会告诉别人。"),
        withdrawing=N_("撤回以后不再通知工作人员；还没办完的也马上取消。"),
    ),
}  # fmt: skip
"""In this order on the screen. Each is asked for by itself."""

IMPACT = N_("健康的数是敏感个人信息，泄露了可能让人难堪或被区别对待。所以加密存，而且只归您管。")
GUARDIAN = N_("{name} 未满 14 周岁，要由监护人同意。您点了同意，就是以监护人的身份替孩子同意。")


def version_of(kind: ConsentKind) -> int:
    """Of the words as they are now."""
    return WORDS[kind].version


def age_on(born_on: date | None, day: date) -> int | None:
    """Whole years on a day; None when nobody has said when they were born. Born on 29 February: a year on 1 March."""
    if born_on is None:
        return None
    return max(0, day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day)))


def needs_guardian(born_on: date | None, today: date) -> bool:
    """Whether somebody else has to agree for them. Without a date of birth: no, staff would have to guess."""
    age = age_on(born_on, today)
    return age is not None and age < GUARDED_UNDER


def is_adult(born_on: date | None, today: date) -> bool:
    """Whether they may agree for a child of their household. Without a date of birth: no."""
    age = age_on(born_on, today)
    return age is not None and age >= ADULT
