"""What the service worker keeps, and what it never touches."""

import json
import re
from pathlib import Path

import pytest

from app.offline.worker import NEVER, options, page_file, write_large, write_worker
from app.shared.frontend import BuildError


def test_a_page_is_kept_under_the_name_that_needs_no_redirect() -> None:
    assert page_file("/round") == "round/index.html"
    assert page_file("/") == "index.html"


@pytest.mark.parametrize("path", ["/api/commands", "/api/views/round", "/auth/login", "/_event/", "/healthz"])
def test_the_server_paths_are_never_answered_by_the_worker(path: str) -> None:
    assert re.match(NEVER, path)


@pytest.mark.parametrize("path", ["/round", "/apiary", "/authors", "/households/0193", "/admin/roster"])
def test_pages_are(path: str) -> None:
    assert not re.match(NEVER, path)


def test_a_kept_page_is_found_without_its_slash_and_with_a_question() -> None:
    kept, *_rest = options(Path("static"), [], ["/", "/round", "/visit", "/health/measure"])["runtimeCaching"]
    pattern = re.compile(kept["urlPattern"].removeprefix("js:/").removesuffix("/"))
    assert pattern.search("https://linju.example/visit?household=1")
    assert pattern.search("http://localhost:8000/round/")
    assert pattern.search("https://linju.example/health/measure")
    assert not re.search(r"(?<!\\)/", kept["urlPattern"].removeprefix("js:/").removesuffix("/")), "ends the expression"
    assert not pattern.search("https://linju.example/health")
    assert not pattern.search("https://linju.example/rounds")
    assert not pattern.search("https://linju.example/admin/round")


def test_a_page_that_is_not_in_the_build_stops_it(tmp_path: Path) -> None:
    (tmp_path / "__spa-fallback.html").write_text("")
    with pytest.raises(BuildError, match=r"round/index\.html"):
        write_worker(tmp_path, ["/round"])


def test_what_is_large_is_not_on_every_phone_but_named_for_those_that_need_it(tmp_path: Path) -> None:
    assert not [name for name in options(Path("static"), [], ["/door"])["globPatterns"] if "wasm" in name]
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "reader-Bb9Mx2Pu.wasm").write_bytes(b"")
    write_large(tmp_path, {"door": "assets/*.wasm"})
    assert json.loads((tmp_path / "large.json").read_text()) == {"door": ["/assets/reader-Bb9Mx2Pu.wasm"]}
    with pytest.raises(BuildError, match="nothing"):
        write_large(tmp_path, {"door": "nothing/*"})
