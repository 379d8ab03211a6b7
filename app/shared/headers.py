"""The headers of every answer: what the browser may do with it, and how long it may keep it.

Why the page policy is what it is (tried in Chromium against the production build, tests/e2e/test_security.py):

- `script-src 'self'` + the SHA-256 of each inline script of that very page. React Router and our boot script put inline
  scripts into the prerendered HTML; the files are fixed at build time, so hashes do what a nonce cannot do in a file.
- No `'unsafe-eval'`. Reflex evals only what the *server* sends for `rx.call_script`, `rx.toast` and components made at
  run time. Nothing here sends any (`handlers.say` goes through `_set_value`), and the tests keep it so.
- `style-src 'unsafe-inline'`: the stylesheet is inlined for the first paint, and React and Emotion write style
  attributes and <style> elements at run time. A style can read little and has no foreign address to send it to.
- `img-src blob: data:`: photos taken at the door are shown from memory, QR codes are data.
- `connect-src` names the socket explicitly: Safari before 15.4 does not count `ws:` as `'self'`.
- `'wasm-unsafe-eval'` (compiling WebAssembly, no eval of text) only for the file of the worker that reads QR codes: a
  worker lives under the policy of its own file, and no screen gets it.
- `geolocation=()`: Linju never asks where somebody is, and no later mistake can make it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from app.shared.settings import Settings

YEAR = 31_536_000  # seconds
INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
SCANNER = re.compile(r"/assets/scan_worker-[\w-]{8}\.js")
HOST = re.compile(r"[\w.\-\[\]:]{1,255}", re.ASCII)

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "
    "display-capture=(), browsing-topics=()",
}


@dataclass(frozen=True)
class Answer:
    """What decides the headers of an answer. `host` is the Host that was asked for; `own_policy`: it brings its own
    Content-Security-Policy, so that none need be worked out."""

    path: str
    status: int = 200
    content_type: str = ""
    host: str = ""
    own_policy: bool = False

    @property
    def is_api(self) -> bool:
        return self.path.startswith(("/api/", "/auth/"))

    @property
    def is_page(self) -> bool:
        """A "not modified" has no type; what the browser kept must get the policy of today."""
        if self.status == 304:
            return not self.is_api and PurePosixPath(self.path).suffix in ("", ".html")
        return self.content_type.startswith("text/html")


def headers_for(answer: Answer, pages: Path, settings: Settings) -> dict[str, str]:
    """The headers of an answer. `pages` is the folder of the built frontend."""
    made = {**ALWAYS, "cache-control": cache_control(answer)}
    if not answer.own_policy:
        made["content-security-policy"] = policy(answer, pages, settings)
    if settings.https_for_good:
        made["strict-transport-security"] = f"max-age={YEAR}"
    return made


def cache_control(answer: Answer) -> str:
    """Names of `/assets/*` carry a hash, so what is found never changes. All else is asked for again (ETag)."""
    if answer.path.startswith("/assets/") and answer.status < 400:
        return f"public, max-age={YEAR}, immutable"
    return "no-store" if answer.is_api else "no-cache"


def policy(answer: Answer, pages: Path, settings: Settings) -> str:
    """The Content-Security-Policy of an answer."""
    if answer.is_page:
        return page_policy(answer, pages, settings)
    if answer.is_api:
        return "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    if SCANNER.fullmatch(answer.path):
        return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'"
    return "default-src 'self'; frame-ancestors 'none'"  # a worker lives under the policy of its own file


def page_policy(answer: Answer, pages: Path, settings: Settings) -> str:
    """The policy of a screen, see above."""
    scripts = " ".join(("'self'", *page_hashes(pages, answer.path)))
    host = answer.host if HOST.fullmatch(answer.host) else ""
    socket = f" {'wss' if settings.secure else 'ws'}://{host}" if host else ""
    parts = (
        "default-src 'none'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        f"connect-src 'self'{socket}",
        "media-src 'self' blob:",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        *(("upgrade-insecure-requests",) if settings.secure else ()),
    )
    return "; ".join(parts)


def page_hashes(pages: Path, path: str) -> tuple[str, ...]:
    """`'sha256-…'` of every inline script in the file that answers `path`."""
    file = _file_of(pages, path)
    return _hashes(file, file.stat().st_mtime_ns) if file is not None else ()


def _file_of(pages: Path, path: str) -> Path | None:
    """The HTML file the static mount sends for `path`, else its fallback; None before the first build."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    wanted = pages.joinpath(*parts)
    files = (wanted, wanted / "index.html", pages / "404.html")
    return next((file for file in files if file.suffix == ".html" and _is_file(file)), None)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # an absurdly long name
        return False


@lru_cache(maxsize=256)
def _hashes(file: Path, _changed: int) -> tuple[str, ...]:
    codes = (m["code"] for m in INLINE.finditer(file.read_text("utf-8")) if " src=" not in m["attributes"])
    return tuple(dict.fromkeys(_hash(code) for code in codes if code))


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"
