"""Argon2id with the second recommended option of RFC 9106 §4: 64 MiB, 3 passes, 4 lanes.

A check takes a good part of a second of a core, on purpose. It never runs inside a transaction, and in a pool of its
own that lets few run at once: a flood of guesses fills neither the memory nor the threads that others wait for.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.shared.crypto import LOSSLESS

AT_ONCE = 2
_pool = ThreadPoolExecutor(AT_ONCE, "argon2")
_hasher = PasswordHasher()

# The hash of a random text nobody kept, made with the parameters above.
DECOY = "$argon2id$v=19$m=65536,t=3,p=4$UNUiJVmoyfNIiN+cf2IuQA$orqP4e5mmuq9L26X86JOipgJqUZR8aLDQg3BWpu2GpE"


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password.encode(*LOSSLESS))


def matches(password: str, stored: str | None) -> bool:
    """Whether it is this password. Without a stored one the same work is done: nobody can tell by the clock."""
    try:
        return _hasher.verify(stored or DECOY, password.encode(*LOSSLESS)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether the parameters have become stronger since; the next sign-in then renews the hash."""
    return _hasher.check_needs_rehash(stored)


async def check(password: str, stored: str | None) -> bool:
    """`matches`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, matches, password, stored)


async def make(password: str) -> str:
    """`hash_password`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, hash_password, password)
