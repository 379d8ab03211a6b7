"""Identity numbers (公民身份号码) and phone numbers: check, take apart, mask.

Source: GB 11643-1999 (18 digits: region, birth date, sequence, check character) with the check
character of ISO 7064 MOD 11-2. Fifteen-digit numbers of the first generation are lifted to eighteen.
Nothing here knows a database or a clock: ``today`` is an argument.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST_YEAR = 1880  # nobody on a roster was born earlier; a smaller year is a typing mistake

_INVISIBLE = re.compile(r"[\s'`\u200b-\u200f\u2060\ufeff]+")
_X_LOOKALIKES = str.maketrans({c: "X" for c in "×✕хХχΧ"})
_DESTROYED = re.compile(r"\d(\.\d+)?E\+?1[4-9]")
_SEQUENCE_SHAPE = re.compile(r"\d{17}[\dX]|\d{15}")


class Sex(StrEnum):
    MALE = "男"
    FEMALE = "女"


class IdentityError(ValueError):
    """Why a text is no identity number: ``code`` is one of the ``id_…`` codes of a roster problem."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Identity:
    """A number that passed every check. ``number`` has 18 characters, an ``X`` is upper case."""

    number: str
    birth_date: date
    sex: Sex


def check_character(first17: str) -> str:
    """The 18th character that belongs to 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def clean_document_number(text: str) -> str:
    """Full-width to half-width, blanks, invisible marks and dashes out, upper case."""
    flat = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_X_LOOKALIKES)
    return re.sub(r"[-‐–—−]", "", flat)


def read_identity(text: str, today: date) -> Identity:
    """The identity in ``text``, typed in any usual way.

    Raises ``IdentityError`` with code ``id_destroyed`` (Excel kept 15 digits of 18), ``id_masked``
    (stars), ``id_length``, ``id_shape`` (a letter inside), ``id_birth`` (no such day or in the
    future) or ``id_checksum``.
    """
    number = clean_document_number(text)
    _check_shape(number)
    if len(number) == 15:
        number = number[:6] + "19" + number[6:]
        number += check_character(number)
    birth = _birth_date(number, today)
    if check_character(number[:17]) != number[17]:
        _refuse_checksum(number)
    return Identity(number, birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _check_shape(number: str) -> None:
    if _DESTROYED.fullmatch(number):
        raise IdentityError("id_destroyed")
    if "*" in number[:-1]:
        raise IdentityError("id_masked")
    if len(number) not in (15, 18):
        raise IdentityError("id_length", length=len(number))
    if not _SEQUENCE_SHAPE.fullmatch(number):
        raise IdentityError("id_shape")


def _birth_date(number: str, today: date) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdentityError("id_birth", digits=number[6:14]) from None
    if born > today or born.year < _OLDEST_YEAR:
        raise IdentityError("id_birth", digits=number[6:14])
    return born


def _refuse_checksum(number: str) -> None:
    # Excel keeps 15 significant digits and writes zeros after them
    if number.endswith("000"):
        raise IdentityError("id_destroyed")
    raise IdentityError("id_checksum")


def mask_identity(number: str) -> str:
    """Keep the region (6) and the last 4: ``110105********002X``; short documents keep 1 + 2."""
    keep_head, keep_tail = (6, 4) if len(number) >= 15 else (1, 2)
    if len(number) <= keep_head + keep_tail:
        return "*" * len(number)
    return number[:keep_head] + "*" * (len(number) - keep_head - keep_tail) + number[-keep_tail:]


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))[-]?([2-9]\d{6,7})(?:(?:-|转|EXT)(\d{1,6}))?")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_OVERSEAS = re.compile(r"(?:\+|00)((?!86)[1-9]\d{6,14})")


def normalise_phone(text: str) -> str | None:
    """``13800138000``, ``0592-5512345``, ``5512345`` or ``+85291234567``; ``None`` when it is no number.

    Blanks, dots, brackets, dashes, full-width digits and a leading +86 do not matter.
    """
    flat = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).upper()
    flat = re.sub(r"[‐–—−_.·]", "-", flat).replace("(", "").replace(")", "-").strip("-")
    digits = flat.replace("-", "")
    home = re.sub(r"^(\+|00)?86(?=1[3-9]\d{9}$|0\d{9,11}$)", "", digits)
    if _MOBILE.fullmatch(home):
        return home
    if overseas := _OVERSEAS.fullmatch(digits):
        return "+" + overseas[1]
    return _landline(flat, home)


def _landline(flat: str, home: str) -> str | None:
    for candidate in (re.sub(r"^(\+|00)86-?", "", flat), home):
        if match := _LANDLINE.fullmatch(candidate):
            return "-".join(part for part in match.groups() if part)
    if _LOCAL.fullmatch(home):
        return home
    return None


def mask_phone(number: str) -> str:
    """Keep 3 + 4 of a mobile number: ``138****8000``; of a shorter number only the last 2."""
    if len(number) >= 11:
        return number[:3] + "*" * (len(number) - 7) + number[-4:]
    return "*" * max(len(number) - 2, 0) + number[-2:]
