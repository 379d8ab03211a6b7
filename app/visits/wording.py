"""Due dates and causes as sentences: a Chinese msgid and its values, so that any edge can translate them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.shared.i18n import N_, translate
from app.visits.models import Mode, Outcome, PriorityCause, TimeOfDay, Urgency

ORDINARY_NAME = N_("普通住户")

WHY_MET = N_("{group}，{rule}，已 {days} 天")
WHY_NEVER = N_("{group}，{rule}，登记 {days} 天还没见到")

CAUSES: Mapping[PriorityCause, str] = {
    PriorityCause.HOSPITAL: N_("出院 {days} 天，还没看望"),
    PriorityCause.URGENT_NEED: N_("有急办诉求，已 {days} 天"),
    PriorityCause.OPEN_NEED: N_("有诉求没办结，已 {days} 天"),
    PriorityCause.MOVED_IN: N_("迁入 {days} 天，还没见过"),
    PriorityCause.NOT_MET_TWICE: N_("连续没遇到，上次在 {days} 天前"),
}
CAUSE_NAMES: Mapping[PriorityCause, str] = {
    PriorityCause.HOSPITAL: N_("刚出院"),
    PriorityCause.URGENT_NEED: N_("有急办诉求"),
    PriorityCause.OPEN_NEED: N_("有诉求没办结"),
    PriorityCause.MOVED_IN: N_("新迁入"),
    PriorityCause.NOT_MET_TWICE: N_("连续两次没遇到"),
}
MODES: Mapping[Mode, str] = {
    Mode.VISIT: N_("上门"),
    Mode.CALL: N_("电话"),
    Mode.ENCOUNTER: N_("偶遇"),
    Mode.PROXY: N_("代访"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: N_("见到"), Outcome.NOT_HOME: N_("未遇"), Outcome.REFUSED: N_("拒访"), Outcome.MOVED: N_("已搬走"),
}  # fmt: skip
URGENCIES: Mapping[Urgency, str] = {Urgency.NOW: N_("马上"), Urgency.SOON: N_("尽快"), Urgency.LATER: N_("不急")}
TIMES: Mapping[TimeOfDay, str] = {
    TimeOfDay.MORNING: N_("上午再来"),
    TimeOfDay.AFTERNOON: N_("下午再来"),
    TimeOfDay.EVENING: N_("晚饭后再来"),
    TimeOfDay.WEEKEND: N_("周末再来"),
}


@dataclass(frozen=True)
class Sentence:
    """A msgid and its values. `names` are values that are msgids themselves (a group's name, a rule's words)."""

    msgid: str
    values: dict[str, Any] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def in_language(self, language: str = "zh") -> str:
        """The sentence for a person. A name that the catalogue does not know stays as the community wrote it."""
        named = {name: translate(self.values[name], language) for name in self.names}
        return translate(self.msgid, language, **(self.values | named))


def why_due(group: str, rule: str, counted_from: date, last_met_on: date | None, today: date) -> Sentence:
    """独居老人，应每月探访，已 41 天. `group` empty: an ordinary household."""
    values = {"group": group or ORDINARY_NAME, "rule": rule, "days": days_between(counted_from, today)}
    return Sentence(WHY_MET if last_met_on else WHY_NEVER, values, ("group", "rule"))


def why_first(cause: PriorityCause, since: date, today: date) -> Sentence:
    """出院 3 天，还没看望."""
    return Sentence(CAUSES[cause], {"days": days_between(since, today)})


def days_between(then: date, today: date) -> int:
    """Whole days; never negative (a phone's clock may run ahead)."""
    return max(0, (today - then).days)
