"""Care groups out of free text: ``独居老人、低保；肢体残疾二级`` → codes, and what no code says stays as a remark.

Codes are those of ``data/care_groups.csv``; numbers 1–20 those of the social-work platform
(``data/key_person_types_sw_platform.csv``). A community's own groups are found by their names.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLATFORM_CODES = {
    "1": "subsistence_allowance", "2": "marginal_low_income", "3": "destitute", "4": "child_in_difficulty",
    "5": "elder_left_behind", "6": "elder_childless", "7": "severe_disability_hardship", "8": "elder_alone",
    "9": "expenditure_hardship", "10": "person_with_disability", "11": "homeless", "12": "child_left_behind",
    "13": "single_mother_hardship", "14": "woman_left_behind", "15": "empty_nest", "16": "disabled_daily_living",
    "17": "elder_severe_disability", "18": "lost_only_child_family", "19": "orphan", "20": "de_facto_unattended_child",
}  # fmt: skip

ELDER_AGE = 60  # 老年人权益保障法 art. 2

_WORDS = tomllib.loads((Path(__file__).parent / "data" / "care.toml").read_text("utf-8"))
_ANY = re.compile("|".join(f"(?P<{code}>{'|'.join(words)})" for code, words in _WORDS.items()))
_SPLIT = re.compile(r"[、,;/|\n\r+&。!]+|\s{1,}|(?<=[人户老童])和|及(?=[^时])|以及")
_DENIED = re.compile(
    r"(?:不是|并非|没有|非|不|无|未|否|没|原|曾|曾经|前|已退出|退出|取消|脱离|拟|申请|疑似|待)(?:享受|纳入|是|属于)?$"
)
_FILLER = re.compile(
    r"老年?人|人员|对象|家庭|户|患者|重点|关爱|享受|待遇|属于|为|是|系|类|本人|补贴|现|等|:|[-·.]|\d{1,2}[.)](?=\D)"
)
_ABOUT_OTHERS = re.compile("母|父|儿子|女儿|妻|夫|爱人|家属|照顾|照料|志愿|负责|联系|帮|孙|配偶|兄|弟|姐|妹")


@dataclass(frozen=True, slots=True)
class Care:
    """``codes`` in the order written; ``rest`` is what no code says, in the office's words."""

    codes: tuple[str, ...] = ()
    rest: str = ""


@lru_cache(maxsize=1 << 14)
def read_care(text: str, is_elder: bool, own_names: tuple[tuple[str, str], ...] = (), numbers: bool = False) -> Care:
    """The care groups that ``text`` names.

    ``own_names`` are (name, code) pairs of the community's own list; ``numbers`` says that 1–20 are platform
    codes (a column for groups, not one for remarks). A denied group (非低保, 原低保户) and one of somebody else
    (照顾失能母亲) is left in the rest.
    """
    flat = re.sub(r"\((\S{1,6}级)\)", r"\1", unicodedata.normalize("NFKC", text)).strip()
    names = dict(own_names)
    codes: list[str] = []
    rest: list[str] = []
    for word in _words(flat, names):
        if numbers and word in PLATFORM_CODES:
            codes.append(PLATFORM_CODES[word])
        elif word in names:
            codes.append(names[word])
        else:
            found, left = _groups_in(word, is_elder)
            codes += found
            rest += [word] if left else []
    return Care(tuple(dict.fromkeys(codes)), "；".join(rest))


def _words(flat: str, names: Mapping[str, str]) -> list[str]:
    """The pieces of a text; a group's own name stays whole although it has a comma inside."""
    if flat in names:
        return [flat]
    kept: list[str] = []
    for name in sorted((n for n in names if _SPLIT.search(n)), key=len, reverse=True):
        if name in flat:
            flat = flat.replace(name, "、")
            kept.append(name)
    return kept + [word for word in _SPLIT.split(flat) if word.strip("() ")]


def _groups_in(word: str, is_elder: bool) -> tuple[list[str], str]:
    found: list[str] = []
    left, end = "", 0
    for match in _ANY.finditer(word):
        before = word[end : match.start()]
        if _DENIED.search(before):
            return found, word
        left += before
        end = match.end()
        found.append(_settled(str(match.lastgroup), is_elder))
    left = _FILLER.sub("", left + word[end:])  # brackets stay: 空巢(夫妻)
    if _ABOUT_OTHERS.search(re.sub(r"\([^()]*\)", "", left)):
        return [], word
    # the grade of a disability is worth keeping beside the group
    return found, left or ("".join(re.findall(r"\S残疾?[一二三四1-4]级|[一二三四1-4]级\S*", word)))


def _settled(code: str, is_elder: bool) -> str:
    if code == "severe_disability":
        return "elder_severe_disability" if is_elder else "person_with_disability"
    return code


@lru_cache(maxsize=4096)
def group_of_header(header: str) -> str | None:
    """The group a column of its own stands for (``是否独居``, ``低保户``, ``残疾等级``), or ``None``."""
    plain = re.sub(r"^(?:是否|是不是|有无|属于|享受)+(?:为|是|享受)?|(?:情况|等级|类别|级别|证号?|标识)$", "", header)
    match = _ANY.fullmatch(plain)
    return _settled(str(match.lastgroup), is_elder=False) if match else None
