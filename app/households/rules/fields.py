"""What a person's record may hold: one reader per field, from what somebody typed to what the table keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.households.identity import IdentityError, mask_phone, normalise_phone, read_identity
from app.households.models import Person, Residency
from app.shared.errors import Refused
from app.shared.i18n import N_

RESIDENCY_WORDS = {
    Residency.REGISTERED: "户籍",
    Residency.USUAL: "常住",
    Residency.FLOATING: "流动",
    Residency.OVERSEAS: "境外",
}
IDENTITY_CARD = "身份证"


@dataclass(frozen=True, slots=True)
class Editable:
    """A field that may be changed. `read(text, person, today)` gives the stored value or raises `Refused`.

    `show` makes it words again; `secret` fields are shown masked in every history.
    """

    name: str
    label: str
    read: Callable[[str, Person, date], Any]
    show: Callable[[Any], str] = lambda value: "" if value is None else str(value)
    secret: bool = False


def _words(most: int, *, needed: str = "") -> Callable[[str, Person, date], str]:
    def read(text: str, person: Person, today: date) -> str:
        words = " ".join(text.split())
        if needed and not words:
            raise Refused("value_empty", needed)
        if len(words) > most:
            raise Refused("value_long", "最多 {most} 个字。", most=most)
        return words

    return read


def _sex(text: str, person: Person, today: date) -> str:
    if text.strip() not in ("男", "女", ""):
        raise Refused("sex_unknown", "性别写“男”或“女”，不清楚就留空。")
    return text.strip()


def _residency(text: str, person: Person, today: date) -> Residency | None:
    known = {word: kind for kind, word in RESIDENCY_WORDS.items()} | {kind.value: kind for kind in Residency}
    if text.strip() and text.strip() not in known:
        raise Refused("residency_unknown", "居住类型写“户籍”“常住”“流动”或“境外”，不清楚就留空。")
    return known.get(text.strip())


def _past_day(text: str, person: Person, today: date) -> date | None:
    if not text.strip():
        return None
    digits = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?", text.strip())
    try:
        day = date(*map(int, digits.groups())) if digits else None
    except ValueError:
        day = None
    if day is None:
        raise Refused("day_unreadable", "看不懂这个日期。请写成 1958-03-12。")
    if day > today or day.year < 1880:
        raise Refused("day_impossible", "日期不对：{day} 不在可能的范围里。", day=day.isoformat())
    return day


def _phone(text: str, person: Person, today: date) -> str | None:
    if not text.strip():
        return None
    number = normalise_phone(text)
    if number is None:
        raise Refused("phone_wrong", "不是有效的电话号码。手机是 11 位，固定电话写成 0592-5512345。")
    return number


def _identity(text: str, person: Person, today: date) -> str | None:
    words = "".join(text.split())
    if not words:
        return None
    if person.identity_kind != IDENTITY_CARD:
        return _words(32)(words.upper(), person, today)
    try:
        return read_identity(words, today).number
    except IdentityError as error:
        raise Refused(error.code, "身份证号不对，请对照证件改正。") from None


def hide_identity(number_or_last4: str) -> str:
    """Only the last four show: the area, and a birthday standing beside it, would give the whole number away."""
    return "*" * 14 + number_or_last4[-4:] if number_or_last4 else ""


EDITABLE: dict[str, Editable] = {
    field.name: field
    for field in (
        Editable("name", N_("姓名"), _words(64, needed=N_("姓名不能空着。"))),
        Editable("sex", N_("性别"), _sex),
        Editable("born_on", N_("出生日期"), _past_day, lambda day: day.isoformat() if day else ""),
        Editable("identity_kind", N_("证件类型"), _words(32, needed=N_("证件类型不能空着。"))),
        Editable("identity_no", N_("证件号码"), _identity, lambda n: hide_identity(n or ""), secret=True),
        Editable("phone", N_("电话"), _phone, lambda n: mask_phone(n) if n else "", secret=True),
        Editable("relation", N_("与户主关系"), _words(32)),
        Editable("ethnicity", N_("民族"), _words(32)),
        Editable("residency", N_("居住类型"), _residency, lambda kind: RESIDENCY_WORDS[kind] if kind else ""),
        Editable("registered_at", N_("户籍地"), _words(200)),
        Editable("mismatch", N_("人户状态"), _words(32)),
        Editable("marriage", N_("婚姻"), _words(32)),
        Editable("education", N_("学历"), _words(32)),
        Editable("politics", N_("政治面貌"), _words(32)),
        Editable("employment", N_("就业"), _words(64)),
        Editable("emergency_name", N_("紧急联系人"), _words(64)),
        Editable("emergency_phone", N_("紧急联系人电话"), _phone, lambda n: mask_phone(n) if n else "", secret=True),
        Editable("remark", N_("备注"), _words(500)),
        Editable("moved_out_on", N_("搬出日期"), _past_day, lambda day: day.isoformat() if day else ""),
    )
}


def read_field(person: Person, field: str, text: str, today: date) -> Any:
    """The value to store for what somebody typed. Raises `Refused` with the field."""
    known = EDITABLE.get(field)
    if known is None:
        raise Refused("field_unknown", "没有这一项，或这一项不能改。", field=field)
    try:
        return known.read(text, person, today)
    except Refused as refused:
        refused.field = field
        raise


def stored_text(value: Any) -> str | None:
    """A value as history keeps it (sealed): ISO dates, codes, None for nothing."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def shown_text(field: str, stored: str | None) -> str:
    """What history shows of a stored text: secrets masked, codes in words."""
    if not stored:
        return ""
    known = EDITABLE.get(field)
    if known is not None and known.secret:
        return known.show(stored)
    if field == "residency" and stored in set(Residency):
        return RESIDENCY_WORDS[Residency(stored)]
    return stored
