"""One language per person, chosen on the phone. Source language: Chinese (zh-CN); English is complete.

`t("…")` is for screens: a Var that follows the phone's choice, with both languages in the page, so that
it works without a network. `translate("…", "en")` is for sentences made on the server.
Catalogues are gettext files in `app/shared/locale`, kept by Babel (`make messages`).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    import reflex as rx

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Chinese sentence → sentence in `language`. Empty for Chinese."""
    file = LOCALES / language / "LC_MESSAGES" / "linju.po"
    if language == "zh" or not file.exists():
        return {}
    with file.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source) if m.id and m.string}


def translate(message: str, language: str = "zh", **values: Any) -> str:
    """`message` in `language`, with `{named}` values filled in. An unknown sentence stays Chinese."""
    text = catalogue(language).get(message, message)
    return text.format(**values) if values else text


def N_(message: str) -> str:
    """Marks a sentence that waits in a table or dict for `t` or `translate` later: `make messages` collects it."""
    return message


def t(message: str, **values: Any) -> rx.Var[str]:
    """A sentence on a screen. Values may be Vars or plain Python: `t("已 {days} 天", days=row.days)`."""
    from reflex.vars import Var  # screens only: services and the command line never pay for it

    from app.shared.local import language

    chinese, english = (_template(translate(message, code), values) for code in LANGUAGES)
    lang = language()
    parts = [value._get_all_var_data() for value in values.values() if isinstance(value, Var)]
    data = lang._get_all_var_data()
    from reflex.vars import VarData

    return Var(
        f'({lang!s} === "en" ? {english} : {chinese})',
        _var_type=str,
        _var_data=VarData.merge(data, *parts),
    )


def _template(text: str, values: dict[str, Any]) -> str:
    """A JavaScript expression for `text`: a string literal, or a concatenation with the values."""
    if not values:
        return json.dumps(text, ensure_ascii=False)
    from string import Formatter

    pieces = []
    for literal, name, _spec, _conversion in Formatter().parse(text):
        if literal:
            pieces.append(json.dumps(literal, ensure_ascii=False))
        if name is not None:
            value = values[name]
            pieces.append(f"({value!s})" if hasattr(value, "_js_expr") else json.dumps(value, ensure_ascii=False))
    return "(" + '""+' + "+".join(pieces) + ")"
