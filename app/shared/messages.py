"""`make messages`: brings the English catalogue in line with the sentences in the code.

Every Chinese sentence stands where it is used, inside `t(…)`, `translate(…)`, an error (`Refused(code, …)`…) or, where
it waits in a table or dict, inside `N_(…)`. This collects them with Babel into `locale/en/LC_MESSAGES/linju.po`: new
ones with an empty translation, to be filled in by hand; those no longer used disappear. A test
(`tests/shared/test_messages.py`) fails on a missing, obsolete or ill-fitting entry.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.shared.i18n import LOCALES

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = LOCALES / "en" / "LC_MESSAGES" / "linju.po"

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "t": None,
    "N_": None,
    "translate": None,
    "say": None,
    "Refused": (2,),
    "NotFound": (2,),
    "Conflict": (2,),
    "TooMany": (2,),
    "__init__": (2,),  # an error that brings its own sentence: super().__init__("code", "…")
}
METHODS = [("**/js/**.js", "ignore"), ("**.py", "python")]


def collect() -> Catalog:
    """Every sentence of the code, with the files that use it."""
    found = Catalog(fuzzy=False)
    app = ROOT / "app"
    for file, _line, message, _comments, _context in extract_from_dir(app, METHODS, keywords=KEYWORDS):
        if isinstance(message, str) and is_sentence(message):
            found.add(message, locations=[(f"app/{file}", 0)])
    return found


def is_sentence(text: str) -> bool:
    """Whether there is something to translate: a Chinese character."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def read_english() -> Catalog:
    """The English catalogue as it stands."""
    if not ENGLISH.exists():
        return Catalog(fuzzy=False)
    with ENGLISH.open("rb") as source:
        return read_po(source)


def merge(code: Catalog, english: Catalog) -> Catalog:
    """The sentences of the code with the translations there are."""
    merged = Catalog(fuzzy=False)
    for message in _messages(code):
        known = english.get(message.id)
        places = sorted(set(message.locations))
        merged.add(message.id, known.string if known else "", locations=places)
    return merged


def as_text(catalogue: Catalog) -> str:
    """The file: by place, without dates and line numbers, so that two people's additions do not collide."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER + out.getvalue().decode()


HEADER = """# English sentences of Linju. The source language is Chinese; `make messages` keeps this file.
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

"""


def problems(code: Catalog, english: Catalog) -> Iterator[str]:
    """One line per entry that is missing, obsolete or does not fit its sentence."""
    used = {message.id for message in _messages(code)}
    for message in _messages(code):
        known = english.get(message.id)
        if known is None or not known.string:
            place = message.locations[0][0]
            yield f"no English for {message.id!r} ({place}): run `make messages` and fill it in"
        elif places(str(known.string)) != places(str(message.id)):
            yield f"other {{values}} in English than in {message.id!r}: {known.string!r}"
        elif is_sentence(str(known.string)):
            yield f"Chinese in the English of {message.id!r}: {known.string!r}"
    for message in _messages(english):
        if message.id not in used:
            yield f"no longer used: {message.id!r}: run `make messages`"


def places(text: str) -> set[str]:
    """The `{named}` values of a sentence."""
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def main() -> int:
    """Write the catalogue and say what is left to translate. Returns the exit code."""
    code = collect()
    merged = merge(code, read_english())
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ENGLISH.write_text(as_text(merged), encoding="utf-8")
    left = list(problems(code, merged))
    print("\n".join(left) or f"{len(merged)} sentences, all in English too.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
