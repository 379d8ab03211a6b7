"""Names as a thumb types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.names import MAX_INITIALS, MAX_PINYIN, family_name, spell


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王小明", "wangxiaoming", "wxm"),
        ("吕布", "lvbu", "lb"),
        ("单雄", "shanxiong", "sx"),
        ("曾国藩", "zengguofan", "zgf"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("乐嘉", "yuejia", "yj"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("John Smith", "johnsmith", "js"),
        ("José Díaz", "josediaz", "jd"),
        ("Ｗang", "wang", "w"),
        (" 王 小明 ", "wangxiaoming", "wxm"),
        ("", "", ""),
        ("··", "", ""),
    ],
)
def test_a_name_is_spelt_as_people_type_it(name: str, pinyin: str, initials: str) -> None:
    spelling = spell(name)
    assert (spelling.pinyin, spelling.initials) == (pinyin, initials)


@given(st.text(max_size=80))
def test_any_text_has_a_spelling_that_fits_the_table(name: str) -> None:
    spelling = spell(name)
    assert len(spelling.pinyin) <= MAX_PINYIN and len(spelling.initials) <= MAX_INITIALS
    assert spelling.pinyin == spelling.pinyin.lower() and (spelling.pinyin + spelling.initials).isascii()
    assert bool(spelling.pinyin) == bool(spelling.initials)


def test_a_two_character_family_name_needs_a_given_name() -> None:
    assert family_name("欧阳修") == "欧阳"
    assert family_name("欧阳") == "欧"
