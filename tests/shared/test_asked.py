"""A handler survives whatever a browser sends."""

from __future__ import annotations

from typing import Any

import pytest

from app.shared.asked import uuid_of, words_of
from app.shared.errors import NotFound
from app.shared.ids import new_id


def test_an_id_is_read() -> None:
    made = new_id()
    assert uuid_of(str(made)) == made


@pytest.mark.parametrize("sent", [None, "", "x", 1, 1.5, [], {}, b"x", True, {"a": 1}])
def test_anything_else_is_not_found(sent: Any) -> None:
    with pytest.raises(NotFound):
        uuid_of(sent)


@pytest.mark.parametrize("sent", [None, "x", 1, [], {}, {"name": None}, {"name": 1}, {"name": ["a"]}])
def test_a_missing_field_is_empty(sent: Any) -> None:
    assert words_of(sent, "name") == ""
    assert words_of({"name": "张姐"}, "name") == "张姐"
