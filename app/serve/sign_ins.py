"""The sign-ins of the demo community, for as long as they work: `make run` prints them at every start."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from sqlmodel import Session, select

from app.accounts.models import Account
from app.households.demo import SignIn
from app.passes.models import ResidentPass

FILE = "demo-sign-ins.json"


def remember(home: Path, sign_ins: list[SignIn]) -> None:
    """Keep them in the data folder, readable by its owner only."""
    file = home / FILE
    draft = file.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump([asdict(each) for each in sign_ins], out, ensure_ascii=False, indent=1)
    draft.replace(file)


def table(sign_ins: list[SignIn]) -> str:
    """One line each: login, password, who it is."""
    wide = max((len(each.login) for each in sign_ins), default=0)
    return "\n".join(f"  {each.login:<{wide}}  {each.password}  {each.title} {each.name}" for each in sign_ins)


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
    passes = select(ResidentPass).where(ResidentPass.short_code.in_([s.login for s in printed]))  # type: ignore[attr-defined]
    in_force = session.exec(passes.where(ResidentPass.revoked_at.is_(None)))  # type: ignore[union-attr]
    hashes |= {one.short_code: one.pin_hash for one in in_force}  # six letters and a PIN, no account's password
    return [s for s in printed if (found := hashes.get(s.login)) and fits(s.password, found)]


def _remembered(file: Path) -> list[SignIn]:
    try:
        return [SignIn(**row) for row in json.loads(file.read_text(encoding="utf-8"))]
    except (ValueError, TypeError):
        return []
