"""How a screen is looked at: in which forms, as whom, and what is measured there. For test_looks.py and shots.py."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import TimeoutError

from app.serve.production import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Form:
    """A way a screen is seen: a window in CSS pixels and the choices of a phone (see js/boot.js)."""

    name: str
    width: int
    height: int
    choices: dict[str, Any] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, Any]:
        """For ``browser.new_context``."""
        phone = self.width < 600
        return {
            "viewport": {"width": self.width, "height": self.height},
            "device_scale_factor": 2 if phone else 1,
            "is_mobile": phone,
            "has_touch": phone,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
        }

    @property
    def script(self) -> str:
        """Puts the choices where the boot script reads them."""
        lines = (f"localStorage.setItem('linju:{k}', {json.dumps(json.dumps(v))})" for k, v in self.choices.items())
        return ";".join(lines)

    @property
    def target(self) -> int:
        """The least width and height of whatever can be tapped, CSS pixels."""
        return 60 if self.choices.get("elder") else 44


FORMS = {
    form.name: form
    for form in (
        Form("small", 360, 640),
        Form("phone", 390, 844),
        Form("elder", 360, 640, {"elder": True, "size": 20}),
        Form("elder30", 360, 640, {"elder": True, "size": 30}),
        Form("dark", 390, 844, {"theme": "dark"}),
        Form("elder-dark", 390, 844, {"elder": True, "size": 22, "theme": "dark"}),
        Form("english", 390, 844, {"lang": "en"}),
        Form("tablet", 1024, 768),
        Form("wall", 1920, 1080),
    )
}


@dataclass(frozen=True)
class Screen:
    """A screen to look at: the role that opens it (None: anybody), what must be there first, its path; see whose.py."""

    name: str
    path: str
    who: str | None = None
    ready: str = "main"
    forms: tuple[str, ...] = ("small", "phone", "elder", "elder30", "dark", "english")


DESK = ("small", "elder", "dark", "english", "tablet")

SCREENS = (
    Screen("lounge", "/"),
    Screen("feedback", "/feedback"),
    Screen("login", "/login"),
    Screen("sync", "/sync", "cadre"),
    Screen("round", "/round", "cadre"),
    Screen("household", "/households/{home}", "cadre"),
    Screen("visit", "/visit?household={home}", "cadre"),
    Screen("account", "/account", "cadre"),
    Screen("people", "/admin/people", "admin", forms=DESK),
    Screen("search", "/search", "cadre"),
    Screen("duplicates", "/admin/duplicates", "admin", forms=DESK),
    Screen("coverage", "/admin/coverage", "supervisor", forms=DESK),
    Screen("intervals", "/admin/visits", "admin", forms=DESK),
    Screen("needs", "/admin/needs", "admin", forms=DESK),
)


@cache
def axe_source() -> str:
    """axe-core, as npm put it beside the build."""
    return (ROOT / ".web" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def axe_problems(page: Any) -> list[str]:
    """What axe-core finds wrong on the page as it is, one line per rule with its first place. Empty is clean."""
    settle(page)
    page.evaluate(axe_source())
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def settle(page: Any) -> None:
    """Wait until what moves has arrived (a skeleton breathes for ever and is not waited for)."""
    page.evaluate(
        "Promise.allSettled(document.getAnimations()"
        ".filter(a => a.effect.getComputedTiming().endTime < Infinity).map(a => a.finished))"
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
