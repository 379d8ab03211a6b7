"""`/account`: one's own devices and password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts import passwords
from app.accounts.models import SignInSession
from app.accounts.proving import prove
from app.accounts.rules import Actor
from app.accounts.rules.logins import check_password
from app.accounts.service.passwords import change_password, own_account
from app.accounts.service.sessions import own_sessions, revoke_session
from app.accounts.service.sign_in import Visitor, give_back
from app.accounts.session import session_id_of, who_is
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals


@dataclass
class DeviceRow:
    """A signed-in device."""

    id: str
    device: str
    address: str
    seen: str
    here: bool


class AccountState(rx.State):
    """The devices of whoever is signed in."""

    name: str = ""
    login: str = ""
    has_password: bool = True
    devices: rx.Field[list[DeviceRow]] = rx.field(default_factory=list)
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Who one is, and on which devices."""
        who, here = await who_is(self), await session_id_of(self)
        account = await read(own_account, who)
        self.name, self.login, self.has_password = account.name, account.login, account.password_hash is not None
        self.devices = [_device(row, row.id == here) for row in await read(own_sessions, who, now())]
        self.ready = True

    @rx.event
    @shows_refusals
    async def sign_out_device(self, session_id: str) -> Any:
        """End one of one's own sessions."""
        who = await who_is(self)
        await run(revoke_session, who, uuid_of(session_id), now())
        return [AccountState.load, say("那台设备已退出登录。")]

    @rx.event
    @shows_refusals
    async def new_password(self, form: dict[str, Any]) -> Any:
        """Change the password; every other device signs in again."""
        who, here = await who_is(self), await session_id_of(self)
        await _change(self, who, words_of(form, "current"), words_of(form, "password"), here)
        return [
            AccountState.load,
            say("密码已改好，别的设备要重新登录。"),
            rx.set_value("current", ""),
            rx.set_value("password", ""),
        ]


async def _change(state: Any, who: Actor, current: str, fresh: str, here: Any) -> None:
    account = await read(own_account, who)
    check_password(fresh, account.login)
    if account.password_hash is not None:
        attempt = await prove(account.login, current, Visitor(f"account:{account.id}"))
        await run(give_back, attempt, now())
    hashed = await passwords.make(fresh)
    await run(_store, who, hashed, here)


def _store(session: Session, who: Actor, hashed: str, here: Any) -> None:
    change_password(session, who, hashed, now(), keep=here)


def _device(row: SignInSession, here: bool) -> DeviceRow:
    return DeviceRow(str(row.id), row.device or "?", row.address, local_time(row.last_seen_at), here)
