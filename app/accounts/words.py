"""The words for roles, on screens."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.models import Role
from app.shared.i18n import N_, t


def role_words() -> dict[str, rx.Var[str]]:
    """Role → its name."""
    return {
        Role.CADRE: t("社区工作者"),
        Role.NEIGHBOUR_LEADER: t("邻长"),
        Role.VOLUNTEER: t("志愿者"),
        Role.RESIDENT: t("居民"),
        Role.CLINICIAN: t("签约医生"),
        Role.SUPERVISOR: t("街道督导"),
        Role.AUDITOR: t("审计"),
        Role.ADMIN: t("管理员"),
    }


def role_word(role: Any) -> Any:
    """The name of a role in a Var."""
    return rx.match(role, *((code.value, word) for code, word in _pairs()), role)


def role_options() -> list[tuple[str | rx.Var, str | rx.Var]]:
    """For a select."""
    return [(code.value, word) for code, word in _pairs()]


def _pairs() -> list[tuple[Role, rx.Var[str]]]:
    return [(Role(code), word) for code, word in role_words().items()]


ACTIONS = {
    "account:disable": N_("停用账号"),
    "account:enable": N_("恢复账号"),
    "account:sign_out": N_("让账号退出登录"),
    "account:grant": N_("给了角色"),
    "account:end_grant": N_("取消角色"),
    "account:doors": N_("定了邻长的门户"),
    "account:invite": N_("发了邀请"),
    "account:new_password": N_("给了设新密码的链接"),
    "account:link": N_("连上统一身份"),
    "account:unlink": N_("断开统一身份"),
    "roster:export": N_("导出名册"),
    "visit:export": N_("导出走访记录"),
    "visit:settings": N_("改了走访规则"),
    "stand_in:take": N_("替班开始"),
    "stand_in:end": N_("替班结束"),
    "lounge:hours": N_("改了客厅开放时间"),
    "pass:issue": N_("发了居民码"),
    "pass:revoke": N_("停用居民码"),
    "pass:clear_pin": N_("清除居民码的密码"),
    "event:export": N_("导出签到表"),
    "event:settings": N_("改了签到的设定"),
    "event:forget": N_("按期删除了来客的名字和电话"),
    "volunteer:read": N_("看了志愿者的资料"),
    "volunteer:link": N_("给了志愿者新的链接"),
    "volunteer:erase": N_("删除了志愿者的资料"),
    "volunteer:proof": N_("看过或收回了证件"),
    "volunteer:experienced": N_("改了志愿者是不是老手"),
    "volunteer:call_list": N_("看了叫人的电话名单"),
    "volunteer:veto": N_("不同意一次换班"),
    "volunteer:late_entry": N_("补记了到和走的时间"),
    "volunteer:notice": N_("公示了时长"),
    "volunteer:objection": N_("答复了对时长的异议"),
    "volunteer:correction": N_("提出更正时长"),
    "volunteer:correction_decided": N_("批了时长的更正"),
    "volunteer:days_off": N_("改了放假和调休"),
    "volunteer:record": N_("开了志愿服务记录"),
    "volunteer:record_print": N_("印了志愿服务记录"),
    "volunteer:record_withdraw": N_("收回了志愿服务记录"),
    "volunteer:city_agreed": N_("改了时长能不能报给市里"),
    "volunteer:export": N_("导出志愿者的资料或时长"),
    "volunteer:export_field": N_("改了上报的栏名"),
    "volunteer:settings": N_("改了志愿者的设定"),
    "health:share": N_("让人看自己的健康记录"),
    "health:revoke": N_("收回了健康记录的查看"),
    "health:look": N_("看了别人给看的健康记录"),
    "health:look_link": N_("有人凭本人给的码看了健康记录"),
    "health:look_client": N_("卫生中心的系统取了健康记录"),
    "health:follow_ups": N_("看了要关心的人的名单"),
    "health:follow_up_closed": N_("关心过了，销了一件"),
    "health:client": N_("加了卫生中心的系统"),
    "health:client_disabled": N_("停用了卫生中心的系统"),
    "health:settings": N_("改了健康自检的设定"),
    "health:consent": N_("同意保存或使用健康数据"),
    "health:withdraw": N_("撤回了对健康数据的同意"),
    "health:export": N_("导出自己的健康数据"),
    "health:guardian": N_("监护人看了或改了孩子的健康数据"),
    "health:import": N_("导入了自己的健康数据"),
    "health:erase": N_("删除了全部健康数据"),
    "health:expire": N_("按期删除了健康数据"),
}
"""What an access record says was done."""

THINGS = {
    "account": N_("账号和角色"),
    "roster": N_("名册"),
    "visit": N_("走访"),
    "stand_in": N_("替班"),
    "pass": N_("居民码"),
    "event": N_("活动"),
    "lounge": N_("客厅"),
    "volunteer": N_("志愿者"),
    "health": N_("健康自检"),
}
"""What it is about: the part of the action before the colon."""


def action_word(action: Any) -> Any:
    """The words of an action in a Var; an unknown one as it is stored."""
    return rx.match(action, *((code, t(words)) for code, words in ACTIONS.items()), action)


def thing_word(thing: Any) -> Any:
    """The words of a thing in a Var."""
    return rx.match(thing, *((code, t(words)) for code, words in THINGS.items()), thing)
