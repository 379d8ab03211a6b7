"""Which column holds what, by its title."""

from __future__ import annotations

import pytest

from app.households.roster.fields import CANONICAL, TITLES, Field, field_of, plain_title


def test_every_field_has_titles_and_no_title_means_two_fields() -> None:
    assert set(TITLES) == set(Field) - {Field.CARE_FLAG}
    titles = [plain_title(title) for titles in TITLES.values() for title in titles]
    assert len(titles) == len(set(titles))


def test_a_canonical_title_is_the_best_name_of_its_field() -> None:
    assert all(field_of(title) == (field, 0) for field, title in CANONICAL.items())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("* 姓  名", Field.NAME), ("身份证\n号码（必填）", Field.IDENTITY_NO), ("居民身份证件号码", Field.IDENTITY_NO),
        ("联系电话1", Field.PHONE), ("联系方式【手机】", Field.PHONE), ("与户主关系：", Field.RELATION),
        ("户籍所在地详细地址", Field.REGISTERED_AT),
        ("现居住地址（小区-楼栋-单元-室号）", Field.ADDRESS), ("楼栋-单元-房号", Field.ADDRESS),
        ("紧急联系人及电话", Field.EMERGENCY_PHONE),
        ("网格员姓名", Field.UNUSED), ("是否重点人群", Field.CARE), ("Ｎｏ．", Field.UNUSED),
        ("被监护人", Field.EMERGENCY_NAME),
    ],
)  # fmt: skip
def test_titles_are_understood_as_offices_write_them(header: str, field: Field) -> None:
    known = field_of(header)
    assert known is not None and known[0] is field


@pytest.mark.parametrize("header", ["血脂", "", "（必填）", "本表由社区填写，请于每月五日前报街道办事处，逾期不候"])
def test_an_unknown_title_is_no_field(header: str) -> None:
    assert field_of(header) is None
