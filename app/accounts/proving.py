"""Proving a password: counted, checked, and its hash renewed when our parameters have become stronger."""

from __future__ import annotations

from app.accounts import passwords
from app.accounts.service.sign_in import Attempt, Visitor, begin_sign_in, renew_hash, wrong
from app.shared.clock import now
from app.shared.db import run


async def prove(login: str, password: str, visitor: Visitor) -> Attempt:
    """The try, if it was right. It still counts as failed until `finish_sign_in` or `give_back`.

    Raises `TooMany` before checking anything, `Refused` for a wrong password, an unknown name, a disabled account.
    """
    attempt = await run(begin_sign_in, login, visitor, now())
    if not await passwords.check(password, attempt.password_hash) or attempt.account_id is None:
        raise wrong()
    if attempt.password_hash and passwords.outdated(attempt.password_hash):
        fresh = await passwords.make(password)
        await run(renew_hash, attempt.account_id, attempt.password_hash, fresh)
    return attempt
