"""How a screen is looked at: in which forms, as whom, and what is measured there. For test_looks.py and shots.py."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import TimeoutError

from app.serve.production import ROOT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
NAMES = ("label-content-name-mismatch", "button-name", "link-name", "html-lang-valid")
PLAIN = {"lang": "zh", "theme": "light", "elder": False, "size": 20}


@dataclass(frozen=True)
class Form:
    """A way a screen is seen: a window in CSS pixels and the choices of a phone (see js/boot.js)."""

    name: str
    width: int
    height: int
    choices: dict[str, Any] = field(default_factory=dict)
    axe: tuple[str, ...] = ()  # what axe-core looks for; structure is the same in every form, colours are not

    def options(self, screen: Screen | None = None) -> dict[str, Any]:
        """For ``browser.new_context``."""
        agent = {"user_agent": screen.agent} if screen and screen.agent else {}
        phone = self.width < 600
        return {
            "viewport": {"width": self.width, "height": self.height},
            "device_scale_factor": 2 if phone else 1,
            "is_mobile": phone,
            "has_touch": phone,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            **agent,
        }

    @property
    def target(self) -> int:
        """The least width and height of whatever can be tapped, CSS pixels."""
        return 60 if self.choices.get("elder") else 44

    @property
    def letters(self) -> int:
        """The least size of text, CSS pixels."""
        return 18 if self.choices.get("elder") else 14


FORMS = {
    form.name: form
    for form in (
        Form("phone", 390, 844, axe=RULES),
        Form("small", 360, 640),
        Form("elder", 360, 640, {"elder": True, "size": 20}),
        Form("elder30", 360, 640, {"elder": True, "size": 30}),
        Form("elder-dark", 360, 640, {"elder": True, "size": 22, "theme": "dark"}, axe=COLOURS),
        Form("dark", 390, 844, {"theme": "dark"}, axe=COLOURS),
        Form("english", 360, 640, {"lang": "en"}, axe=NAMES),
        Form("elder-english", 360, 640, {"lang": "en", "elder": True, "size": 20}),
        Form("tablet", 820, 1180),
        Form("landscape", 1180, 820, axe=RULES),
        Form("desk", 1280, 800),
        Form("wall", 1920, 1080, axe=RULES),
        Form("wall720", 1280, 720),
        Form("wall-dark", 1920, 1080, {"theme": "dark"}, axe=COLOURS),
        Form("wall-english", 1280, 720, {"lang": "en"}, axe=NAMES),
        Form("portrait", 800, 1280),
    )
}
PHONE = ("phone", "small", "english", "elder-english", "elder-dark", "elder30")
DESK = (*PHONE, "tablet", "desk")
TABLET = ("landscape", "portrait", "desk", "phone", "elder", "elder30", "english", "elder-dark")
WALL = ("wall", "wall720", "wall-dark", "wall-english", "portrait")


@dataclass(frozen=True)
class Screen:
    """A screen to look at. ``who``: the role that opens it (None: anybody). ``ready``: what must be there first.

    ``typed`` (where, what) and ``press`` (one after the other): what leads to a part that has no address of its own;
    ``then`` must be there afterwards. ``{home}``, ``{invite}`` in the path: see whose.py.
    """

    name: str
    path: str
    who: str | None = None
    ready: str = "main"
    typed: tuple[str, str] | None = None
    press: tuple[str, ...] = ()
    then: str = "main"
    forms: tuple[str, ...] = PHONE
    agent: str = ""  # another browser's name for itself
    told: tuple[tuple[str, Any], ...] = ()  # values of the phone's store that something else would set


ROW = "main button.lj-row"
POSTS = "/admin/volunteers/posts"
CRASH = (("feedback.problem", {"no": "child"}), ("feedback.state", "refused"))  # an object is nothing that can be drawn
AT_THE_DOOR = "/door?event={event}"
SEEING = ("door.camera", {"state": "on", "torch": "on"})
REFUSED = ("door.camera", {"state": "refused", "torch": "none"})
ANDROID = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
WECHAT = ANDROID + " MicroMessenger/8.0.60"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def card(title: str) -> str:
    """The card with this title."""
    return f"main section:has(h2:text-is('{title}'))"


def said(code: str) -> tuple[str, Any]:
    """What the scanner says of somebody."""
    seen = {
        "code": code,
        "name": "欧阳**",
        "at": "14:05",
        "came": "",
        "record": "r",
        "insist": code == "full",
        "number": 1,
    }
    return "door.verdict", seen


MEASURE, TABLET_HERE = "/health/measure", "/health/lounge"
SITTING = ("[data-measure=bp]", "[data-arm=left]", "[data-testid=skip]")
AGAIN, NEXT = "[data-testid=skip]", "[data-testid=next]"
SITTER = ("health.sitter", {"signed": True, "name": "林阿婆", "keep_years": 5})  # somebody who has not agreed yet


def pressure(systolic: str, diastolic: str, last: str = "[data-special=skip]") -> tuple[str, ...]:
    """The keys of a blood pressure without a pulse."""
    return (*(f"[data-pad] [data-key='{digit}']" for digit in systolic + diastolic), last)


SCREENS = (
    Screen("lounge", "/"),
    Screen("check-in", "/", press=("[data-open=check-in]",), then="dialog[open]"),
    Screen("events", "/events", ready="main .lj-rows"),
    Screen("event", "/events/{event}", ready="main form"),
    Screen("event-gone", "/events/0199b0a0-0000-7000-8000-000000000000", ready="main h2"),
    Screen("events-desk", "/admin/events", "admin", ready="main .lj-rows", forms=DESK),
    Screen("event-new", "/admin/events", "cadre", "main .lj-rows", None, ("main .btn-primary",), "#title", forms=DESK),
    Screen(
        "passes",
        "/admin/passes",
        "admin",
        ready="#q",
        typed=("#q", "chen"),
        press=("main form button",),
        then="main li",
        forms=DESK,
    ),
    Screen("event-managed", "/admin/events/{event}", "cadre", ready="main .lj-seg", forms=DESK),
    Screen(
        "event-came",
        "/admin/events/{event}",
        "cadre",
        "main .lj-seg",
        None,
        ("main .lj-seg label >> nth=1",),
        "main",
        forms=DESK,
    ),
    Screen(
        "event-look",
        "/admin/events/{event}",
        "cadre",
        "main .lj-seg",
        None,
        ("main .lj-seg label:has-text('要看')",),
        "main li button:has-text('看过了')",
        forms=("small", "english", "elder-dark", "elder30", "tablet"),
    ),
    Screen(
        "event-edit",
        "/admin/events/{event}",
        "cadre",
        "main .lj-seg",
        None,
        ("main button:has-text('改活动')",),
        "#title",
    ),
    Screen(
        "event-calls",
        "/admin/events/{event}",
        "cadre",
        "main .lj-seg",
        None,
        ("main .lj-seg label >> nth=2",),
        "main .lj-chips",
        forms=DESK,
    ),
    Screen(
        "event-behalf",
        "/admin/events/{event}",
        "cadre",
        "main .lj-seg",
        None,
        ("main button:has-text('替人报名')",),
        "#look_for",
    ),
    Screen("event-pass", "/events/{event}", ready="main form", press=("main form summary",), then="#pass"),
    Screen("event-counted", "/admin/events/{event}", "supervisor", ready="main .lj-notice"),
    Screen("tablet", "/tablet/{event}", "cadre", ready="#text", forms=TABLET),
    Screen(
        "tablet-choose",
        "/tablet/{event}",
        "cadre",
        "#text",
        ("#text", "王芳芳"),
        ("main form button",),
        ".lj-tablet-name",
        forms=TABLET,
    ),
    Screen(
        "tablet-nobody",
        "/tablet/{event}",
        "cadre",
        "#text",
        ("#text", "没有这个人"),
        ("main form button",),
        "[data-step=choose]",
        forms=TABLET,
    ),
    Screen("tablet-walk-in", "/tablet/{event}", "cadre", "#text", None, ("main .lj-quiet",), "#phone", forms=TABLET),
    Screen("tablet-out", "/tablet/{event}", "volunteer", ready="main h2", forms=TABLET),
    Screen("hours", "/admin/lounge", "admin", ready="#day_0", forms=DESK),
    Screen("event-settings", "/admin/event-settings", "admin", ready="#keep_guests", forms=(*DESK, "dark")),
    Screen("measure", MEASURE, ready="[data-measure=bp]", forms=(*PHONE, "dark")),
    Screen("measure-sit", MEASURE, ready="[data-measure=bp]", press=SITTING[:1], then="[data-guide=posture]"),
    Screen("measure-rest", MEASURE, ready="[data-measure=bp]", press=SITTING[:2], then="[data-guide=rest]"),
    Screen(
        "measure-type", MEASURE, ready="[data-measure=bp]", press=SITTING, then="[data-pad]", forms=(*PHONE, "dark")
    ),
    Screen(
        "measure-swapped",
        MEASURE,
        ready="[data-measure=bp]",
        press=(*SITTING, *pressure("80", "120")),
        then="[data-guide=problem]",
    ),
    Screen(
        "measure-between",
        MEASURE,
        ready="[data-measure=bp]",
        press=(*SITTING, *pressure("135", "85")),
        then="[data-guide=between]",
    ),
    Screen(
        "measure-result",
        MEASURE,
        ready="[data-measure=bp]",
        press=(*SITTING, *pressure("146", "92"), AGAIN, *pressure("143", "90", NEXT)),
        then="[data-testid=result]",
        forms=(*PHONE, "dark"),
    ),
    Screen(
        "measure-urgent",
        MEASURE,
        ready="[data-measure=bp]",
        press=(*SITTING, *pressure("190", "112")),
        then="[data-testid=urgent]",
        forms=(*PHONE, "dark"),
    ),
    Screen(
        "measure-when",
        MEASURE,
        ready="[data-measure=bp]",
        press=("[data-measure=glucose]",),
        then="[data-guide=context]",
    ),
    Screen(
        "measure-sugar",
        MEASURE,
        ready="[data-measure=bp]",
        press=("[data-measure=glucose]", "[data-guide] .btn >> nth=0"),
        then="[data-pad]",
    ),
    Screen("health-lounge", TABLET_HERE, ready="[data-testid=just-measure]", forms=TABLET),
    Screen(
        "health-lounge-pin",
        TABLET_HERE,
        ready="[data-testid=just-measure]",
        typed=("#code", "K7M2QX"),
        press=("main form .btn",),
        then="[data-testid=pin]",
        forms=TABLET,
    ),
    Screen(
        "health-lounge-choose",
        TABLET_HERE,
        ready="[data-testid=just-measure]",
        press=("[data-testid=just-measure]",),
        then="[data-measure=bp]",
        forms=TABLET,
    ),
    Screen(
        "health-lounge-type",
        TABLET_HERE,
        ready="[data-testid=just-measure]",
        press=("[data-testid=just-measure]", *SITTING),
        then="[data-pad]",
        forms=TABLET,
    ),
    Screen(
        "health-lounge-consent",
        TABLET_HERE,
        ready="[data-testid=just-measure]",
        told=(SITTER, ("health.consent", "keep"), ("health.seat", "consent")),
        then="[data-testid=consent]",
        forms=TABLET,
    ),
    Screen(
        "health-lounge-result",
        TABLET_HERE,
        ready="[data-testid=just-measure]",
        press=("[data-testid=just-measure]", *SITTING, *pressure("146", "92"), AGAIN, *pressure("143", "90", NEXT)),
        then="[data-testid=result]",
        forms=TABLET,
    ),
    Screen(
        "health-lounge-urgent",
        TABLET_HERE,
        ready="[data-testid=just-measure]",
        press=("[data-testid=just-measure]", *SITTING, *pressure("190", "112")),
        then="[data-testid=urgent]",
        forms=TABLET,
    ),
    Screen("health", "/health", ready="#pass"),
    Screen("health-wrong", "/health?why=wrong#wrong", ready="#wrong"),
    Screen("health-mine", "/health", "owner", ready="main .lj-tag", forms=(*PHONE, "dark", "tablet")),
    Screen("health-consent", "/health/consent", "owner", ready="main h3", forms=(*PHONE, "dark")),
    Screen("health-take-back", "/health/consent", "owner", "main h3", None, ("#keep .lj-quiet",), "#keep .btn-error"),
    Screen("health-trends", "/health/trends", "owner", ready="main svg[role=img]", forms=(*PHONE, "dark", "tablet")),
    Screen(
        "health-trends-glucose",
        "/health/trends",
        "owner",
        "main svg[role=img]",
        None,
        ("main .lj-chip >> nth=1",),
        "main h2:has-text('血糖')",
    ),
    Screen(
        "health-trends-year",
        "/health/trends",
        "owner",
        "main svg[role=img]",
        None,
        ("main .lj-seg label >> nth=2",),
        "main svg[role=img]",
    ),
    Screen("health-marks", "/health/trends", "owner", "main svg[role=img]", None, ("main .btn-secondary",), "#words"),
    Screen("health-own", "/health/own", "owner", ready="main li .lj-quiet", forms=(*PHONE, "dark")),
    Screen(
        "health-correct",
        "/health/own",
        "owner",
        "main li .lj-quiet",
        None,
        ("main li .lj-quiet >> nth=0",),
        "#clock",
    ),
    Screen("health-erase", "/health/own", "owner", "main .btn-error", None, ("main .btn-error",), "#sure"),
    Screen("health-child", "/health/own?person={child}", "owner", ready="main li .lj-quiet"),
    Screen("health-child-trends", "/health/trends?person={child}", "owner", ready="main svg[role=img]"),
    Screen("health-child-shares", "/health/shares?person={child}", "owner", ready="main .lj-row"),
    Screen(
        "health-shares", "/health/shares", "owner", ready="main li .btn-secondary", forms=(*PHONE, "dark", "tablet")
    ),
    *(
        Screen(f"health-shares-{name}", "/health/shares", "owner", "main li .btn", None, press, then, forms=forms)
        for name, press, then, forms in (
            ("clinician", (f"{ROW} >> nth=0",), "#account", (*PHONE, "dark")),
            ("family", (f"{ROW} >> nth=1",), "#code", PHONE),
            ("code", (f"{ROW} >> nth=2", "main form button[type=submit]"), "main img", (*PHONE, "dark")),
            ("past", ("main summary",), "main details[open]", PHONE),
        )
    ),
    Screen("health-shared", "/health/shared", "clinician", ready="main .lj-rows", forms=(*DESK, "dark")),
    Screen("health-shared-nobody", "/health/shared", "owner", ready="main .lj-motif, main .lj-rows"),
    Screen("health-desk", "/admin/health", "cadre", ready="main li .btn", forms=(*DESK, "dark")),
    Screen(
        "health-desk-close",
        "/admin/health",
        "cadre",
        "main li .btn",
        None,
        ("main li .btn-secondary >> nth=0",),
        "#note",
        forms=DESK,
    ),
    Screen("health-counts", "/admin/health", "admin", ready="main:has-text('量了几次')", forms=(*DESK, "dark")),
    Screen("health-settings", "/admin/health/settings", "admin", ready="#hide_below", forms=(*DESK, "dark")),
    Screen("health-clients", "/admin/health/clients", "admin", ready="main li strong", forms=(*DESK, "dark")),
    Screen(
        "health-client-new",
        "/admin/health/clients",
        "admin",
        ready="#name",
        typed=("#name", "山脚卫生服务站"),
        press=("main form button[type=submit]",),
        then="main dl",
        forms=DESK,
    ),
    Screen("feedback", "/feedback", ready="#text"),
    Screen("login", "/login", ready="#login"),
    Screen("login-wrong", "/login?why=wrong#wrong", ready="#wrong"),
    Screen("invite", "/invite#{invite}", ready="#password"),
    Screen("invite-gone", "/invite#nothing", ready="main h2"),
    Screen("lost", "/nowhere", ready="main h1"),
    Screen("settings", "/", press=("[data-open=settings]",), then="dialog[open]"),
    Screen("round", "/round", "cadre", ready="[data-testid=door]"),
    Screen("round-out", "/round", ready="main h2"),
    Screen("round-wechat", "/round", "cadre", ready="main h2", agent=WECHAT),
    Screen("round-install", "/round", "cadre", ready="text=放到手机桌面", agent=IPHONE),
    Screen("round-update", "/round", "cadre", "[data-testid=door]", then=".lj-toast", told=(("update", "ready"),)),
    Screen("broken", "/feedback", ready="#text", then="main details", told=CRASH),
    Screen("round-plan", "/round", "cadre", "[data-testid=door]", None, ("main .lj-chip >> nth=0",), ".lj-plan"),
    Screen("household", "/households/{home}", "cadre"),
    Screen(
        "household-visit",
        "/households/{home}",
        "cadre",
        "[data-open=past-sheet]",
        None,
        ("[data-open=past-sheet] >> nth=0",),
        "dialog article",
    ),
    Screen("visit", "/visit?household={home}", "cadre"),
    Screen("saved", "/saved?household={home}", "cadre"),
    Screen("slip", "/slip?household={home}", "cadre", ready=".lj-paper"),
    Screen("search", "/search", "cadre", ready="main ul"),
    Screen("search-found", "/search", "cadre", ready="main ul", typed=("#q", "chen"), then="main mark"),
    Screen("search-nobody", "/search", "cadre", ready="main ul", typed=("#q", "没有这个人"), then="main .lj-motif"),
    Screen("sync", "/sync", "cadre"),
    Screen("account", "/account", "cadre", ready="#password"),
    Screen("needs-cadre", "/admin/needs", "cadre", ready="main h2"),
    Screen("desk-cadre", "/admin", "cadre", ready="main h2"),
    Screen("search-leader", "/search", "leader", ready="main ul"),
    Screen("home-leader", "/admin/households/{home}", "leader", ready="main h2"),
    Screen("desk-guest", "/admin", "resident", ready="main h2"),
    Screen("not-yours", "/admin/people", "cadre", ready="main h2"),
    Screen("desk", "/admin", "admin", ready="main h2", forms=DESK),
    Screen("people", "/admin/people", "admin", ready="main h2", forms=DESK),
    Screen("person", "/admin/people", "admin", "main h2", None, (f"{ROW} >> nth=1",), "#give-role", forms=DESK),
    Screen("roster", "/admin/roster", "admin", ready="#roster-file", forms=DESK),
    Screen("duplicates", "/admin/duplicates", "admin", ready="main h2, main ul", forms=DESK),
    Screen("twins", "/admin/duplicates", "admin", ROW, None, (f"{ROW} >> nth=0",), "main form", forms=DESK),
    Screen("home", "/admin/households/{home}", "admin", ready="main h2", forms=DESK),
    Screen("coverage", "/admin/coverage", "supervisor", ready="main h2", forms=DESK),
    Screen("phones", "/admin/phones", "admin", ready="main h2", forms=DESK),
    Screen(
        "wipe",
        "/admin/phones",
        "admin",
        "main h2",
        None,
        ("main button:has-text('手机丢了') >> nth=0",),
        "main .btn-error",
    ),
    Screen("needs", "/admin/needs", "admin", ready="main h2", forms=DESK),
    Screen("need", "/admin/needs", "admin", ROW, None, (f"{ROW} >> nth=0",), "#answer"),
    Screen("intervals", "/admin/visits", "admin", ready="main h2", forms=DESK),
    Screen("interval", "/admin/visits", "admin", ROW, None, (f"{ROW} >> nth=0",), "#source"),
    Screen("answers", "/admin/feedback", "admin", ready=ROW, forms=DESK),
    Screen("answer", "/admin/feedback", "admin", ROW, None, (f"{ROW} >> nth=0",), "#answer", forms=DESK),
    Screen("door", AT_THE_DOOR, "cadre", ready="[data-verdict]", forms=DESK),
    Screen(
        "door-in", AT_THE_DOOR, "cadre", "text=没有信号也能扫码", then="[data-verdict=enter]", told=(said("enter"),)
    ),
    Screen("door-full", AT_THE_DOOR, "cadre", "[data-verdict]", then="[data-verdict=full]", told=(said("full"),)),
    Screen(
        "door-revoked", AT_THE_DOOR, "cadre", "[data-verdict]", then="[data-verdict=revoked]", told=(said("revoked"),)
    ),
    Screen("door-no-camera", AT_THE_DOOR, "cadre", "[data-verdict]", then="main .lj-notice", told=(REFUSED,)),
    Screen("door-camera", AT_THE_DOOR, "cadre", "[data-verdict]", then="main video", told=(SEEING,), forms=DESK),
    Screen("door-ways", AT_THE_DOOR, "cadre", "[data-verdict]", None, ("[data-open=door-ways]",), "dialog[open]"),
    Screen("door-missing", "/door?event=0199b0a0-0000-7000-8000-000000000000", "cadre", ready="[data-testid=event]"),
    Screen("door-out", "/door", ready="main h2"),
    Screen("wall", "/wall/{event}", "cadre", ready=".lj-wall-code svg", forms=WALL),
    Screen("wall-over", "/wall/{over}", "cadre", ready=".lj-wall-over h1, .lj-wall-over h2", forms=WALL),
    Screen("wall-out", "/wall/{event}", ready="main h1", forms=("phone", *WALL)),
    Screen("volunteers", "/admin/volunteers/people", "admin", ready=ROW, forms=DESK),
    Screen("volunteer-card", "/admin/volunteers/people", "admin", ROW, None, (f"{ROW} >> nth=0",), "main a[href^=tel]"),
    Screen("board", "/admin/volunteers", "admin", ready="main .lj-card strong", forms=(*DESK, "dark")),
    Screen(
        "board-shift",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button.lj-card:has-text('缺') >> nth=0", "main .btn-secondary:has-text('谁能') >> nth=0"),
        "main h3",
        forms=DESK,
    ),
    Screen(
        "board-month",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button:has-text('排一个月')",),
        "main .lj-seg",
        forms=DESK,
    ),
    Screen(
        "board-swaps",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button:has-text('换班和转班')",),
        "main li button:has-text('撤回这一次')",
        forms=DESK,
    ),
    Screen(
        "board-veto",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button:has-text('换班和转班')", "main li button:has-text('撤回这一次') >> nth=0"),
        "#why",
    ),
    Screen(
        "board-extra",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button:has-text('加一个班')",),
        "#starts",
        forms=DESK,
    ),
    Screen(
        "board-move",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button.lj-card:has-text('何秀英') >> nth=0", "main button:has-text('换个班') >> nth=0"),
        "main button:has-text('不换了')",
        forms=DESK,
    ),
    Screen(
        "board-change",
        "/admin/volunteers",
        "admin",
        "main .lj-card strong",
        None,
        ("main button.lj-card:has-text('何秀英') >> nth=0", "main button:has-text('改这个班')"),
        "#starts",
    ),
    Screen("places", "/admin/volunteers/places", "admin", ready=ROW, forms=DESK),
    Screen("place", "/admin/volunteers/places", "cadre", ROW, None, (f"{ROW} >> nth=0",), "#east", forms=DESK),
    Screen("posts", POSTS, "admin", ready=ROW, forms=DESK),
    Screen("post-new", POSTS, "cadre", ROW, None, ("main .btn-primary",), "#role", forms=DESK),
    *(
        Screen(f"post{name}", POSTS, "admin", ROW, None, (f"{ROW} >> nth=0", *press), then, forms=forms)
        for name, press, then, forms in (
            ("", (), "main button:has-text('加每周的班')", DESK),
            ("-change", ("main button:has-text('改名称、地点')",), "#title", PHONE),
            ("-role", (f"{card('每个班要哪些人')} button.lj-row >> nth=0",), "#age_from", DESK),
            ("-lines", ("main button:has-text('加每周的班')",), "#first_on", DESK),
            ("-line", (f"{card('每周的班')} button.lj-row >> nth=0",), "#last_on", PHONE),
        )
    ),
    Screen("volunteer-settings", "/admin/volunteers/settings", "admin", ready="#keep_left", forms=(*DESK, "dark")),
    Screen("volunteer-join", "/volunteer", ready="#name", forms=(*PHONE, "tablet")),
    Screen("volunteer", "/volunteer?code={volunteer}", ready="main dl", forms=(*PHONE, "tablet")),
    Screen("volunteer-me", "/volunteer/me?code={volunteer}", ready="main button.lj-row", forms=(*PHONE, "tablet")),
    *(
        Screen(f"volunteer-{name}", "/volunteer/me?code={volunteer}", None, ROW, None, (f"{ROW} >> nth={at}",), then)
        for at, (name, then) in enumerate(
            (
                ("hours", "main .lj-chips"),
                ("away", "#first_on"),
                ("skills", "#valid_until"),
                ("languages", "main .lj-chips"),
                ("wish", "#wish"),
                ("far", "#far"),
                ("posts", "main .lj-chips"),
                ("together", "main form, main .lj-motif"),
                ("pause", "#first_on"),
                ("data", "main a.btn"),
            )
        )
    ),
    Screen("volunteer-shifts", "/volunteer/shifts?code={volunteer}", ready="main .btn", forms=(*PHONE, "tablet")),
    Screen(
        "volunteer-refused",
        "/volunteer/shifts?code={volunteer}",
        None,
        "main .btn",
        None,
        ("main .lj-check",),
        "main .lj-check input:checked",
    ),
    Screen(
        "volunteer-sure",
        "/volunteer?code={volunteer}",
        None,
        "main dl",
        None,
        ("main button:text-is('来不了') >> nth=0",),
        "main .btn-error",
    ),
    Screen("hours-desk", "/admin/volunteers/hours", "cadre", ready="main h2", forms=DESK),
    Screen("hours-enter", "/admin/volunteers/hours", "cadre", ROW, None, (f"{ROW} >> nth=-1",), "main form"),
    Screen("hours-notice", "/admin/volunteers/hours", "cadre", "main h2", None, ("main .lj-seg label >> nth=1",), ROW),
    Screen(
        "hours-settle", "/admin/volunteers/hours", "cadre", "main h2", None, ("main .lj-seg label >> nth=2",), "main h2"
    ),
    Screen(
        "hours-correct",
        "/admin/volunteers/hours",
        "cadre",
        "main h2",
        None,
        ("main .lj-seg label >> nth=1", f"{ROW} >> nth=0"),
        "#reason",
    ),
    *(
        Screen(
            f"hours-{name}",
            "/admin/volunteers/hours",
            who,
            "main h2",
            None,
            ("main .lj-seg label >> nth=2", f"{ROW} >> nth={at}"),
            "#answer",
        )
        for name, who, at in (("objection", "cadre", 0), ("change", "admin", 1))
    ),
    Screen(
        "hours-city",
        "/admin/volunteers/hours",
        "admin",
        "main h2",
        None,
        ("main .lj-seg label >> nth=3",),
        "#since",
        forms=DESK,
    ),
    Screen("access", "/admin/access", "auditor", ready="main #kind", forms=DESK),
)

EMPTY = tuple(
    Screen(f"{name}-empty", path, who, forms=("phone", "elder-dark", "english"))
    for name, path, who in (
        ("round", "/round", "cadre"),
        ("door", "/door", "cadre"),
        ("household", "/households/0199b0a0-0000-7000-8000-000000000000", "cadre"),
        ("search", "/search", "cadre"),
        ("sync", "/sync", "cadre"),
        ("desk", "/admin", "admin"),
        ("duplicates", "/admin/duplicates", "admin"),
        ("home", "/admin/households/0199b0a0-0000-7000-8000-000000000000", "admin"),
        ("coverage", "/admin/coverage", "supervisor"),
        ("phones", "/admin/phones", "supervisor"),
        ("needs", "/admin/needs", "admin"),
        ("answers", "/admin/feedback", "admin"),
        ("access", "/admin/access", "auditor"),
        ("roster", "/admin/roster", "admin"),
        ("lounge", "/", None),
        ("events", "/events", None),
        ("events-desk", "/admin/events", "admin"),
        ("passes", "/admin/passes", "admin"),
        ("hours-desk", "/admin/volunteers/hours", "admin"),
        ("board", "/admin/volunteers", "admin"),
        ("volunteers", "/admin/volunteers/people", "admin"),
        ("places", "/admin/volunteers/places", "admin"),
        ("posts", POSTS, "admin"),
        ("health-desk", "/admin/health", "cadre"),
        ("health-counts", "/admin/health", "admin"),
        ("health-clients", "/admin/health/clients", "admin"),
        ("health-shared", "/health/shared", "clinician"),
        ("volunteer", "/volunteer", None),
        ("volunteer-shifts", "/volunteer/shifts", None),
    )
)
"""What people see before there is anything: lists without rows."""


def wear(page: Any, form: Form) -> None:
    """Show the open page in another form: window, language, colours, elder mode, without loading it again."""
    page.set_viewport_size({"width": form.width, "height": form.height})
    choices = json.dumps(PLAIN | form.choices)
    page.evaluate(
        f"Object.entries({choices}).forEach(([name, value]) => linju.get(name) === value || linju.set(name, value))"
    )
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    settle(page)


def enter(page: Any, screen: Screen, url: str) -> None:
    """Open a screen and go to the part of it that is meant."""
    page.goto(url)
    page.locator(screen.ready).first.wait_for()
    arrive(page)
    for one in screen.told:
        pref = "([name, value]) => dispatchEvent(new CustomEvent('linju:pref', {detail: {name, value}}))"
        page.evaluate(pref, list(one))
    if screen.typed:
        page.locator(screen.typed[0]).fill(screen.typed[1])
    for button in screen.press:
        page.locator(button).click()
    page.locator(screen.then).first.wait_for()
    settle(page)


@cache
def axe_source() -> str:
    """axe-core, as npm put it beside the build."""
    return (ROOT / ".web" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def axe_problems(page: Any, rules: tuple[str, ...] = RULES) -> list[str]:
    """What axe-core finds wrong on the page as it is, one line per rule with its first place. Empty is clean."""
    settle(page)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe_source())
    only = {"type": "tag" if rules == RULES else "rule", "values": list(rules)}
    found = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def settle(page: Any) -> None:
    """Wait until what moves has arrived. A skeleton breathes for ever, and what is folded away does not move at all."""
    page.evaluate(
        "Promise.allSettled(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity"
        " && a.effect.target?.checkVisibility()).map(a => a.finished))"
    )


def arrive(page: Any) -> None:
    """Wait until nothing is on its way any more, as far as a person would: a skeleton may stay where nothing comes."""
    with suppress(TimeoutError):
        page.wait_for_function("() => !document.querySelector('.lj-bone, main progress')", timeout=15_000)


def overflow(page: Any) -> int:
    """By how many CSS pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def small_targets(page: Any, least: int) -> list[str]:
    """What can be tapped and is smaller than ``least`` × ``least``. Links inside a sentence are free (WCAG 2.5.8)."""
    return page.evaluate(
        """least => {
          const taps = [...document.querySelectorAll('a, button, select, summary, textarea, input, label:has(input)')];
          const free = tap => tap.matches('.lj-skip, p a, input[type=hidden], label input');
          return taps.filter(tap => {
            const {width, height} = tap.getBoundingClientRect();
            const seen = tap.checkVisibility({visibilityProperty: true}) && width > 1 && height > 1;
            return seen && !free(tap) && Math.min(width, height) < least - 0.5;
          }).map(tap => tap.outerHTML.slice(0, 120));
        }""",
        least,
    )


