"""Text files: encodings, separators, quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.roster.plain import decode, read_text, separator_of
from app.households.roster.problems import Unreadable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_usual_encoding_is_recognised(encoding: str) -> None:
    assert decode("姓名,住址\n张三,兴华里３栋".encode(encoding)) == "姓名,住址\n张三,兴华里３栋"


def test_rare_characters_of_names_survive_gb18030() -> None:
    assert decode("姓名\n𠮷野㛃".encode("gb18030")) == "姓名\n𠮷野㛃"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(b"\x00\x01\x02")
    assert refused.value.problem.code == "file_unknown"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，", "；"])
def test_the_separator_is_the_regular_one(separator: str) -> None:
    lines = [
        separator.join(cells) for cells in (["姓名", "备注", "住址"], ["张三", "a b", "3-501"], ["李四", "", "3-502"])
    ]
    assert separator_of("\n".join(lines)) == separator


def test_commas_inside_remarks_do_not_win_over_the_separator() -> None:
    assert separator_of("姓名;备注\n张三;一,二,三\n李四;四,五") == ";"


def test_excels_separator_hint_is_followed_and_no_row() -> None:
    assert read_text(b"sep=;\r\na;b\r\n1,5;2")[0].rows == [["a", "b"], ["1,5", "2"]]


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    assert read_text(b'a,"b\nc"\nd,e')[0].rows == [["a", "b\nc"], ["d", "e"]]


@given(
    st.lists(st.lists(st.text(alphabet="张三3-501 \"'", max_size=8), min_size=2, max_size=2), min_size=3, max_size=6)
)
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, delimiter="\t").writerows(rows)
    assert read_text(out.getvalue().encode())[0].rows == rows
