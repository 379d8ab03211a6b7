"""What a roster can say about a person and a door, and how offices head those columns.

The first title of a field is the canonical one: the export writes it, and every title is read.
Standard items: GB/T 31000, GB/T 34300 (names as offices use them).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path


class Field(StrEnum):
    """One thing a column may hold."""

    ESTATE = "estate"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"
    ADDRESS = "address"
    RECORD = "record"  # our own key of the person, in an exported file
    HOUSEHOLD_NO = "household_no"
    HEAD_NAME = "head_name"
    RELATION = "relation"
    NAME = "name"
    SEX = "sex"
    IDENTITY_KIND = "identity_kind"
    IDENTITY_NO = "identity_no"
    BORN_ON = "born_on"
    ETHNICITY = "ethnicity"
    PHONE = "phone"
    RESIDENCY = "residency"
    MISMATCH = "mismatch"
    REGISTERED_AT = "registered_at"
    MARRIAGE = "marriage"
    EDUCATION = "education"
    POLITICS = "politics"
    EMPLOYMENT = "employment"
    EMERGENCY_NAME = "emergency_name"
    EMERGENCY_PHONE = "emergency_phone"
    CARE = "care"
    CARE_FLAG = "care_flag"  # a column per group: 是否独居 √
    GRID = "grid"
    USE = "use"
    TENURE = "tenure"
    MOVED_IN_ON = "moved_in_on"
    VERIFIED_ON = "verified_on"
    REMARK = "remark"
    UNUSED = "unused"  # known, but nothing to keep: 序号, 年龄


TITLES: dict[Field, list[str]] = {
    Field(name): titles
    for name, titles in tomllib.loads((Path(__file__).parent / "data" / "titles.toml").read_text("utf-8")).items()
}
CANONICAL = {field: titles[0] for field, titles in TITLES.items()}
DOOR = (Field.BUILDING, Field.UNIT, Field.FLOOR, Field.ROOM, Field.ADDRESS)

# When no title fits exactly: a word inside the header decides, first rule first.
_INSIDE: tuple[tuple[str, Field], ...] = (
    (r"(紧急|应急|监护人|家属|亲属).*(电话|手机|联系方式|号码)", Field.EMERGENCY_PHONE),
    (r"(紧急|应急)联系人|监护人", Field.EMERGENCY_NAME),
    (r"网格(员|长)|楼栋?长|采集人|核实人|登记人|填表人|配偶|年龄|周岁", Field.UNUSED),
    (r"证件类(型|别)", Field.IDENTITY_KIND),
    (r"身份证|公民身份|证件号", Field.IDENTITY_NO),
    (r"户主.*姓名", Field.HEAD_NAME),
    (r"户主.*关系|关系.*户主", Field.RELATION),
    (r"^(户籍|户口).*(地|址)", Field.REGISTERED_AT),
    (r"出生(日期|年月)", Field.BORN_ON),
    (r"(居住|现住|家庭|房屋|详细|实住).*(地址|住址|详址)", Field.ADDRESS),
    (r"(联系|手机|移动|本人|固定).*(电话|方式|号码)|^(电话|手机|联系电话|手机号码?|联系方式)\d$", Field.PHONE),
    (r"楼栋?.*单元.*(室|房|门牌|户)", Field.ADDRESS),
    (r"重点(人群|人员|对象|关注)|特殊(人群|群体)|人群(标签|类)", Field.CARE),
    (r"(房|室|门牌)号码?$", Field.ROOM),
    (r"^姓名|姓名$", Field.NAME),
    (r"备注", Field.REMARK),
)


def plain_title(text: str) -> str:
    """A header without blanks, stars, brackets and what they enclose: ``* 身份证 号（必填）`` → ``身份证号``."""
    flat = unicodedata.normalize("NFKC", text)
    flat = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|<[^>]*>", "", flat)
    return re.sub(r"[\s*:：#★●_\-—.。,、;]+", "", flat)


@cache
def _by_title() -> dict[str, tuple[Field, int]]:
    """Every title → its field and rank (0 is the canonical one)."""
    return {plain_title(title): (field, rank) for field, titles in TITLES.items() for rank, title in enumerate(titles)}


@lru_cache(maxsize=4096)
def field_of(header: str) -> tuple[Field, int] | None:
    """The field a header means and how good a name it is (0 best), or ``None``."""
    plain = plain_title(header)
    if not plain or len(plain) > 24:
        return None
    if known := _by_title().get(plain) or _by_title().get(re.sub(r"\d$", "", plain)):
        return known
    return next(((field, 99) for pattern, field in _INSIDE if re.search(pattern, plain)), None)
