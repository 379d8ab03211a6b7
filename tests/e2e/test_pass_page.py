"""A resident's own pass on their own phone, every state of it: axe-core finds nothing, all can be read and hit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from app.passes.models import ResidentPass
from app.shared.clock import now
from tests.e2e.doors import TOKENS, give_passes
from tests.e2e.installation import Installation
from tests.e2e.looks import FORMS, RULES, axe_problems, overflow, small_letters, small_targets

TOKEN = TOKENS["林阿婆"][0]


def flaws(page: Any) -> list[str]:
    wide = ["too wide"] if overflow(page) > 0 else []
    return [*axe_problems(page, RULES), *small_targets(page, 60), *small_letters(page, 18), *wide]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_state_of_a_pass_is_accessible_and_fits_a_small_phone(
    server: Installation, browse: Callable, language: str, colours: str
) -> None:
    give_passes(server)
    page = browse(**FORMS["small"].options(), color_scheme=colours)
    page.context.add_cookies([{"name": "linju-lang", "value": language, "url": server.url}])
    wrong = {}

    def look(name: str) -> None:
        if found := flaws(page):
            wrong[name] = found

    page.goto(f"{server.url}/p/{TOKEN}")
    page.locator("summary").click()
    look("new, PIN unfolded")
    page.locator("input[name=pin]").fill("12")
    page.locator("button[value=pin]").click()
    look("PIN too short")
    page.locator("input[name=pin]").fill("2468")
    page.locator("button[value=pin]").click()
    look("known, with a PIN")
    page.locator("button[value=forget]").click()
    look("forgotten, asks for the PIN")
    page.goto(f"{server.url}/p/{TOKENS['陈大文'][0][::-1]}")
    look("no such pass")
    with Session(server.engine) as session, session.begin():
        session.exec(select(ResidentPass).where(ResidentPass.token == TOKEN)).one().revoked_at = now()
    page.goto(f"{server.url}/p/{TOKEN}")
    look("revoked")
    assert wrong == {}
