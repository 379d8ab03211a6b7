"""The demo community on first start, and its sign-ins for as long as they work."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from app.accounts.models import Account
from app.households.models import Community
from app.shared.db import reading, transaction

if TYPE_CHECKING:
    from app.households.demo import SignIn  # type: ignore[import-not-found, unused-ignore]

FILE = "demo-sign-ins.json"
Say = Callable[[str], None]


def seed(home: Path, say: Say = print, *, beside: bool = False) -> list[SignIn]:
    """Write the demo community and remember its sign-ins. Raises `Refused` when there is a community already."""
    from app.households.demo import seed_demo  # its pools of names are read only when somebody wants the demo

    say("正在写入演示社区 · Writing the demo community…")
    with transaction() as session:
        result = seed_demo(session, beside=beside)
    _remember(home / FILE, result.sign_ins)
    say(f"演示社区 · Demo community: {result.households} 户, {result.people} 人")
    return result.sign_ins


def seed_when_empty(home: Path, say: Say = print) -> None:
    """On the very first start only: nobody and nothing is there yet."""
    with reading() as session:
        taken = session.exec(select(Community.id)).first() or session.exec(select(Account.id)).first()
    if not taken:
        seed(home, say)


def working_sign_ins(session: Session, home: Path) -> list[SignIn]:
    """The demo sign-ins whose account is still there with the demo's password. Empty without a demo."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    known: dict[tuple[str, str], bool] = {}

    def fits(password: str, hashed: str) -> bool:
        if (password, hashed) not in known:  # the demo hashes its one password once, so this costs one look
            try:
                known[password, hashed] = PasswordHasher().verify(hashed, password)
            except (Argon2Error, InvalidHashError):
                known[password, hashed] = False
        return known[password, hashed]

    if not (home / FILE).exists():
        return []
    printed = _remembered(home / FILE)
    query = select(Account).where(Account.login.in_([s.login for s in printed]), Account.disabled_at.is_(None))  # type: ignore[attr-defined, union-attr]
    hashes = {account.login: account.password_hash for account in session.exec(query)}
    return [s for s in printed if (found := hashes.get(s.login)) and fits(s.password, found)]


def _remember(file: Path, sign_ins: list[SignIn]) -> None:
    draft = file.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump([asdict(each) for each in sign_ins], out, ensure_ascii=False, indent=1)
    draft.replace(file)


def _remembered(file: Path) -> list[SignIn]:
    from app.households.demo import SignIn

    try:
        return [SignIn(**row) for row in json.loads(file.read_text(encoding="utf-8"))]
    except (ValueError, TypeError):
        return []
