"""The page at the door as HTML: everything in one answer of a few kilobytes, no file besides, no script it needs.

WeChat's browser, a phone of ten years ago and one that was never here read it alike.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup, escape

from app.events.door.views import VIEWS, Page
from app.shared.i18n import N_, translate

HERE = Path(__file__).parent

SIGNS = {
    "check": '<circle cx="12" cy="12" r="10"/><path d="m7 12.5 3.5 3.5L17 9"/>',
    "cross": '<circle cx="12" cy="12" r="10"/><path d="m8 8 8 8m0-8-8 8"/>',
    "clock": '<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>',
    "calendar": '<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4m8-4v4"/>',
    "full": '<circle cx="9" cy="8" r="3"/><path d="M3 20a6 6 0 0 1 12 0M17 8l4 4m0-4-4 4"/>',
    "queue": '<circle cx="5" cy="9" r="2"/><circle cx="12" cy="9" r="2"/><circle cx="19" cy="9" r="2"/>'
    '<path d="M4 15h16"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21a8 8 0 0 1 16 0"/>',
}
"""Drawn in 24 × 24, stroked."""

# What the template says beside the views.
WORDS = (
    N_("邻聚"), N_("我到了，签到"), N_("不是我，换一个人"), N_("排候补"), N_("姓名"), N_("手机号"), N_("签到"),
    N_("名字和手机号只用来核对报名和联系您，加密存放；活动结束 {days} 天后删掉，这台手机 {days} 天不用也不再记得您。"),
    N_("我有居民码"), N_("卡上的 6 个字"), N_("家里人一起来了"), N_("家里人的姓名"), N_("给家里人签到"),
    N_("会记下是您替签的。"), N_("居民码的密码"), N_("确定"), N_("看看近期的活动"),
)  # fmt: skip
NAME, SPEECH = "\ue000", "\ue001"
"""Letters for private use: no keyboard has them."""

SPOKEN = {"enter", "back", "already", "family", "waiting", "full"}


def draw(shown: Page, language: str) -> tuple[str, str]:
    """The HTML of a page and the Content-Security-Policy that fits exactly it."""
    title = translate(VIEWS[shown.view].title, language, **shown.values)
    speech = _speech(title, language) if shown.view in SPOKEN else ""
    if shown.fields or shown.wrong:
        html = _drawn(shown, language)
    else:  # of a crowd that comes in each page differs by the name alone
        others = tuple((key, value) for key, value in shown.values.items() if key != "name")
        html = _for_anybody(
            shown.view, shown.title, shown.about, others, shown.wait, shown.family, shown.keep_days, language
        )  # fmt: skip
    name = str(escape(shown.values.get("name", "")))
    return html.replace(SPEECH, speech).replace(NAME, name), _policy(speech)  # in this order: a name may hold anything


@lru_cache(256)
def _for_anybody(
    view: str, title: str, about: tuple[str, ...], values: tuple[tuple[str, str], ...], wait: bool, family: bool,
    keep_days: int, language: str,
) -> str:  # fmt: skip
    page = Page(view, title, about, dict(values), wait=wait, family=family, keep_days=keep_days)
    return _drawn(page, language)


def _drawn(shown: Page, language: str) -> str:
    """With a letter where the name will stand, and one for the script."""
    view, values = VIEWS[shown.view], dict(shown.values) | {"name": NAME}
    return _template().render(
        view=view, shown=shown, language=language, title=translate(view.title, language, **values), signs=_signs(),
        speech=SPEECH if shown.view in SPOKEN else "", style=Markup(_style()),
        hint=translate(view.hint, language, **values) if view.hint else "",
        t=lambda message, **given: translate(message, language, **given),
    )  # fmt: skip


def _speech(sentence: str, language: str) -> str:
    """One line for browsers that can speak; it is the page's only script, allowed by its hash."""
    said = json.dumps(sentence, ensure_ascii=True).replace("<", "\\u003c")
    tongue = "en" if language == "en" else "zh-CN"
    return f'try{{let u=new SpeechSynthesisUtterance({said});u.lang="{tongue}";speechSynthesis.speak(u)}}catch{{}}'


def _policy(speech: str) -> str:
    script = f"script-src '{_digest(speech)}'; " if speech else ""
    return (
        f"default-src 'none'; {script}style-src '{_digest(_style())}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _template() -> Template:
    return Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True).get_template("door.html")


@cache
def _style() -> str:
    return (HERE / "door.css").read_text(encoding="utf-8").replace("\n", "")


@cache
def _signs() -> dict[str, Markup]:
    return {name: Markup(path) for name, path in SIGNS.items()}
