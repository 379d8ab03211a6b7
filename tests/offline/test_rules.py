"""Digests, differences, receipt numbers, lost work."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.offline.rules import canonical, changed_fields, difference, receipt_number
from app.shared.ids import new_id

rows = st.dictionaries(st.text(max_size=4), st.text(max_size=2), max_size=8)


def test_the_order_of_keys_does_not_change_the_canonical_text() -> None:
    assert canonical({"b": 1, "a": {"d": "门", "c": 2}}) == canonical({"a": {"c": 2, "d": "门"}, "b": 1})


def test_the_canonical_text_is_the_one_the_phone_hashes() -> None:
    assert canonical({"note": "老人\n“好”", "n": 1, "x": None}) == '{"n":1,"note":"老人\\n“好”","x":null}'


@given(rows, rows)
def test_applying_the_difference_gives_what_the_server_has(had: dict[str, str], has: dict[str, str]) -> None:
    told = difference(had, has)
    phone = {key: value for key, value in had.items() if key not in told.gone}
    phone |= {key: has[key] for key in told.changed}
    assert phone == has


@given(rows)
def test_nothing_changed_is_an_empty_difference(had: dict[str, str]) -> None:
    told = difference(had, had)
    assert not told.changed
    assert not told.gone


def test_a_receipt_number_can_be_read_aloud_and_comes_from_the_id() -> None:
    command = UUID("0192f0c1-2f3a-7abc-8def-0123456789ab")
    assert receipt_number(command, date(2026, 3, 2)) == "260302-4D2PF2DB"
    assert receipt_number(new_id(), date(2026, 3, 2)) != receipt_number(new_id(), date(2026, 3, 2))


def test_two_versions_of_a_command_name_the_fields_that_differ() -> None:
    assert changed_fields({"data": {"note": "a", "mode": "visit"}}, {"data": {"note": "b", "people": []}}) == [
        "mode", "note", "people",
    ]  # fmt: skip
