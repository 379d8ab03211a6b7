"""CSV and other text files as tables: any usual encoding, any usual separator."""

from __future__ import annotations

import csv
import io
from collections import Counter

from app.households.roster.problems import Unreadable
from app.households.roster.tables import Cell, Table
from app.shared.i18n import N_

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",;\t|，；"
_FIELD_LIMIT = 10_000_000


def read_text(data: bytes) -> list[Table]:
    """The one table of a text file. Raises ``Unreadable`` if its bytes are no text."""
    return [Table("", _rows(decode(data)))]


def decode(data: bytes) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030 (which contains GBK and GB2312)."""
    bom_encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if bom_encoding is None and b"\x00" in data:
        raise Unreadable("file_unknown", kind=N_("二进制文件"))
    for encoding in [bom_encoding] if bom_encoding else ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("file_encoding", lines=_bad_lines(data, bom_encoding or "gb18030"))


def _bad_lines(data: bytes, encoding: str) -> str:
    better = min(("utf-8", encoding), key=lambda name: data.decode(name, "replace").count("\ufffd"))
    lines = data.decode(better, "replace").splitlines()
    numbers = [str(number) for number, line in enumerate(lines, start=1) if "\ufffd" in line]
    return "、".join(numbers[:5]) + ("…" if len(numbers) > 5 else "")


def _rows(text: str) -> list[list[Cell]]:
    first, _, rest = text.partition("\n")
    hint = first.strip().lower()
    if hint.startswith("sep=") and len(hint) == 5:  # Excel's own hint, which it does not show as a row
        return _split(rest, hint[4])
    return _split(text, separator_of(text))


def _split(text: str, separator: str) -> list[list[Cell]]:
    csv.field_size_limit(_FIELD_LIMIT)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if any("\n" in cell and cell.count(separator) > 3 for row in rows for cell in row):
        # a quote that nobody closed has swallowed the rows behind it
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
        rows = [[cell.strip('"') for cell in row] for row in plain]
    return rows  # type: ignore[return-value]  # str is a Cell


def separator_of(text: str) -> str:
    """The separator whose number per line is most often the same (and not nought)."""
    lines = [line for line in text[:200_000].splitlines()[:200] if line.strip()]

    def regularity(separator: str) -> tuple[int, int]:
        counts = Counter(line.count(separator) for line in lines)
        counts.pop(0, None)
        best, lines_with_it = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return lines_with_it, best

    return max(_SEPARATORS, key=regularity)
