"""Addresses in every spelling that offices use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.households.numerals import to_chinese
from app.households.spelling import AddressError, address_from_columns, parse_address

SPELLINGS = {
    "3栋2单元501": [
        "3-2-501", "３号楼二单元５０１室", "三栋二单元五〇一", "3#2单元501", "3#-2-501",
        "3号楼-2-501", "3幢2梯501", "3楼2单元501",
        "3号2单元501", "3栋2门501", "3栋2-501", "3—2—501", "3.2.501", "3/2/501", "3 2 501",
        "3 栋 2 单元 501 室", "第3栋第2单元501",
        "3栋2单元5楼01", "3栋2单元5层1室", "3-2-5-1", "3-2-5-501", "3栋2单元501(出租)",
        "3棟2單元501號", "03栋02单元0501",
        "厦门市湖里区殿前街道兴华社区3栋2单元501",
    ],
    "3栋501": ["3-501", "3#501", "3#楼501", "3号楼501室", "3栋501号", "3栋501户", "3楼501"],
    "A座1203": ["A1203", "A-1203", "a座1203", "Ａ栋１２０３室", "A-1203室"],
    "兴华里小区3栋2单元501": [
        "兴华里小区 3-2-501", "福建省厦门市湖里区兴华社区兴华里小区3号楼2单元501室", "兴华里3栋2单元501",
    ],
    "莲花路12号501": ["莲花路12号501室", "莲花路十二号501", "厦门市湖里区莲花路12号501"],
    "12号之一501": ["12号之一501室", "12号之1 501", "12-1号501"],
    "501之二": ["501之2", "501-2", "501附2号", "501室之二"],
    "3栋负1层03": ["3栋负一层03", "3栋-1层03", "3栋地下1层3号", "3栋B1-03"],
    "3栋2单元5层东户": ["3栋2单元五楼东户"],
    "3栋2单元501A": ["3栋2单元501室A", "3-2-501A"],
    "综合楼302": ["综合楼302室"],
    "3栋A座1203": ["3栋A座1203室"],
    "2单元501": ["二单元501室"],
    "501": ["501室", "五〇一室"],
    "后坑社123号": ["后坑社 123 号"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("label", "spelling"), [(label, spelling) for label, spellings in SPELLINGS.items() for spelling in spellings]
)
def test_spellings_of_one_door_are_one_door(label: str, spelling: str) -> None:
    assert parse_address(spelling).climb_key == parse_address(label).climb_key


@pytest.mark.parametrize("label", SPELLINGS)
def test_a_canonical_spelling_stays_as_it_is(label: str) -> None:
    assert parse_address(label).label == label


def test_different_doors_stay_different() -> None:
    labels = [
        *SPELLINGS,
        "3栋1单元501",
        "兴隆里3栋2单元501",
        "3栋2单元502",
        "3栋2单元501B",
        "12号之二501",
        "3栋2单元5层西户",
    ]
    assert len({parse_address(label).climb_key for label in labels}) == len(labels)


@given(st.integers(1, 30), st.integers(1, 9), st.integers(1, 33), st.integers(1, 12))
def test_any_numbered_door_in_any_spelling(building: int, unit: int, floor: int, door: int) -> None:
    room = f"{floor}{door:02d}"
    spellings = [
        f"{building}-{unit}-{room}", f"{building}号楼{unit}单元{room}室",
        f"{to_chinese(building)}幢{to_chinese(unit)}单元{room}",
        f"{building}#{unit}单元{floor}层{door}室", f"{building}栋{unit}单元{to_chinese(floor)}楼{door:02d}",
    ]  # fmt: skip
    keys = {parse_address(spelling).climb_key for spelling in spellings}
    assert keys == {address_from_columns("", f"{building}", f"{unit}", "", room).climb_key}


ALPHABET = "0123456789AB一二十栋幢座号楼单元梯门层室房之附负#-里东厦 小区"


@settings(deadline=None)
@given(st.text(alphabet=ALPHABET, min_size=1, max_size=14))
def test_a_label_always_reads_back_whatever_was_typed(text: str) -> None:
    try:
        address = parse_address(text)
    except AddressError:
        return
    assert parse_address(address.label) == address


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        assert parse_address(text).label
    except AddressError as wrong:
        assert wrong.code in ("address_empty", "address_long")


def test_a_door_that_has_only_a_name_keeps_it() -> None:
    assert parse_address("河边铁皮房").room == "河边铁皮房"
    assert parse_address("3栋物业用房").label == "3栋物业用房"


@pytest.mark.parametrize(
    ("text", "code"), [("", "address_empty"), ("—／", "address_empty"), ("楼" * 80, "address_long")]
)
def test_what_names_no_door_is_refused(text: str, code: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("columns", "label"),
    [
        (("兴华里", "3号楼", "二", "", "501室"), "兴华里3栋2单元501"),
        (("", "3", "2", "5", "1"), "3栋2单元501"),
        (("", "A", "", "", "1203"), "A座1203"),
        (("", "3", "", "", "3-2-501"), "3栋2单元501"),
        (("", "3", "2", "", "3栋2单元501"), "3栋2单元501"),
        (("", "3", "2", "", "2-501"), "3栋2单元501"),
        (("", "12号", "", "", "501"), "12号501"),
        (("", "12号", "2", "", "501"), "12栋2单元501"),
        (("", "综合楼", "", "", "302"), "综合楼302"),
        (("", "3楼", "东单元", "", "501"), "3栋东单元501"),
        (("", "", "", "", "501号"), "501"),
        (("万科2", "3", "", "", "501"), "万科23栋501"),
    ],
)
def test_columns_make_one_address(columns: tuple[str, str, str, str, str], label: str) -> None:
    assert address_from_columns(*columns).label == label


def test_an_estate_that_ends_in_a_number_is_kept_apart_from_its_building() -> None:
    address = address_from_columns("万科2", "3", "", "", "501")
    assert (address.estate, address.building) == ("万科2", "3")
