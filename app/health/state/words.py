"""Words that the states of health checks send in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from app.health.models import Measure
from app.health.rules.measures import MEASURE_NAMES
from app.shared.both import Both
from app.shared.i18n import LANGUAGES, translate


def measure_words(measures: Iterable[Measure]) -> Both:
    """`血压、血糖`; all of them: `全部`."""
    wanted = list(measures)
    if len(wanted) == len(Measure):
        return both_of("全部")
    chinese, english = ([translate(MEASURE_NAMES[one], language) for one in wanted] for language in LANGUAGES)
    return Both("、".join(chinese), ", ".join(english))


def both_of(message: str) -> Both:
    """A msgid in both languages."""
    chinese, english = (translate(message, language) for language in LANGUAGES)
    return Both(chinese, english)
