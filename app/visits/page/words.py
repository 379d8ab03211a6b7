"""Codes of states and choices as words on a screen. What a community may word itself comes with the view `words`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.words import say
from app.shared.i18n import t


def chosen(code: Any, words: dict[str, rx.Var[str]], otherwise: Any = "") -> Any:
    """The words of a code known only in the browser."""
    return rx.match(code, *words.items(), otherwise)


def outcomes() -> dict[str, rx.Var[str]]:
    """How a try ended."""
    return {"met": t("见到"), "not_home": t("未遇"), "refused": t("拒访"), "moved": t("已搬走")}


def outcome_answers() -> dict[str, rx.Var[str]]:
    """The same as an answer to "how did it go?"."""
    return {"met": t("见到了"), "not_home": t("没人在"), "refused": t("不愿见"), "moved": t("已搬走")}


def modes() -> dict[str, rx.Var[str]]:
    """By which way."""
    return {"visit": t("上门"), "call": t("电话"), "encounter": t("偶遇"), "proxy": t("代访")}


def urgencies() -> dict[str, rx.Var[str]]:
    """How soon something must be done."""
    return {"now": t("马上"), "soon": t("尽快"), "later": t("不急")}


def readers() -> dict[str, rx.Var[str]]:
    """Who may read a note at the door."""
    return {"cadres": t("同事都能看"), "grid": t("只给本网格"), "author": t("只给自己")}


def causes() -> dict[str, rx.Var[str]]:
    """What a person may note to move a household up; the other causes follow from visits and needs."""
    return {"hospital": t("刚出院"), "moved_in": t("新迁入")}


def residencies() -> dict[str, rx.Var[str]]:
    """居住类型."""
    return {"registered": t("户籍人口"), "usual": t("常住人口"), "floating": t("流动人口"), "overseas": t("境外人员")}


def roster_fields() -> dict[str, rx.Var[str]]:
    """What may be corrected at a door (`app/visits/payload.py`: CORRECTABLE), the usual ones first."""
    return {
        "phone": t("电话"),
        "moved_out_on": t("搬走日期"),
        "emergency_name": t("紧急联系人"),
        "emergency_phone": t("紧急联系人电话"),
        "employment": t("就业"),
        "residency": t("居住类型"),
        "mismatch": t("人户状态"),
        "registered_at": t("户籍地"),
        "relation": t("与户主关系"),
        "marriage": t("婚姻"),
        "education": t("学历"),
        "politics": t("政治面貌"),
        "ethnicity": t("民族"),
        "name": t("姓名"),
        "sex": t("性别"),
        "born_on": t("出生日期"),
        "remark": t("备注"),
    }


def sexes() -> dict[str, rx.Var[str]]:
    """性别, as the roster writes it."""
    return {"男": t("男"), "女": t("女")}


def relation(code: Any) -> Any:
    """与户主关系: the usual ones in the language of the screen, the others as the roster writes them."""
    usual = {
        "户主": t("户主"), "配偶": t("配偶"), "儿子": t("儿子"), "女儿": t("女儿"),
        "父亲": t("父亲"), "母亲": t("母亲"),
    }  # fmt: skip
    return chosen(code, usual, code)


def standing(one: Any) -> Any:
    """The state of a door in a word or two, with its number of days."""
    return rx.match(
        one.state,
        ("overdue", rx.cond(one.late == 1, t("逾期 1 天"), t("逾期 {days} 天", days=one.late))),
        ("due", t("该走访")),
        ("not_met", t("未遇")),
        ("done", rx.match(one.outcome, ("refused", t("拒访")), ("moved", t("已搬走")), t("已访"))),
        rx.match(one.left, (0, t("未到期")), (1, t("还有 1 天")), t("还有 {days} 天", days=one.left)),
    )


def teach_sync_centre() -> None:
    """Give the sync centre words for the fields and codes of our commands."""
    said = {
        "household_id": t("住户"),
        "started_at": t("走访时间"),
        "mode": t("方式"),
        "outcome": t("结果"),
        "people": t("见到谁"),
        "topics": t("聊了什么"),
        "note": t("记一笔"),
        "needs": t("诉求"),
        "corrections": t("信息有变"),
        "text": t("内容"),
        "readers": t("谁能看"),
        "answer": t("怎么办的"),
        "cause": t("为什么"),
        "since": t("从哪天起"),
        "base_revision": t("改的是哪一版"),
    }
    say(said | outcomes() | modes() | readers() | causes())
