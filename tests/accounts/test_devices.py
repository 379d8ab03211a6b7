"""A browser's proof of earlier sign-ins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.devices import AT_MOST, device_name, known_device, remember
from app.shared.ids import new_id

ME, YOU = new_id(), new_id()


def test_a_device_is_known_to_the_accounts_it_signed_in_to() -> None:
    mine = remember(None, ME)
    assert known_device(mine, ME)
    assert known_device(mine, YOU) is None
    shared = remember(mine, YOU)
    assert known_device(shared, ME) == known_device(shared, YOU) == known_device(mine, ME)


def test_signing_in_again_changes_nothing() -> None:
    mine = remember(None, ME)
    assert remember(mine, ME) == mine


def test_a_shared_tablet_remembers_the_latest_accounts() -> None:
    proof, people = None, [new_id() for _ in range(AT_MOST + 3)]
    for person in people:
        proof = remember(proof, person)
    assert [bool(known_device(proof, person)) for person in people] == [False] * 3 + [True] * AT_MOST


@given(st.text(alphabet="0123456789abcdef.", max_size=400))
def test_nothing_made_up_is_a_proof(text: str) -> None:
    assert known_device(text, ME) is None
    assert known_device(remember(text, YOU), ME) is None


@pytest.mark.parametrize("other", ["0" * 32, "f" * 32])
def test_the_digest_of_one_device_is_none_for_another(other: str) -> None:
    _, digest = remember(None, ME).split(".")
    assert known_device(f"{other}.{digest}", ME) is None


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 12) Chrome/99 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/114 ArkWeb/4.1 HuaweiBrowser/5.0", "华为浏览器 · HarmonyOS"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_person_can_tell_their_devices_apart(agent: str, name: str) -> None:
    assert device_name(agent) == name
