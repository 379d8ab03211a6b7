from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.health.service import ledger
from app.health.service.ledger import Gone, gone_keys, write_down
from tests.conftest import NOW

A, B, C = (UUID(int=number) for number in (1, 2, 3))
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "erased.jsonl"
    monkeypatch.setattr(ledger, "_file", lambda: made)
    return made


def test_what_was_erased_is_on_the_list_which_only_its_owner_reads(file: Path) -> None:
    assert gone_keys() == {}
    write_down(Gone("ka", A, NOW))
    write_down(Gone("kb", B, NOW))
    assert gone_keys() == {"ka": A, "kb": B}
    assert file.stat().st_mode & 0o777 == 0o600


def test_half_a_line_spoils_nothing(file: Path) -> None:
    write_down(Gone("ka", A, NOW))
    with file.open("a", encoding="utf-8") as out:
        out.write('{"key": "kb", "per\n{"key": 3}\n[]\n\n')
    write_down(Gone("kc", C, NOW))
    assert gone_keys() == {"ka": A, "kc": C}


def test_a_key_that_went_on_under_another_goes_once_that_was_erased() -> None:
    write_down(Gone("ka", A, NOW, into=B))
    assert gone_keys() == {}
    write_down(Gone("kb", B, NOW, into=C))
    write_down(Gone("kc", C, LATER))
    assert gone_keys() == {"ka": A, "kb": B, "kc": C}


def test_what_was_erased_before_the_two_were_made_one_says_nothing_of_the_other() -> None:
    write_down(Gone("kb", B, NOW))
    write_down(Gone("ka", A, LATER, into=B))
    assert gone_keys() == {"kb": B}
