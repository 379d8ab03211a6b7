"""What the browser is told about every answer."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from app.shared.headers import Answer, headers_for, policy
from app.shared.settings import read_settings

PLAIN = read_settings({})
SECURE = read_settings({"LINJU_PUBLIC_URL": "https://linju.example"})


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "round").mkdir()
    (tmp_path / "round" / "index.html").write_text("<script>a = 1</script><SCRIPT type=module>\nb</SCRIPT>")
    (tmp_path / "404.html").write_text('<script src="/x.js"></script><script>邻</script>')
    return tmp_path


def page(path: str, host: str = "localhost:8000", status: int = 200) -> Answer:
    return Answer(path, status, "text/html; charset=utf-8", host)


def digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def directives(answer: Answer, pages: Path, settings=PLAIN) -> dict[str, str]:
    parts = policy(answer, pages, settings).split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


def test_a_page_runs_its_own_files_and_exactly_its_own_inline_scripts(pages: Path) -> None:
    assert directives(page("/round/"), pages)["script-src"] == f"'self' {digest('a = 1')} {digest(chr(10) + 'b')}"


@pytest.mark.parametrize("path", ["/households/0199", "/nowhere", "/../../etc/passwd", "/" + "x" * 5000, "/\0"])
def test_an_address_without_a_file_gets_the_policy_of_the_fallback(pages: Path, path: str) -> None:
    assert directives(page(path), pages)["script-src"] == f"'self' {digest('邻')}"


def test_a_new_build_gets_new_hashes_without_a_restart(pages: Path) -> None:
    before = policy(page("/round/"), pages, PLAIN)
    (pages / "round" / "index.html").write_text("<script>changed</script>")
    assert digest("changed") in policy(page("/round/"), pages, PLAIN) != before


def test_before_the_first_build_nothing_inline_runs(tmp_path: Path) -> None:
    assert directives(page("/"), tmp_path)["script-src"] == "'self'"


@pytest.mark.parametrize("settings", [PLAIN, SECURE])
def test_a_page_evals_nothing_and_is_framed_by_nobody(pages: Path, settings) -> None:
    made = policy(page("/round/"), pages, settings)
    assert "unsafe-eval" not in made
    assert "*" not in made
    assert "'unsafe-inline'" not in directives(page("/round/"), pages, settings)["script-src"]
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(
        made.split("; ")
    )


def test_the_socket_of_this_very_host_may_be_opened(pages: Path) -> None:
    assert directives(page("/", "10.0.0.2:8000"), pages)["connect-src"] == "'self' ws://10.0.0.2:8000"
    assert directives(page("/", "linju.example"), pages, SECURE)["connect-src"] == "'self' wss://linju.example"


@pytest.mark.parametrize("host", ["x; script-src *", "a b", "", "h" * 300, "é"])
def test_a_forged_host_does_not_reach_the_policy(pages: Path, host: str) -> None:
    assert directives(page("/", host), pages)["connect-src"] == "'self'"
    assert policy(page("/", host), pages, PLAIN).count("script-src") == 1


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (Answer("/assets/a-1234.js"), "public, max-age=31536000, immutable"),
        (Answer("/assets/a-1234.js", 304), "public, max-age=31536000, immutable"),
        (Answer("/assets/gone.js", 404, "text/html"), "no-cache"),
        (page("/"), "no-cache"),
        (page("/round/"), "no-cache"),
        (Answer("/sw.js"), "no-cache"),
        (Answer("/manifest.webmanifest"), "no-cache"),
        (Answer("/api/views/round"), "no-store"),
        (Answer("/auth/login", 303), "no-store"),
    ],
)
def test_how_long_an_answer_is_kept(pages: Path, answer: Answer, kept: str) -> None:
    assert headers_for(answer, pages, PLAIN)["cache-control"] == kept


def test_a_page_that_has_not_changed_still_gets_the_policy_of_today(pages: Path) -> None:
    assert digest("a = 1") in policy(Answer("/round/", 304), pages, PLAIN)
    assert "script-src" not in policy(Answer("/assets/a.js", 304), pages, PLAIN)


def test_an_answer_of_the_api_may_do_nothing_in_a_browser(pages: Path) -> None:
    assert directives(Answer("/api/x", 200, "application/json"), pages)["default-src"] == "'none'"


def test_only_the_worker_that_reads_codes_may_compile_webassembly(pages: Path) -> None:
    worker = directives(Answer("/assets/scan_worker-7xTRemgT.js", 200, "text/javascript"), pages)
    assert worker["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert worker["default-src"] == "'none'"
    assert worker["connect-src"] == "'self'"
    others = [
        page("/door/"), page("/assets/scan_worker-7xTRemgT.js"), Answer("/assets/door-k4InmNz2.js"), Answer("/sw.js"),
        Answer("/scan_worker-7xTRemgT.js"), Answer("/assets/scan_worker-7xTRemgT.js.map"), Answer("/api/views/door"),
    ]  # fmt: skip
    assert not [one.path for one in others if "wasm" in policy(one, pages, PLAIN)]


def test_https_is_insisted_on_only_where_there_is_https(pages: Path) -> None:
    assert "strict-transport-security" not in headers_for(page("/"), pages, PLAIN)
    assert headers_for(page("/"), pages, SECURE)["strict-transport-security"] == "max-age=31536000"
    assert "upgrade-insecure-requests" not in policy(page("/"), pages, PLAIN)
    assert "upgrade-insecure-requests" in policy(page("/"), pages, SECURE)


def test_nobody_is_asked_where_they_are(pages: Path) -> None:
    assert "geolocation=()" in headers_for(page("/"), pages, PLAIN)["permissions-policy"]
