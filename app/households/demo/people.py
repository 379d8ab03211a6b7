"""The people of the demo as rows of `Person`. Nobody's data: see `draw.Numbers`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from app.households.demo.draw import Draw, Numbers
from app.households.demo.homes import AS_OF, Home, Member
from app.households.demo.settle import Settled
from app.households.models import Residency
from app.households.names import spell
from app.shared.crypto import blind_index

_HOMETOWNS = (
    "福建省漳州市", "福建省泉州市", "福建省龙岩市", "福建省三明市", "福建省南平市", "江西省上饶市", "江西省赣州市",
    "安徽省阜阳市", "河南省周口市", "四川省达州市", "重庆市万州区", "湖北省黄冈市", "湖南省邵阳市", "贵州省毕节市",
    "广西壮族自治区玉林市", "甘肃省天水市",
)  # fmt: skip
_JOBS = ("电子厂", "物流", "餐饮", "建筑", "家政", "电商客服", "公司职员", "个体户", "网约车", "物业", "教师", "护士")


@dataclass(slots=True)
class Resident:
    """A person with what the other parts of the demo ask about: `row` is the table row."""

    row: dict[str, Any]
    member: Member
    home: Home
    grid_id: UUID

    @property
    def id(self) -> UUID:
        return self.row["id"]


def make_residents(draw: Draw, settled: Settled) -> Iterator[Resident]:
    """The people of one household, in the order of the plan."""
    rng, home = draw.rng, settled.home
    hometown = "福建省厦门市湖里区榕湾社区" if home.local else rng.choice(_HOMETOWNS)
    relative = draw.numbers.phone_number()
    for member in home.members:
        born_on = date(AS_OF - member.age, rng.randint(1, 12), rng.randint(1, 28))
        own = {"id": draw.id(), "community_id": draw.community, "household_id": settled.row["id"], "born_on": born_on}
        row = _ROW | own | _said(rng, member, hometown) | _numbers(rng, draw.numbers, member, born_on)
        if member.age >= 70:
            row |= {"emergency_name": f"{member.name[0]}先生（子女）", "emergency_phone": relative}
        yield Resident(row, member, home, settled.grid_id)


def _said(rng: Random, member: Member, hometown: str) -> dict[str, Any]:
    spelling = spell(member.name)
    away = member.residency is Residency.REGISTERED and rng.random() < 0.06
    return {
        "name": member.name, "pinyin": spelling.pinyin, "initials": spelling.initials, "sex": member.sex,
        "relation": member.relation, "residency": member.residency, "registered_at": hometown,
        "mismatch": "户在人不在" if away else "人户一致" if member.residency is Residency.REGISTERED else "人在户不在",
        "marriage": member.marriage, "education": _education(rng, member.age), "ethnicity": _ethnicity(rng),
        "politics": _politics(rng, member.age), "employment": _employment(rng, member.age),
    }  # fmt: skip


def _numbers(rng: Random, numbers: Numbers, member: Member, born_on: date) -> dict[str, Any]:
    if member.residency is Residency.OVERSEAS:
        kind, identity = "台湾居民来往大陆通行证", f"0000{rng.randint(0, 9999):04d}"
    else:
        kind, identity = "身份证", numbers.identity_number(born_on, member.sex)
    has_phone = member.age >= 12 and rng.random() < (0.6 if member.age >= 80 else 0.93)
    phone = numbers.phone_number() if has_phone else None
    return {
        "identity_kind": kind, "identity_no": identity, "identity_index": blind_index("identity", identity),
        "identity_last4": identity[-4:], "phone": phone, "phone_index": blind_index("phone", phone),
        "phone_last4": phone[-4:] if phone else "",
    }  # fmt: skip


def _education(rng: Random, age: int) -> str:
    if age < 7:
        return ""
    if age < 16:
        return "小学" if age < 13 else "初中"
    old = [28, 40, 22, 8, 2] if age > 62 else [4, 30, 28, 22, 16]
    return rng.choices(["小学", "初中", "高中", "大专", "本科"], old)[0]


def _ethnicity(rng: Random) -> str:
    return rng.choices(["汉族", "畲族", "土家族", "苗族", "回族", "壮族"], [965, 9, 9, 7, 5, 5])[0]


def _politics(rng: Random, age: int) -> str:
    if age < 14:
        return ""
    return rng.choices(["群众", "中共党员", "共青团员"], [90, 5, 5 if age < 29 else 0])[0]


def _employment(rng: Random, age: int) -> str:
    if age < 18:
        return "学生" if age >= 6 else ""
    return "退休" if age >= 60 else rng.choice(_JOBS)


# Bulk inserts want the same columns in every row.
_ROW: dict[str, Any] = {
    "emergency_name": "", "emergency_phone": None, "remark": "", "verified_at": None, "verified_by": None,
    "moved_out_on": None, "merged_into": None,
}  # fmt: skip
