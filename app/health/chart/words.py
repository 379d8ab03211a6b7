"""What charts, tables and results say: numbers as people write them, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping

from app.health.rules.axes import CONTEXTS, ORIGINS
from app.health.rules.bmi import shown
from app.health.rules.series import Spot
from app.health.rules.words import LEVELS
from app.shared.i18n import N_, translate

SIGNS = {"ok": "✓", "watch": "▲", "see_doctor": "◆", "urgent": "‼"}
"""By level: never colour alone."""
UNITS = {
    "bp": "mmHg", "glucose": "mmol/L", "bmi": "kg", "waist": "cm", "spo2": "%", "temperature": "℃",
    "pulse": N_("次/分"), "uric_acid": "μmol/L",
}  # fmt: skip
BEYOND = {"<": "Lo", ">": "Hi"}  # as meters print what they cannot measure
KEYS = {"bp": ("systolic", "diastolic"), "bmi": ("weight",)}


def numbers(
    measure: str, values: Mapping[str, float], comparators: Mapping[str, str], not_heard: bool, language: str
) -> str:
    """`146/92`, `6.1`, `Lo`, `146/没听到`. Without a unit."""
    parts = []
    for key in KEYS.get(measure, (measure,)):
        if key in comparators:
            parts.append(BEYOND.get(comparators[key], ""))
        elif key in values:
            parts.append(shown(key, values[key]))
        elif key == "diastolic" and not_heard:
            parts.append(translate("没听到", language))
    return "/".join(parts)


def beside(measure: str, values: Mapping[str, float], language: str) -> str:
    """What goes with it: the pulse of a blood pressure, the index of a weight."""
    if measure == "bp" and "pulse" in values:
        return translate("脉搏 {n}", language, n=shown("pulse", values["pulse"]))
    if measure == "bmi" and "bmi" in values:
        return translate("体重指数 {n}", language, n=shown("bmi", values["bmi"]))
    return ""


def whole(measure: str, spot: Spot, language: str) -> str:
    """A check with its unit: `146/92 mmHg · 脉搏 72`."""
    text = f"{numbers(measure, spot.values, spot.comparators, spot.not_heard, language)} {unit(measure, language)}"
    more = beside(measure, spot.values, language)
    return f"{text} · {more}" if more else text


def unit(measure: str, language: str) -> str:
    """Most units are the same in every language."""
    return translate(UNITS[measure], language)


def around(spot: Spot, language: str) -> str:
    """Where, and how it stood with meals: `客厅 · 空腹`."""
    words = [ORIGINS.get(spot.origin, ""), CONTEXTS.get(spot.context, "")]
    return " · ".join(translate(word, language) for word in words if word)


def verdict(level: str, language: str) -> str:
    """The sign and the words of a level."""
    return f"{SIGNS[level]} {translate(LEVELS[level], language)}"


WORDS = (
    N_("没听到"), N_("脉搏 {n}"), N_("体重指数 {n}"), N_("什么时候"), N_("量到多少"), 
    N_("{n} 次平均"), N_("还有 {n} 行"), N_("{title}：数字"),
    N_("{title}，{first} 到 {last}，{n} 个点，最低 {least}，最高 {most}，平均 {mean}。数字在下面的表里。"),
    N_("{title}，{first} 到 {last}，没有记录。"), 
    N_("竖条：一天里从最低到最高"), N_("斜线越密越要留意。"), N_("长虚线：用药"),
    N_("点线：事件"), N_("共 {n} 次，平均 {mean}，最低 {least}，最高 {most}。"),
)  # fmt: skip
"""What `figure` and `table` say."""
