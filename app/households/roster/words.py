"""Closed lists: the words of an office for sex, residence, marriage … and the one word that is kept for each."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

from app.households.roster.fields import Field

_FILE = Path(__file__).parent / "data" / "words.toml"
_LISTS = {Field(name): kinds for name, kinds in tomllib.loads(_FILE.read_text("utf-8")).items()}
_KNOWN = {field: {word: kept for kept, words in kinds.items() for word in words} for field, kinds in _LISTS.items()}

# "There is none" empties a field that was filled before; "not known" leaves it as it is.
_NOTHING = {"无", "暂无", "没有", "none", "无电话", "无手机"}
_UNKNOWN = {
    "", "不详", "未知", "-", "--", "—", "——", "/", "\\", "空", "不清楚", "不明", "未填", "同上", "null", "n/a", "na",
    "?", "、", "。", ".", "\"",
}  # fmt: skip


def is_unknown(text: str) -> bool:
    """Whether a cell says nothing: empty, /, 不详 …"""
    return text.strip().lower() in _UNKNOWN


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is none: 无."""
    return text.strip().lower() in _NOTHING


def kept_word(field: Field, text: str) -> str | None:
    """The word kept for ``text`` in a closed list (``data/words.toml``), ``None`` when the list has no such word."""
    flat = re.sub(r"[\s()]+", "", unicodedata.normalize("NFKC", text)).lower()
    known = _KNOWN[field]
    return known.get(flat) or known.get(flat.removesuffix("族")) or known.get(re.sub(r"^\d+[-.、]?", "", flat))


def words_of(field: Field) -> str:
    """The words one may write, for a message: ``男、女``."""
    kinds = [words[0] for words in _LISTS[field].values()]
    return "、".join(kinds[:12]) + ("…" if len(kinds) > 12 else "")


HEADS = {"户主", "本人", "户主本人", "本人户主", "01", "02", "0", "业主本人"}


def kept_relation(text: str) -> str:
    """``本人`` → ``户主``; everything else as written, without blanks and brackets."""
    flat = re.sub(r"[\s()]+", "", unicodedata.normalize("NFKC", text))
    return "户主" if flat in HEADS else flat


YES = {"是", "有", "√", "✓", "✔", "☑", "1", "y", "yes", "true", "对", "享受", "v", "○", "●", "■", "已"}
NO = {"否", "无", "×", "✗", "✘", "x", "0", "n", "no", "false", "不是", "没有", "未", "□", "不"}

VACANT = {
    "空置",
    "空房",
    "空户",
    "无人",
    "无人居住",
    "未入住",
    "空关",
    "未售",
    "空",
    "无",
    "闲置",
    "空置房",
    "无住户",
    "待租",
}  # fmt: skip  (what stands in the name's cell of a door where nobody lives)
