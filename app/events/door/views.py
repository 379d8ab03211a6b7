"""What the page at the door says: one view for every case, each with its own sentence and the next step."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.shared.i18n import N_


@dataclass(frozen=True)
class View:
    """A case. `tone`: success, warning, error or neutral. `icon`: a sign of door.html, so that colour is never alone.

    `title` and `hint`: sentences to translate, with `{named}` values. `form`: it stays on the page, to try again.
    `onward`: here it ends, so the page leads to the list of events.
    """

    icon: str
    tone: str
    title: str
    hint: str = ""
    form: bool = False
    onward: bool = False


VIEWS: dict[str, View] = {
    "ask": View("person", "neutral", N_("签到"), N_("写上名字和手机号，或者居民码。"), form=True),
    "known": View("person", "neutral", N_("{name}，到了？"), N_("点一下就签到。")),
    "enter": View("check", "success", N_("{name}，已签到"), N_("请进。需要帮忙，找门口的工作人员。")),
    "already": View("check", "success", N_("{name}，已经签过了"), N_("{when} 签到的，不用再签。请进。")),
    "full": View("full", "warning", N_("名额满了"), N_("可以排候补，有人没来就轮到您。门口的工作人员会叫您。")),
    "waiting": View(
        "queue", "warning", N_("排上候补了，第 {place} 位"), N_("有空位时工作人员会叫您，请在客厅坐一坐。")
    ),
    "waiting_already": View("queue", "warning", N_("您在候补名单上"), N_("有空位时工作人员会叫您，请在客厅坐一坐。")),
    "early": View("clock", "warning", N_("还没开始签到"), N_("{opens} 开始。到时候再扫一次墙上的码。")),
    "wrong_day": View(
        "calendar", "warning", N_("不是今天的活动"), N_("这场在 {starts}。今天的活动看墙上的屏幕。"), onward=True
    ),
    "finished": View("calendar", "neutral", N_("活动已经结束"), N_("谢谢您来，欢迎再来坐坐。"), onward=True),
    "cancelled": View("cross", "error", N_("活动取消了"), N_("{why}"), onward=True),
    "unpublished": View("cross", "error", N_("这个码现在不能用"), N_("请看墙上的屏幕，重新扫一次。")),
    "expired": View("clock", "warning", N_("码过期了"), N_("墙上的码每 20 秒换一次。请再扫一次墙上的。")),
    "forged": View("cross", "error", N_("这不是签到的码"), N_("请扫墙上屏幕里的码。扫不出来，找门口的工作人员。")),
    "revoked": View(
        "cross", "error", N_("这张居民码已经停用"), N_("找工作人员换一张新的，或者写名字和手机号。"), form=True
    ),
    "unknown": View("cross", "error", N_("没有这个居民码"), N_("请对一下卡上的字，或者写名字和手机号。"), form=True),
    "needs_name": View("person", "warning", N_("还差名字"), N_("名字和手机号都写上，下次就不用写了。"), form=True),
    "bad_phone": View("cross", "error", N_("手机号不对"), N_("手机号是 11 位数字，请再看一下。"), form=True),
    "no_walk_in": View(
        "cross",
        "warning",
        N_("没有找到您的报名"),
        N_("这场要先报名。名字和手机号要和报名时一样；还是不行，找门口的工作人员。"),
        form=True,
    ),
    "staff": View(
        "cross", "warning", N_("这里给居民签到用"), N_("工作人员不在这里签到。要替居民签到，用手机上的“签到”。")
    ),
    "too_many": View("clock", "warning", N_("试得太快了"), N_("请等 {seconds} 秒再试，或者找门口的工作人员。")),
    "back": View("check", "success", N_("{name}，欢迎回来"), N_("请进。")),
    "needs_pin": View("person", "neutral", N_("请输密码"), N_("是您给居民码设的 4 到 8 位数字。")),
    "wrong_pin": View("cross", "error", N_("密码不对"), N_("再试一次；忘了就找门口的工作人员。")),
    "family": View("check", "success", N_("{name}，也签到了"), N_("还有家里人，接着写名字。")),
}
"""Every view by its name: those of `rules.admission.Verdict`, and what the page itself asks or answers."""


@dataclass(frozen=True)
class Page:
    """A page to draw. `values` fill the sentences; `name` is the person's own, so it is shown whole.

    `fields`: what was typed, put back. `family`: whether somebody may now be checked in along with them.
    `wait`: a place on the waiting list may be taken. `wrong`: the field that is. `keep_days`: how long what is typed is
    kept after the event.
    """

    view: str
    title: str = ""  # of the event
    about: tuple[str, ...] = ()  # when, where, what to bring
    values: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    family: bool = False
    wait: bool = False
    wrong: str = ""
    keep_days: int = 0
