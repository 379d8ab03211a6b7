"""What may be an account name and a password."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from app.shared.errors import Refused

LOGIN = re.compile(r"[\w.@+-]{2,64}")
# NIST SP 800-63B: at least 8, allow long ones, no rules about kinds of characters, refuse the ones everybody tries.
SHORTEST, LONGEST = 8, 256
COMMON = frozenset([
    "12345678", "123456789", "1234567890", "87654321", "11111111", "88888888", "66668888", "11223344", "12341234",
    "123123123", "147258369", "password", "passw0rd", "password1", "password123", "qwertyui", "qwertyuiop", "1qaz2wsx",
    "abcd1234", "1234abcd", "a1234567", "a12345678", "aa123456", "abc12345", "admin123", "administrator", "iloveyou",
    "woaini1314", "5201314520", "linju123", "linjulinju",
])  # fmt: skip


def clean_login(text: str) -> str:
    """An account name as it is stored and compared: full-width and capital letters do not make another person."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def countable(login: str) -> str:
    """The name under which tries are counted: nothing that cannot be an account reaches the database as it is."""
    return login if LOGIN.fullmatch(login) else "?" + sha256(login.encode(errors="replace")).hexdigest()[:32]


def check_login(text: str) -> str:
    """The clean name. Raises `Refused`."""
    login = clean_login(text)
    if not LOGIN.fullmatch(login):
        raise Refused("bad_login", "账号要 2 到 64 个字：字母、数字、汉字或 . _ - @ +。", field="login")
    return login


def check_password(password: str, login: str) -> None:
    """Raises `Refused` for a password that is too easy to guess."""
    if len(password) < SHORTEST:
        raise Refused("short_password", "密码至少 {least} 个字。", field="password", least=SHORTEST)
    if len(password) > LONGEST:
        raise Refused("long_password", "密码最多 {most} 个字。", field="password", most=LONGEST)
    if password.casefold() in COMMON | {login} or len(set(password)) < 3:
        raise Refused("common_password", "这个密码太常见，别人一猜就中。请换一个。", field="password")
