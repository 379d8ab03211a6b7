"""The scanner's screen: every verdict has its words, and a server is not needed."""

from __future__ import annotations

import re

import pytest

from app.events.page.door import door_screen
from app.events.page.door_camera import camera
from app.events.page.door_verdict import AGAIN, GOOD, WAIT, verdict
from app.events.rules.admission import LETS_IN, STANDS, Verdict

NOT_WITH_A_PASS = {Verdict.STAFF, Verdict.FORGED, Verdict.EXPIRED, Verdict.NEEDS_PIN, Verdict.NEEDS_NAME}


@pytest.mark.parametrize("code", sorted(set(Verdict) - NOT_WITH_A_PASS))
def test_every_verdict_about_a_pass_has_its_own_words_and_next_step(code: Verdict) -> None:
    assert str(verdict()).count(f'"{code}"') >= 2  # once what it is, once what to do


def test_green_is_what_opens_the_door_and_amber_what_a_person_may_decide() -> None:
    assert set(GOOD) >= LETS_IN
    assert not {*GOOD, *AGAIN} & STANDS
    assert set(WAIT) - STANDS == {Verdict.UNKNOWN}  # nobody knows whom: noted for the server to look up


@pytest.mark.parametrize("state", ["refused", "none", "busy", "frozen", "insecure", "home_screen", "unsupported"])
def test_every_trouble_with_a_camera_has_its_sentence(state: str) -> None:
    assert f'"{state}"' in str(camera())


def test_the_screen_asks_no_server_and_the_video_is_always_there() -> None:
    page = str(door_screen())
    assert not re.search(r"reflex___state|\bstate\.", page)
    assert page.count('id:"door-camera"') == 1
