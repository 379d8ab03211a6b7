"""What a few typed characters mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.rules.search import MAX_TEXT, Kind, read_search

N, L, T, P, I, D = Kind.NAME, Kind.LETTERS, Kind.TAIL, Kind.PHONE, Kind.IDENTITY, Kind.DOOR  # noqa: E741


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("王小明", [({N}, "王小明")]),
        ("阿依古丽·买买提", [({N}, "阿依古丽·买买提")]),
        ("侨苑", [({N}, "侨苑")]),
        ("WXM", [({L}, "wxm")]),
        ("wang xiao ming", [({L}, "wangxiaoming")]),
        ("lü bu", [({L}, "lvbu")]),
        ("O'Brien", [({L}, "obrien")]),
        ("1234", [({T, D}, "1234")]),
        ("００２ｘ", [({T, D}, "002x")]),
        ("154 0000 1234", [({P}, "15400001234")]),
        ("0592-5512345", [({P}, "0592-5512345")]),
        ("11010519491231002X", [({I}, "11010519491231002X")]),
        ("3-2-501", [({D}, "3-2-501")]),
        ("3栋 2单元 501", [({D}, "3栋2单元501")]),
        ("3 2 501", [({D}, "3-2-501")]),
        ("王 3栋", [({N}, "王"), ({D}, "3栋")]),
        ("陈，1234", [({N}, "陈"), ({T, D}, "1234")]),
        ("张三丰 zsf", [({N}, "张三丰"), ({L}, "zsf")]),
        ("", []),
        ("   ", []),
        ("''", []),
    ],
)
def test_a_text_is_read_as_people_mean_it(text: str, terms: list[tuple[set[Kind], str]]) -> None:
    assert [(set(t.kinds), t.text) for t in read_search(text)] == terms


@pytest.mark.parametrize(
    ("text", "doors"),
    [
        ("3-2-501", [("", "3", "2", "501")]),
        ("３号楼二单元５０１室", [("", "3", "2", "501")]),
        ("榕湾一里3栋2单元501", [("榕湾一里", "3", "2", "501")]),
        ("3-501", [("", "3", "", "501"), ("", "", "3", "501")]),
        ("3-2", [("", "3", "", "2"), ("", "3", "2", "")]),
        ("3栋", [("", "3", "", "")]),
        ("3", [("", "", "", "3"), ("", "3", "", "")]),
        ("501", [("", "", "", "501")]),
        ("A座1203", [("", "A", "", "1203")]),
    ],
)
def test_a_door_may_be_meant_in_more_than_one_way(text: str, doors: list[tuple[str, str, str, str]]) -> None:
    (term,) = read_search(text)
    assert [(a.estate, a.building, a.unit, a.room) for a in term.readings] == doors


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    terms = read_search(text)
    assert all(term.text for term in terms)
    assert sum(len(term.text) for term in terms) <= 8 * MAX_TEXT
