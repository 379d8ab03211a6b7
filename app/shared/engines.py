"""Build step for WebAssembly: an engine lies among our own files, packed, and no code knows another place to get it.

zxing-wasm would fetch its engine from a public CDN when nobody tells it otherwise. We tell it
(events/js/scan_worker.js); here the address itself is taken out of the bundle, so that no mistake can bring it back.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from app.shared.frontend import BuildError

FOREIGN = re.compile(r"https://[\w.]*jsdelivr\.net/npm/[\w@./-]*/")
PLACES = re.compile(
    r"\b(?:[\w-]+\.)*(?:jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|esm\.sh|skypack\.dev|jspm\.io)\b"
)


def self_hosted(static: Path) -> None:
    """Take foreign addresses out of every script, and pack the engines. Raises `BuildError`."""
    assets = static / "assets"
    for file in sorted(assets.glob("*.js")):
        _without_addresses(file)
    for file in sorted(assets.glob("*.wasm")):
        _packed(file)


def _without_addresses(file: Path) -> None:
    code = file.read_text("utf-8")
    if "//" in code and (changed := FOREIGN.sub("/assets/", code)) != code:
        file.write_text(changed, "utf-8")
        code = changed
    if found := PLACES.search(code):
        raise BuildError(f"self_hosted: {file.name} names {found[0]}")


def _packed(file: Path) -> None:
    """Reflex packs scripts and pages only; an engine of 950 KB travels as 320."""
    engine = file.read_bytes()
    file.with_name(file.name + ".br").write_bytes(brotli.compress(engine))
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(engine, 9, mtime=0))
