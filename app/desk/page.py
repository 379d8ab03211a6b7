"""工作台 `/admin`: what waits for somebody today, then every door that is theirs. Nothing that would not open."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.rules import Permission
from app.desk.state import DeskState
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = DeskState  # its class attributes are Vars and handlers, which its annotations do not say

# One below the other on a phone; on a desk two columns without holes between cards of different height.
COLUMNS = "flex flex-col gap-3 lg:block lg:columns-2 lg:[&>*]:mb-3 lg:[&>*]:break-inside-avoid"


def desk_screen() -> rx.Component:
    """What waits, then where to go."""
    return screen(
        t("工作台"),
        gate(
            STATE,
            rx.el.p(t("{name}，您好。", name=STATE.name), class_name="text-lg px-1"),
            rx.el.div(_waiting(), _field(), _events(), _people(), _rules(), _own(), class_name=COLUMNS),
        ),
        dock="own",
        here="/admin",
        wide=True,
    )


def _may(permission: Permission) -> Any:
    return STATE.may.contains(permission.value)


def _card(title: Any, *entries: tuple[Any, rx.Component]) -> rx.Component:
    """A card of the doors that open for this person; none of them: no card."""
    anything = entries[0][0]
    for allowed, _ in entries[1:]:
        anything = anything | allowed
    rows = [rx.cond(allowed, rx.el.li(row)) for allowed, row in entries]
    return rx.cond(anything, kit.card(rx.el.ul(*rows, class_name="lj-rows"), title=title, flush=True))


def _count(number: Any, words: Any) -> rx.Component:
    return rx.cond(number > 0, kit.mark("due", words), kit.mark("done", t("没有要办的")))


def _waiting() -> rx.Component:
    board = STATE.board
    todo = board.needs + board.corrections
    return _card(
        t("等着办的"),
        (
            _may(Permission.HEALTH_FOLLOW_UP),
            kit.row(
                t("今天要去看的人"), t("自检的结果要当天问一问"), lead=icon("heart"), href="/admin/health",
                trail=_count(board.follow_ups, t("{n} 位", n=board.follow_ups)),
            ),
        ),
        (
            _may(Permission.HEALTH_SHARED),
            kit.row(t("给我看的健康记录"), t("居民愿意给您看的自测记录"), lead=icon("heart"), href="/health/shared"),
        ),
        (
            _may(Permission.NEED_CLOSE),
            kit.row(
                t("诉求和更正"), t("诉求 {needs} 件，更正 {changes} 项", needs=board.needs, changes=board.corrections),
                lead=icon("tasks"), href="/admin/needs", trail=_count(todo, t("{n} 件", n=todo)),
            ),
        ),
        (
            _may(Permission.EVENT_CHECK_IN),
            kit.row(
                t("要通知的人"), t("候补补上了，或者报了名的活动改期、取消了"), lead=icon("phone-call"),
                href="/admin/events", trail=_count(board.calls, t("{n} 家", n=board.calls)),
            ),
        ),
        (
            _may(Permission.FEEDBACK_ANSWER),
            kit.row(
                t("答复意见"), t("大家对邻聚说的话"), lead=icon("message"), href="/admin/feedback",
                trail=_count(board.feedback, t("{n} 条", n=board.feedback)),
            ),
        ),
        (
            _may(Permission.COVERAGE_READ),
            kit.row(
                t("逾期的户"), t("本月走到了哪里，哪些户该去了"), lead=icon("chart"), href="/admin/coverage",
                trail=_count(board.overdue, t("{n} 户", n=board.overdue)),
            ),
        ),
        (
            _may(Permission.DEVICE_READ),
            kit.row(
                t("手机"), t("谁的手机里还有没送到的记录"), lead=icon("phone"), href="/admin/phones",
                trail=_count(board.phones, t("{n} 部", n=board.phones)),
            ),
        ),
    )  # fmt: skip


def _field() -> rx.Component:
    return _card(
        t("上门"),
        (
            _may(Permission.ROUND_READ),
            kit.row(t("今日走访"), t("今天该去哪些户"), lead=icon("walk"), href="/round"),
        ),
        (
            _may(Permission.HOUSEHOLD_NAMES),
            kit.row(t("查找"), t("按姓名、拼音、门牌或后四位找人"), lead=icon("search"), href="/search"),
        ),
        (
            _may(Permission.ROUND_READ),
            kit.row(t("同步中心"), t("手机里的记录送到了没有"), lead=icon("sync"), href="/sync"),
        ),
    )


def _events() -> rx.Component:
    return _card(
        t("客厅"),
        (
            _may(Permission.EVENT_COUNT),
            kit.row(t("活动"), t("建活动，看谁报名、谁到了"), lead=icon("calendar"), href="/admin/events"),
        ),
        (
            _may(Permission.VOLUNTEER_COORDINATE),
            kit.row(t("志愿者"), t("排班、找人、发布，看哪里缺人"), lead=icon("heart"), href="/admin/volunteers"),
        ),
        (
            _may(Permission.VOLUNTEER_COORDINATE),
            kit.row(t("志愿时长"), t("补记、公示、更正，报给市里"), lead=icon("clock"), href="/admin/volunteers/hours"),
        ),
        (
            _may(Permission.PASS_ISSUE),
            kit.row(t("居民码"), t("发卡、换卡、停用，打印卡片"), lead=icon("qr"), href="/admin/passes"),
        ),
        (
            _may(Permission.EVENT_EDIT),
            kit.row(t("客厅开放时间"), t("大厅页上写的“现在开着吗”"), lead=icon("clock"), href="/admin/lounge"),
        ),
    )


def _people() -> rx.Component:
    return _card(
        t("名册和账号"),
        (
            _may(Permission.ROSTER_IMPORT),
            kit.row(t("名册"), t("导入、导出，看导入记录"), lead=icon("users"), href="/admin/roster"),
        ),
        (
            _may(Permission.HOUSEHOLD_MERGE),
            kit.row(t("可能重复的人"), t("像是同一个人的记录，逐对核对"), lead=icon("merge"), href="/admin/duplicates"),
        ),
        (
            _may(Permission.ACCOUNT_MANAGE),
            kit.row(t("账号"), t("邀请同事，给角色和网格，停用账号"), lead=icon("key"), href="/admin/people"),
        ),
    )


def _rules() -> rx.Component:
    return _card(
        t("规矩和记录"),
        (
            _may(Permission.VISIT_SETTINGS),
            kit.row(t("走访间隔"), t("多久走访一次，便条上怎么写"), lead=icon("calendar"), href="/admin/visits"),
        ),
        (
            _may(Permission.EVENT_SETTINGS),
            kit.row(t("签到设定"), t("开门时间，来客的资料留几天"), lead=icon("gear"), href="/admin/event-settings"),
        ),
        (
            _may(Permission.VOLUNTEER_SETTINGS),
            kit.row(
                t("志愿者设定"),
                t("取消的时限、公示几天，谁定的"),
                lead=icon("gear"),
                href="/admin/volunteers/settings",
            ),
        ),
        (
            _may(Permission.HEALTH_COUNT),
            kit.row(t("健康自检的次数"), t("量了多少次，只有数没有人"), lead=icon("chart"), href="/admin/health"),
        ),
        (
            _may(Permission.HEALTH_SETTINGS),
            kit.row(
                t("健康自检的设定"), t("怎么量，多少算要马上处理"), lead=icon("gear"), href="/admin/health/settings"
            ),
        ),
        (
            _may(Permission.HEALTH_SETTINGS),
            kit.row(
                t("卫生中心的系统"), t("谁的系统能来取居民给看的数"), lead=icon("key"), href="/admin/health/clients"
            ),
        ),
        (
            _may(Permission.ACCESS_READ),
            kit.row(t("访问记录"), t("谁看过、导出过、改过什么"), lead=icon("eye"), href="/admin/access"),
        ),
    )


def _own() -> rx.Component:
    return kit.card(
        kit.rows(
            kit.row(t("我的账号"), t("密码，登录着的设备"), lead=icon("person"), href="/account"),
            kit.row(t("投诉建议"), t("邻聚哪里不好用，请直说"), lead=icon("message"), href="/feedback"),
            kit.row(t("大厅"), t("居民进门看到的那一页"), lead=icon("home"), href="/"),
        ),
        title=t("我的"),
        flush=True,
    )
