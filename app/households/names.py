"""How a person's name is typed on a phone: pinyin and initials.

`spell("吕小明")` is `Spelling("lvxiaoming", "lxm")`: lower case, no tones, no blanks, ü as v (what Chinese
keyboards type). A family name with a reading of its own (单 shan, 曾 zeng, 长孙 zhangsun) gets that one. What is no
Chinese character keeps its letters and digits, so Latin and Uyghur names can be searched too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

MAX_PINYIN, MAX_INITIALS = 128, 32  # characters, as in the table

# Readings of family names that differ from the character's usual one.
_FAMILY = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "华": "hua", "任": "ren",
    "盖": "ge", "乐": "yue", "尉迟": "yuchi", "长孙": "zhangsun", "万俟": "moqi", "澹台": "tantai", "单于": "chanyu",
    "朴": "piao", "缪": "miao", "折": "she", "黑": "he", "秘": "bi", "冼": "xian", "召": "shao", "逄": "pang",
    "员": "yun", "纪": "ji", "洗": "xian", "繁": "po", "覃": "qin", "隗": "wei", "晟": "cheng", "祭": "zhai",
    "过": "guo", "宓": "mi", "令狐": "linghu", "夏侯": "xiahou", "褚": "chu", "翟": "zhai", "牟": "mou", "占": "zhan",
    "卜": "bu", "种": "chong", "佴": "nai", "幺": "yao", "么": "yao", "重": "chong", "谌": "chen", "尹": "yin",
}  # fmt: skip
_COMPOUND = {
    "欧阳", "上官", "司马", "司徒", "诸葛", "皇甫", "东方", "公孙", "慕容", "端木", "轩辕", "南宫", "西门", "独孤",
    "宇文", "呼延", "钟离", "闻人", "夏侯", "令狐", "尉迟", "长孙", "澹台", "万俟", "单于",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelling:
    """`pinyin` runs together (`wangxiaoming`), `initials` has one letter a character (`wxm`)."""

    pinyin: str
    initials: str


@lru_cache(maxsize=1 << 15)
def spell(name: str) -> Spelling:
    """The spelling of a name in any script. Empty for an empty name; never raises."""
    plain = unicodedata.normalize("NFKC", name).strip()
    family = family_name(plain)
    words = _FAMILY.get(family)
    head = [words] if words else []
    rest = plain[len(family) :] if words else plain
    syllables = head + [s for piece in re.findall(r"[A-Za-zÀ-ɏ]+|\d+|[^\W\d_]", rest) for s in _syllables(piece)]
    initials = "".join(_initials(family, words) if i == 0 and words else s[0] for i, s in enumerate(syllables))
    return Spelling("".join(syllables)[:MAX_PINYIN], initials[:MAX_INITIALS])


def family_name(name: str) -> str:
    """The family name: two characters for 欧阳 and its like, else the first."""
    return name[:2] if name[:2] in _COMPOUND and len(name) > 2 else name[:1]


def _initials(family: str, reading: str) -> str:
    # 长孙 is read zhangsun: its initials are z and s, not only z.
    if len(family) == 1:
        return reading[0]
    return reading[0] + _reading(family[1])[:1]


def _syllables(piece: str) -> list[str]:
    if len(piece) > 1 or not "\u3400" <= piece <= "\U0003ffff":
        return [_ascii(piece)] if _ascii(piece) else []
    read = _reading(piece)
    return [read] if read else []


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


@cache
def _reading(character: str) -> str:
    """The usual reading of one character, empty where none is known."""
    from pypinyin import lazy_pinyin  # takes 0.2 s to load: only those who spell pay

    read = lazy_pinyin(character, errors="ignore")
    return _ascii(read[0].replace("ü", "v")) if read else ""
