"""Chinese numerals as they stand in addresses: 三, 十二, 二十一, 一百零五, 五〇一."""

import re

_DIGITS = ("〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {character: number for number, spellings in enumerate(_DIGITS) for character in spellings}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
NUMERAL = "[" + "".join(DIGITS) + "".join(TENS) + "]"  # a character class for regular expressions

_RUN = re.compile(NUMERAL + "+")


def to_int(text: str) -> int | None:
    """``十二`` → 12, ``五〇一`` → 501, ``12`` → 12; ``None`` for anything else."""
    if text.isdecimal():
        return int(text)
    if not text or not _RUN.fullmatch(text):
        return None
    if not any(c in TENS for c in text):  # spoken digit by digit
        return int("".join(str(DIGITS[c]) for c in text))
    return _with_tens(text)


def _with_tens(text: str) -> int:
    total, digit, unit_before = 0, 0, 0
    for character in text:
        if character in TENS:
            total += (digit or 1) * TENS[character]
            digit, unit_before = 0, TENS[character]
        else:
            digit = DIGITS[character]
            unit_before = 0 if digit == 0 else unit_before
    # 一百二 is 120, 一百零二 is 102
    return total + digit * (10 if unit_before == 100 else 1)


def arabic(text: str) -> str:
    """Every run of numerals in ``text`` as digits: ``五〇一A`` → ``501A``."""
    return _RUN.sub(lambda run: str(to_int(run[0])), text)


def to_chinese(number: int) -> str:
    """1–99 in Chinese (``12`` → ``十二``), larger numbers as digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else "〇一二三四五六七八九"[tens] + "十")
    return head + ("" if ones == 0 and tens else "〇一二三四五六七八九"[ones])
