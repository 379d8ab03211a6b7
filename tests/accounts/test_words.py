"""Every role and every recorded action has words."""

from __future__ import annotations

import re
from pathlib import Path

from app.accounts.models import Role
from app.accounts.rules import Permission
from app.accounts.words import ACTIONS, THINGS, role_words

APP = Path(__file__).parents[2] / "app"


def test_every_role_has_a_name() -> None:
    assert set(role_words()) == set(Role)


def test_every_action_that_the_code_records_has_words() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in APP.rglob("*.py"))
    said = set(re.findall(r'(?:record|note_about)\(\s*session,\s*\w+,\s*"([a-z_]+:[a-z_]+)"', code))
    said |= {Permission[name].value for name in re.findall(r"record\(session, who, Permission\.(\w+)\.value", code)}
    kinds = re.findall(r"= Kind\(\w+, \w+, LIMITS, Permission\.(\w+)", code)  # events/service/settings.py
    assert len(kinds) == 3
    said |= {Permission[name].value for name in kinds}
    assert len(said) > 10
    assert said <= set(ACTIONS)
    assert {action.partition(":")[0] for action in said} <= set(THINGS)
