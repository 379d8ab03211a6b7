"""Closed lists and the words that say nothing."""

from __future__ import annotations

import pytest

from app.households.models import Residency
from app.households.roster.fields import Field
from app.households.roster.words import is_nothing, is_unknown, kept_relation, kept_word, words_of


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        (Field.SEX, "女性", "女"), (Field.SEX, "1", "男"), (Field.ETHNICITY, "汉", "汉族"), (Field.ETHNICITY, "01",
        "汉族"),
        (Field.ETHNICITY, "畲族", "畲族"), (Field.MARRIAGE, "离异", "离婚"), (Field.EDUCATION, "大学", "本科"),
        (Field.POLITICS, "党员", "中共党员"), (Field.POLITICS, "致公党", "致公党党员"), (Field.MISMATCH, "空挂户",
        "户在人不在"),
        (Field.RESIDENCY, "暂住人口", Residency.FLOATING), (Field.RESIDENCY, "台胞", Residency.OVERSEAS),
        (Field.EDUCATION, "60-高中", "高中"), (Field.SEX, "保密", None), (Field.ETHNICITY, "火星族", None),
    ],
)  # fmt: skip
def test_each_word_has_one_that_is_kept(field: Field, written: str, kept: str | None) -> None:
    assert kept_word(field, written) == kept


def test_a_kept_word_is_kept_as_it_is() -> None:
    for field in (Field.SEX, Field.MARRIAGE, Field.EDUCATION, Field.POLITICS, Field.MISMATCH, Field.ETHNICITY):
        for word in words_of(field).rstrip("…").split("、"):
            assert kept_word(field, word) == word


def test_not_known_and_there_is_none_are_two_things() -> None:
    assert is_unknown("不详") and is_unknown(" / ") and not is_unknown("无")
    assert is_nothing("无") and not is_nothing("不详")


def test_the_head_has_one_word() -> None:
    assert kept_relation("本人（户主）") == kept_relation("本人") == "户主"
    assert kept_relation(" 长 子 ") == "长子"
