"""What a phone keeps, as Vars."""

from dataclasses import dataclass

import reflex as rx

from app.offline.local import account, local, records, sync


@dataclass
class Door:
    id: str = ""
    label: str = ""


def test_rows_of_a_view_are_drawn_without_a_server() -> None:
    rows = local("round", Door)
    drawn = rx.foreach(rows, lambda row: rx.el.li(row.label))
    assert "label" in str(drawn)
    assert 'useLocal("view:round", [])' in rows._get_all_var_data().hooks[0]


def test_records_and_counts_have_complete_defaults() -> None:
    assert "errors" in str(rx.foreach(records(), lambda record: rx.el.p(record.errors.length())))
    assert '["unsent"] : 0' in sync().unsent._get_all_var_data().hooks[0]
    assert '["roles"] : []' in account().roles._get_all_var_data().hooks[0]
