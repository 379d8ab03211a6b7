"""Find the header of a table, in one row or two, below any titles, and say which column holds what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.households.roster.care import group_of_header
from app.households.roster.fields import CANONICAL, DOOR, Field, field_of, plain_title
from app.households.roster.tables import Table, letters, text_of

_SEARCHED = 40  # rows from the top in which a header is looked for
# fields that may have more columns than one
_SEVERAL = {Field.PHONE, Field.EMPLOYMENT, Field.REMARK, Field.CARE, Field.CARE_FLAG, Field.UNUSED}
_PERSONS = {Field.EMERGENCY_NAME, Field.HEAD_NAME, Field.UNUSED}  # group titles that change what 姓名 below them means


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: where it stands, what it is called, what it is read as.

    ``field`` is ``None`` for a column that nobody knows; ``group`` is the care group of a column of its own.
    ``doubled`` says that a better column for the same field was read instead.
    """

    index: int
    title: str
    field: Field | None = None
    rank: int = 0
    group: str = ""
    doubled: bool = False

    @property
    def letter(self) -> str:
        return letters(self.index)

    @property
    def name(self) -> str:
        """The column as a message names it."""
        return self.title or self.letter

    @property
    def is_read(self) -> bool:
        return self.field not in (None, Field.UNUSED) and not self.doubled


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows (zero-based, ``first`` to ``last``) and every column that has a title."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def columns_of(self, field: Field) -> list[Column]:
        """The columns that are read as ``field``, best first."""
        return sorted((c for c in self.columns if c.field is field and c.is_read), key=lambda c: (c.rank, c.index))

    def has(self, *fields: Field) -> bool:
        return any(column.field in fields and column.is_read for column in self.columns)

    @property
    def fields(self) -> set[Field]:
        return {column.field for column in self.columns if column.field and column.is_read}


def find_header(table: Table) -> Header | None:
    """The row, or the two rows, that read as most fields; ``None`` if nothing in the table looks like a header."""
    best = max(_candidates(table), key=lambda header: (_worth(header), -header.last), default=None)
    return _settle(best) if best and _is_enough(best) else None


def _candidates(table: Table) -> Iterator[Header]:
    rows = _header_rows(table)
    for index, titles in enumerate(rows):
        if any(titles):
            yield Header(index, index, _columns([("", title) for title in titles]))
            if index + 1 < len(rows) and _are_titles(rows[index + 1]):
                yield Header(index, index + 1, _columns(_paired(titles, rows[index + 1])))


def _header_rows(table: Table) -> list[list[str]]:
    """The top rows as texts, merged cells filled."""
    width = max((len(row) for row in table.rows[: _SEARCHED + 2]), default=0)
    texts = [[text_of(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows[: _SEARCHED + 2]]
    for top, left, bottom, right in table.merged:
        if top < len(texts) and left < width:
            for row in range(top, min(bottom + 1, len(texts))):
                for column in range(left, min(right + 1, width)):
                    texts[row][column] = texts[top][left]
    return texts


def _are_titles(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    known = [text for text in filled if field_of(text) or group_of_header(plain_title(text))]
    return len(known) >= 2 and len(known) * 2 > len(filled)


def _paired(upper: list[str], lower: list[str]) -> list[tuple[str, str]]:
    """Each column's group title and title; a title that is merged downwards stands alone."""
    pairs, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        pairs.append(("", above) if below in ("", above) else (group, below))
    return pairs


def _columns(titles: list[tuple[str, str]]) -> tuple[Column, ...]:
    return tuple(_column(index, group, title) for index, (group, title) in enumerate(titles) if title)


def _column(index: int, group: str, title: str) -> Column:
    above = field_of(group) if group else None
    whole = group + title if above and above[0] in _PERSONS else title
    flag = group_of_header(plain_title(title))
    known = field_of(whole)
    if flag and (known is None or known[1] == 99):
        return Column(index, _one_line(whole), Field.CARE_FLAG, group=flag)
    field, rank = known or (None, 0)
    return Column(index, _one_line(whole), field, rank)


def _one_line(title: str) -> str:
    return " ".join(title.split())[:40]


def _worth(header: Header) -> int:
    return len(header.fields) * 10 + sum(column.field is Field.UNUSED for column in header.columns)


def _is_enough(header: Header) -> bool:
    somebody = header.has(Field.NAME, Field.HEAD_NAME)
    return somebody and (header.has(*DOOR, Field.IDENTITY_NO) or len(header.fields) >= 3)


def _settle(header: Header) -> Header:
    """One column for each field; a lone 户主姓名 is the name; 门牌号 beside 室号 is the building's plate."""
    columns = list(header.columns)
    if not header.has(Field.NAME):
        columns = [replace(c, field=Field.NAME) if c.field is Field.HEAD_NAME else c for c in columns]
    if not header.has(Field.BUILDING) and len(header.columns_of(Field.ROOM)) > 1:
        plate = next((c for c in columns if c.field is Field.ROOM and plain_title(c.title).startswith("门牌")), None)
        columns = [replace(c, field=Field.BUILDING) if c is plate else c for c in columns]
    best: dict[Field, Column] = {}
    for column in columns:
        if column.field and column.field not in _SEVERAL:
            rival = best.get(column.field)
            if rival is None or column.rank < rival.rank:
                best[column.field] = column
    kept = [replace(c, doubled=c.field in best and best[c.field] is not c) if c.field else c for c in columns]
    return Header(header.first, header.last, tuple(kept))


def meaning(column: Column) -> str:
    """What a column is read as, in Chinese, for a person; empty for a column that is not read."""
    if not column.is_read or column.field is None:
        return ""
    return column.title if column.field is Field.CARE_FLAG else CANONICAL[column.field]
