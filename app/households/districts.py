"""What stands around an address: full-width characters, dashes, remarks, province, city, district, community."""

from __future__ import annotations

import re
import unicodedata

_TRADITIONAL = str.maketrans("號樓單層棟號門東", "号楼单层栋号门东")
_DASHES = re.compile(r"[‐‑‒–—―−_/\\|~.,、;:·-]+")
_REMARK = re.compile(r"\([^()]*(?:租|空|售|自住|借|店|注)[^()]*\)$")


def flatten(text: str) -> str:
    """Half-width, simplified marks, upper case, one kind of dash, no blanks except as a dash between numbers."""
    flat = unicodedata.normalize("NFKC", text).translate(_TRADITIONAL).upper().strip()
    flat = re.sub(r"(?<=[0-9A-Z])\s+(?=[0-9A-Z])", "-", _REMARK.sub("", flat))
    flat = re.sub(r"[\s()\u200b-\u200f\ufeff]+", "", flat)
    flat = re.sub("(?<=[0-9A-Z])室+(?=[之附])", "", flat)
    return _DASHES.sub("-", flat).rstrip("-")


_HAN = "[\u4e00-\u9fff]"
_DISTRICTS = (  # each level only where the next one shows that it is no part of an estate's name
    re.compile(rf"^{_HAN}{{2,6}}?(?:省|自治区)(?={_HAN}{{2,6}}?[市州盟])"),
    re.compile(rf"^{_HAN}{{2,4}}?市(?={_HAN}{{1,5}}?(?<![小社园校厂])[区县市])"),
    re.compile(rf"^{_HAN}{{1,5}}?(?<![小社园校厂])[区县](?={_HAN}{{1,6}}?(?:街道|镇|路|道|里|社区|村))"),
    re.compile(rf"^{_HAN}{{1,6}}?街道(?:办事处|办)?(?=.)"),
    re.compile(rf"^{_HAN}{{1,8}}?(?:社区|居委会|居民委员会)+(?=.)"),
)


def without_district(flat: str) -> str:
    """``厦门市湖里区殿前街道兴华社区兴华里3栋`` → ``兴华里3栋``."""
    before = None
    while flat != before:
        before = flat
        for level in _DISTRICTS:
            flat = level.sub("", flat)
    return flat
