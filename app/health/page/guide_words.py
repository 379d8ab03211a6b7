"""What measures and their numbers are called, and in which unit."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.rules.measures import MEASURE_NAMES
from app.shared.i18n import t

UNITS = {
    "systolic": "mmHg", "diastolic": "mmHg", "pulse": "/min", "glucose": "mmol/L", "weight": "kg", "height": "cm",
    "waist": "cm", "spo2": "%", "temperature": "℃", "uric_acid": "μmol/L",
}  # fmt: skip


def measures() -> dict[str, rx.Var[str]]:
    """Measure → its name."""
    return {measure.value: t(name) for measure, name in MEASURE_NAMES.items()}


def titles() -> dict[str, rx.Var[str]]:
    """Measure → what the sync centre calls a check: no value in it."""
    return {
        "bp": t("量了血压"),
        "glucose": t("量了血糖"),
        "bmi": t("量了身高体重"),
        "waist": t("量了腰围"),
        "spo2": t("量了血氧"),
        "temperature": t("量了体温"),
        "pulse": t("量了脉搏"),
        "uric_acid": t("量了尿酸"),
    }


def numbers() -> dict[str, rx.Var[str]]:
    """Field → its name."""
    return {
        "systolic": t("高压"),
        "diastolic": t("低压"),
        "pulse": t("脉搏"),
        "glucose": t("血糖"),
        "weight": t("体重"),
        "height": t("身高"),
        "waist": t("腰围"),
        "spo2": t("血氧"),
        "temperature": t("体温"),
        "uric_acid": t("尿酸"),
    }


def asks() -> dict[str, rx.Var[str]]:
    """Field → what is asked."""
    return {
        "systolic": t("高压（上面的数）"),
        "diastolic": t("低压（中间的数）"),
        "pulse": t("脉搏（下面的数）"),
        "glucose": t("血糖多少？"),
        "weight": t("体重多少公斤？"),
        "height": t("身高多少厘米？"),
        "waist": t("腰围多少厘米？"),
        "spo2": t("血氧多少？"),
        "temperature": t("体温多少度？"),
        "uric_acid": t("尿酸多少？"),
    }


def contexts() -> dict[str, rx.Var[str]]:
    """When blood sugar was measured → its words."""
    return {
        "fasting": t("空腹（八小时没吃）"),
        "before_meal": t("饭前"),
        "post2h": t("饭后两小时"),
        "bedtime": t("睡前"),
        "random": t("别的时候"),
    }


def of(code: Any, words: dict[str, Any]) -> Any:
    """The words of a code that is known only in the browser."""
    return rx.match(code, *words.items(), "")


def unit(code: Any) -> Any:
    """The unit of a field."""
    return rx.match(code, *UNITS.items(), "")
