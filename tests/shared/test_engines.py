"""An engine lies among our own files; no script knows another place."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from app.shared.engines import PLACES, self_hosted
from app.shared.frontend import BuildError

CDN = "return `https://fastly.jsdelivr.net/npm/zxing-wasm@3.1.4/dist/${n[1]}/${e}`"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    return tmp_path


def test_the_address_of_a_cdn_is_taken_out(static: Path) -> None:
    worker = static / "assets" / "scan_worker-a.js"
    worker.write_text(CDN)
    self_hosted(static)
    assert worker.read_text() == "return `/assets/${n[1]}/${e}`"


@pytest.mark.parametrize("place", ["https://unpkg.com/x", "//cdn.jsdelivr.net/gh/x", "https://esm.sh/x"])
def test_a_place_that_stays_stops_the_build(static: Path, place: str) -> None:
    (static / "assets" / "a.js").write_text(f"fetch('{place}')")
    with pytest.raises(BuildError, match=r"self_hosted: a\.js"):
        self_hosted(static)


def test_an_engine_travels_packed(static: Path) -> None:
    engine = static / "assets" / "reader-a.wasm"
    engine.write_bytes(b"\0asm" * 1000)
    self_hosted(static)
    assert brotli.decompress((static / "assets" / "reader-a.wasm.br").read_bytes()) == engine.read_bytes()
    assert gzip.decompress((static / "assets" / "reader-a.wasm.gz").read_bytes()) == engine.read_bytes()


def test_a_host_that_only_ends_alike_is_no_cdn() -> None:
    assert not PLACES.search("https://notunpkg.community/x")
