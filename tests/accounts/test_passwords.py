"""Argon2id as RFC 9106 recommends it, and the same work for everybody."""

from __future__ import annotations

import asyncio

from argon2 import Type, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from app.accounts import passwords


def test_a_password_is_kept_as_argon2id_with_the_recommended_parameters() -> None:
    found = extract_parameters(passwords.hash_password("lin-ju-2026"))
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost) == (RFC_9106_LOW_MEMORY.memory_cost, RFC_9106_LOW_MEMORY.time_cost)
    assert found.salt_len >= 16


def test_an_unknown_account_costs_the_same_work_as_a_known_one() -> None:
    assert extract_parameters(passwords.DECOY) == extract_parameters(passwords.hash_password("x"))


def test_only_the_password_itself_matches(quick_hashes: None) -> None:
    stored = passwords.hash_password("lin-ju-2026")
    assert asyncio.run(passwords.check("lin-ju-2026", stored))
    assert not passwords.matches("lin-ju-2027", stored)
    assert not passwords.matches("", stored)
    assert not passwords.matches("lin-ju-2026", None)
    assert not passwords.matches("lin-ju-2026", "not a hash")


def test_the_decoy_lets_nobody_in(quick_hashes: None) -> None:
    assert not passwords.matches("nobody", None), "even the decoy's own password"


def test_a_hash_with_weaker_parameters_is_noticed(quick_hashes: None) -> None:
    strong = passwords.DECOY
    weak = asyncio.run(passwords.make("x"))
    assert not passwords.outdated(weak)
    assert not passwords.outdated(strong)


def test_a_weak_hash_is_outdated_by_the_parameters_in_use() -> None:
    from tests.accounts.conftest import QUICK

    assert passwords.outdated(QUICK.hash("x"))