def small_letters(page: Any, least: int) -> list[str]:
    """Text that is shown smaller than ``least`` pixels."""
    return page.evaluate(
        """least => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
          while (walker.nextNode()) {
            const box = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || box.closest('script, style, template, svg, .sr-only')) continue;
            const size = parseFloat(getComputedStyle(box).fontSize);
            if (size < least - 0.01 && box.checkVisibility({visibilityProperty: true}))
              found.add(`${size}px: ${walker.currentNode.data.trim().slice(0, 40)}`);
          }
          return [...found].slice(0, 5);
        }""",
        least,
    )


def cut_off(page: Any) -> list[str]:
    """Buttons, tabs and dock places whose words run out of their box."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.btn, .lj-place, .lj-seg label, .lj-chip, .lj-tag, .lj-mark, h1, h2')]
          .filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0
            && getComputedStyle(box).overflowX !== 'auto' && getComputedStyle(box).display !== 'inline')
          .map(box => box.outerHTML.replace(/<svg.*?<\\/svg>/g, '').slice(0, 140))"""
    )


def problems(page: Any, form: Form) -> list[str]:
    """Everything that is measured on a screen in a form. Empty is good."""
    wear(page, form)
    return flaws(page, form)


def flaws(page: Any, form: Form) -> list[str]:
    """Everything that is measured on the page as it is."""
    wide = overflow(page)
    return [
        *([f"{wide} px too wide"] if wide > 0 else []),
        *(f"small target: {tap}" for tap in small_targets(page, form.target)),
        *(f"small text {text}" for text in small_letters(page, form.letters)),
        *(f"cut off: {box}" for box in cut_off(page)),
        *(axe_problems(page, form.axe) if form.axe else []),
    ]
