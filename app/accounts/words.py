"""The words for roles, on screens."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.models import Role
from app.shared.i18n import t


def role_words() -> dict[str, rx.Var[str]]:
    """Role → its name."""
    return {
        Role.CADRE: t("社区工作者"),
        Role.NEIGHBOUR_LEADER: t("邻长"),
        Role.VOLUNTEER: t("志愿者"),
        Role.RESIDENT: t("居民"),
        Role.CLINICIAN: t("签约医生"),
        Role.SUPERVISOR: t("街道督导"),
        Role.AUDITOR: t("审计"),
        Role.ADMIN: t("管理员"),
    }


def role_word(role: Any) -> Any:
    """The name of a role in a Var."""
    return rx.match(role, *((code.value, word) for code, word in _pairs()), role)


def role_options() -> list[tuple[str | rx.Var, str | rx.Var]]:
    """For a select."""
    return [(code.value, word) for code, word in _pairs()]


def _pairs() -> list[tuple[Role, rx.Var[str]]]:
    return [(Role(code), word) for code, word in role_words().items()]
