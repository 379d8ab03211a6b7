"""查找 `/search`: anybody of my doors by name, pinyin, door or last four digits, with or without signal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, value


@dataclass
class Hit:
    """One person found (`js/search.js`: `row`): the name in three parts, the middle one is what was typed."""

    id: str = ""
    household_id: str = ""
    door: str = ""
    before: str = ""
    hit: str = ""
    after: str = ""
    born: str = ""
    by: str = ""
    tail: str = ""


@dataclass
class Search:
    """What the phone found. `known`: how many people it has at all."""

    ready: bool = False
    known: int = 0
    text: str = ""
    total: int = 0
    more: int = 0
    people: list[Hit] = field(default_factory=list)


@dataclass
class Worker:
    """What of the value "account" matters here: which views the phone keeps."""

    views: list[str] = field(default_factory=list)


# Below the top bar, which scrolls away in elder mode.
STICKY = (
    "sticky z-10 top-[calc(56px+env(safe-area-inset-top))] [:root[data-elder]_&]:top-0 "
    "bg-base-200 -mx-[var(--pad)] px-[var(--pad)] py-1"
)


def _here() -> Any:
    return value("search", Search, Search(), module="directory/search")


def search_screen() -> rx.Component:
    """The field stays at the top, the list below follows every letter."""
    return screen(
        t("查找"),
        _field(),
        rx.el.div(
            rx.cond(_here().ready, rx.cond(_here().text != "", _found(), _hints()), _waiting()),
            class_name="flex flex-col gap-3",
        ),
        dock="own",
        here="/search",
    )


def _field() -> rx.Component:
    return rx.el.form(
        rx.el.label(
            rx.el.span(t("姓名、拼音、门牌或后四位"), class_name="sr-only"),
            rx.el.span(icon("search", "1.3em"), class_name="lj-muted"),
            rx.el.input(
                id="q",
                name="q",
                type="search",
                placeholder=t("姓名、拼音、门牌或后四位"),
                auto_complete="off",
                auto_capitalize="off",
                spell_check=False,
                enter_key_hint="search",
                max_length=50,
                on_change=act("directory/search:type"),
                on_mount=act("directory/search:restore"),
                class_name="grow min-w-0",
            ),
            class_name="input input-lg w-full bg-base-100",
        ),
        role="search",
        on_submit=act("directory/search:done"),
        class_name=STICKY,
    )


def _found() -> rx.Component:
    here = _here()
    return rx.cond(
        here.total > 0,
        rx.fragment(
            rx.el.p(t("找到 {n} 人", n=here.total), role="status", class_name="lj-muted px-1"),
            kit.card(kit.rows(rx.foreach(here.people, _person)), flush=True),
            rx.cond(
                here.more > 0,
                kit.button(
                    t("再显示一些，还有 {n} 人", n=here.more), "quiet", big=True, on_click=act("directory/search:more")
                ),
            ),
        ),
        _nobody(),
    )


def _person(one: Hit) -> rx.Component:
    return rx.el.li(
        kit.row(
            rx.fragment(
                one.before,
                rx.el.mark(one.hit, class_name="bg-(--color-soft-primary) text-inherit rounded-sm"),
                one.after,
            ),
            rx.fragment(one.door, _by(one)),
            trail=rx.cond(one.born != "", t("{year} 年生", year=one.born), ""),
            href=rx.cond(_carries(), "/households/", "/admin/households/") + one.household_id,
        ),
        key=one.id,
    )


def _carries() -> Any:
    """Whether this phone carries the cards of a round; others read a card from the server."""
    return value("account", Worker, Worker()).views.contains("cards")


def _by(one: Hit) -> rx.Component:
    """A number that was found says which of the two it is the end of."""
    return rx.match(
        one.by,
        ("phone", rx.fragment(" · ", t("电话尾号 {tail}", tail=one.tail))),
        ("identity", rx.fragment(" · ", t("证件尾号 {tail}", tail=one.tail))),
        rx.fragment(),
    )


def _hints() -> rx.Component:
    """What one may type, and how many people the phone has to look among."""
    nobody = kit.empty(
        "house", t("这里还没有人可找"), t("管理员导入名册、给您分好网格以后，住户会自己出现在这部手机里。")
    )
    known = rx.el.p(t("手机里有 {n} 人，没有信号也能找。", n=_here().known), class_name="lj-muted px-1")
    return rx.cond(_here().known > 0, rx.fragment(_examples(), known), nobody)


def _examples() -> rx.Component:
    """The field takes any of these. Prerendered: one may read them while the names are still on their way."""
    examples = [
        (t("姓名"), "林阿婆", t("一个字也行")),
        (t("拼音或首字母"), "linapo · lap", t("不用切输入法")),
        (t("门牌"), "3-2-501 · 3栋2单元501", t("怎么写都行")),
        (t("后四位"), "1234", t("电话或证件号")),
        (t("一起写"), "林 3栋", t("空一格，越写越准")),
    ]
    lines = [kit.row(what, text, trail=note) for what, text, note in examples]
    return kit.card(kit.rows(*lines), title=t("可以这样找"), flush=True)


def _nobody() -> rx.Component:
    here = _here()
    return kit.empty(
        "stairwell",
        t("没有找到“{text}”", text=here.text),
        t("少写几个字再试，或只写姓。不在您名下的住户这里找不到。"),
        kit.button(t("重新找"), "quiet", icon_name="search", on_click=act("directory/search:clear")),
    )


def _waiting() -> rx.Component:
    """Nothing on the phone yet: said plainly when there is no network to wait for."""
    coming = t("正在把名册取到手机上，取完以后没有信号也能找。")
    return rx.cond(
        value("online", bool, True),
        rx.fragment(_examples(), rx.el.p(coming, role="status", class_name="lj-muted px-1")),
        kit.empty("house", t("手机里还没有名册"), t("连上网打开一次邻聚，名册就会存到手机里，之后没有信号也能查。")),
    )
