"""What a phone downloads before a screen works: read from the production build's own manifest."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli

STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\./[^"']+\.js)["']""")  # not import("…"): that one waits

SHARED = 0.9  # of the screens: one on a wall brings no shell, which must not count as everybody else's own


@dataclass(frozen=True)
class Route:
    """A screen: every script it needs at first load, and what it adds to those nearly every screen brings (`SHARED`).
    Bytes are brotli."""

    path: str
    scripts: frozenset[str]
    total: int
    own: int


def routes(static: Path) -> list[Route]:
    """Every screen of the build."""
    manifest = _manifest(static)
    shell = _closure(static, _entry(manifest["entry"]) | _entry(manifest["routes"]["root"]))
    found = {}
    for name, route in manifest["routes"].items():
        if name != "root":
            found[_path(route)] = shell | _closure(static, _entry(route))
    counts = Counter(name for scripts in found.values() for name in scripts)
    shared = frozenset(name for name, count in counts.items() if count >= SHARED * len(found))
    return [
        Route(path, scripts, _weight(static, scripts), _weight(static, scripts - shared))
        for path, scripts in sorted(found.items())
    ]


def styles(static: Path) -> int:
    """The heaviest CSS that a page of the build brings, linked or inlined (bytes, brotli)."""
    return max(sum(_page_styles(static, page)) for page in static.rglob("*.html"))


def _page_styles(static: Path, page: Path) -> Iterator[int]:
    html = page.read_text(encoding="utf-8")
    for inline in re.findall(r"<style[^>]*>(.*?)</style>", html, re.S):
        yield len(brotli.compress(inline.encode()))
    linked = re.findall(r"<link[^>]*>", html)
    names = {
        name.group(1).split("?")[0]
        for tag in linked
        if "stylesheet" in tag and (name := re.search(r'href="(/[^"]+\.css[^"]*)"', tag))
    }
    for name in names:
        yield brotli_size(static / name.lstrip("/"))


def brotli_size(file: Path) -> int:
    """What travels for a file: its .br beside it, else its bytes compressed here."""
    packed = file.with_name(file.name + ".br")
    return packed.stat().st_size if packed.exists() else len(brotli.compress(file.read_bytes()))


def _manifest(static: Path) -> dict:
    (file,) = static.glob("assets/manifest-*.js")
    text = file.read_text(encoding="utf-8")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def _entry(part: dict) -> frozenset[str]:
    return frozenset(name.rpartition("/")[2] for name in (part["module"], *part.get("imports", ())))


def _closure(static: Path, names: frozenset[str]) -> frozenset[str]:
    """These scripts and everything they import without waiting."""
    seen: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        text = (static / "assets" / name).read_text(encoding="utf-8")
        waiting |= {found.removeprefix("./") for found in STATIC_IMPORT.findall(text)} - seen
    return frozenset(seen)


def _path(route: dict) -> str:
    return "/" + (route.get("path") or ("" if route.get("index") else route["id"]))


def _weight(static: Path, names: frozenset[str]) -> int:
    return sum(brotli_size(static / "assets" / name) for name in names)
