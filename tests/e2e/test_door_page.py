"""The page behind the code at the door, every view of it: axe-core finds nothing, all can be read and hit."""

from __future__ import annotations

import pytest

from app.events.door.html import draw
from app.events.door.views import VIEWS, Page
from tests.e2e.looks import FORMS, RULES, axe_problems, overflow, small_letters, small_targets

WHEN = "11月24日 周二 14:00–16:00"
VALUES = {
    "name": "欧阳建国", "when": "14:03", "place": "12", "opens": "11月24日 周二 13:00", "starts": WHEN,
    "why": "台风，改到下周二下午。", "seconds": "30",
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_view_is_accessible_and_fits_a_small_phone(browse, language: str, colours: str) -> None:
    page = browse(**FORMS["small"].options(), color_scheme=colours)
    wrong = {}
    for view in VIEWS:
        shown = Page(
            view, "闽南童谣下午场", (WHEN, "邻聚公共客厅"), VALUES, {"name": "林", "pass": "ABC234"},
            family=view in ("enter", "already"), wait=view == "full", wrong="pass" if view == "revoked" else "",
        )  # fmt: skip
        page.set_content(draw(shown, language)[0])
        found = [
            *axe_problems(page, RULES), *small_targets(page, 60), *small_letters(page, 18),
            *(["too wide"] if overflow(page) > 0 else []),
        ]  # fmt: skip
        wrong |= {view: found} if found else {}
    assert wrong == {}
