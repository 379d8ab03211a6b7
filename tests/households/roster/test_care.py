"""Care groups out of free text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.households.roster import care as care_module
from app.households.roster.care import PLATFORM_CODES, group_of_header, read_care

PLATFORM = Path(care_module.__file__).parents[1] / "data" / "key_person_types_sw_platform.csv"


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("独居老人", ["elder_alone"], ""),
        ("独居、低保；听力不好", ["elder_alone", "subsistence_allowance"], "听力不好"),
        ("低保边缘家庭", ["marginal_low_income"], ""),
        ("独居老人和高龄老人", ["elder_alone", "advanced_age"], ""),
        ("独居高龄老人", ["elder_alone", "advanced_age"], ""),
        ("事实无人抚养儿童", ["de_facto_unattended_child"], ""),
        ("留守儿童", ["child_left_behind"], ""),
        ("留守老人", ["elder_left_behind"], ""),
        ("单身特困母亲", ["single_mother_hardship"], ""),
        ("刚性支出(支出型)困难家庭", ["expenditure_hardship"], ""),
        ("肢体残疾四级", ["person_with_disability"], "肢体残疾四级"),
        ("严重精神障碍患者", ["severe_mental_disorder"], ""),
        ("残疾军人", ["veteran_benefit"], ""),
        ("完全失能", ["disabled_daily_living"], ""),
        ("非低保", [], "非低保"),
        ("不是独居", [], "不是独居"),
        ("已退出低保", [], "已退出低保"),
        ("疑似失智", [], "疑似失智"),
        ("半失能", [], "半失能"),
        ("照顾失能母亲", [], "照顾失能母亲"),
        ("母亲是低保户", [], "母亲是低保户"),
        ("空巢（夫妻）", ["empty_nest"], "空巢(夫妻)"),
        ("", [], ""),
    ],
)
def test_groups_and_the_rest(text: str, codes: list[str], rest: str) -> None:
    care = read_care(text, False)
    assert (list(care.codes), care.rest) == (codes, rest)


def test_a_severe_disability_is_another_group_for_the_old() -> None:
    assert read_care("残疾二级", True).codes == ("elder_severe_disability",)
    assert read_care("残疾二级", False).codes == ("person_with_disability",)
    assert read_care("特殊困难重度残疾人", False).codes == ("severe_disability_hardship",)


@pytest.mark.skipif(not PLATFORM.exists(), reason="the list is not shipped")
def test_the_names_of_the_platforms_list_are_its_codes() -> None:
    with PLATFORM.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        expected = PLATFORM_CODES[row["code"]]
        assert read_care(row["name_zh"], False).codes == (expected,), row
        assert read_care(row["code"], False, (), True).codes == (expected,)


def test_numbers_are_codes_only_in_a_column_for_groups() -> None:
    assert read_care("8、1", False, (), True).codes == ("elder_alone", "subsistence_allowance")
    assert read_care("8", False).codes == ()


def test_a_name_of_the_communitys_own_may_hold_a_comma() -> None:
    own = (("高血压、糖尿病患者", "chronic_disease"), ("爱心食堂用户", "canteen"))
    care = read_care("高血压、糖尿病患者、爱心食堂用户、独居", False, own)
    assert set(care.codes) == {"chronic_disease", "canteen", "elder_alone"}


@pytest.mark.parametrize(
    ("header", "code"),
    [("是否独居", "elder_alone"), ("低保户", "subsistence_allowance"), ("残疾等级", "person_with_disability"),
     ("是否为失能老人", "disabled_daily_living"), ("残疾证号", "person_with_disability"), ("姓名", None),
     ("独居老人数量", None)],
)  # fmt: skip
def test_a_column_may_stand_for_one_group(header: str, code: str | None) -> None:
    assert group_of_header(header) == code
