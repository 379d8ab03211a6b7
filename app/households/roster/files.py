"""Open a roster file by what it contains, never by its name."""

from __future__ import annotations

from pathlib import Path

from app.households.roster.excel import read_excel
from app.households.roster.plain import read_text
from app.households.roster.problems import Unreadable
from app.households.roster.tables import MAX_BYTES, Table
from app.households.roster.webpage import read_webpage
from app.shared.i18n import N_

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, but also .doc and every .xlsx with a password
_OTHER = (
    (b"%PDF", " PDF"), (b"\x89PNG", N_("图片")), (b"\xff\xd8\xff", N_("图片")), (b"GIF8", N_("图片")),
    (b"BM", N_("图片")), (b"Rar!", N_("压缩包")), (b"7z\xbc\xaf", N_("压缩包")), (b"\x1f\x8b", N_("压缩包")),
    (b"{\\rtf", N_(" Word 文档")),
)  # fmt: skip


def load(source: Path | bytes) -> bytes:
    """The bytes of a file. Raises ``Unreadable`` if it is missing, empty or too big."""
    if isinstance(source, Path):
        try:
            if source.stat().st_size > MAX_BYTES:
                raise _too_big(source.stat().st_size)
            source = source.read_bytes()
        except OSError:
            raise Unreadable("file_missing") from None
    if len(source) > MAX_BYTES:
        raise _too_big(len(source))
    if not source.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unreadable("file_empty")
    return source


def _too_big(size: int) -> Unreadable:
    return Unreadable("file_too_big", size=-(-size >> 20), limit=MAX_BYTES >> 20)


def read_tables(data: bytes) -> list[Table]:
    """The tables of a file. Raises ``Unreadable``."""
    if data.startswith(_OLE):
        return _read_ole(data)
    if data.startswith(b"PK"):
        return read_excel(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Unreadable("file_unknown", kind=N_(" XML 表格"))
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<?xml")) or b"<table" in head:
        return read_webpage(data)
    if kind := next((kind for magic, kind in _OTHER if data.startswith(magic)), None):
        raise Unreadable("file_unknown", kind=kind)
    return read_text(data)


def _read_ole(data: bytes) -> list[Table]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("file_password")
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("file_unknown", kind=N_(" Word 文档"))
    return read_excel(data)
