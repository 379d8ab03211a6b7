"""What a phone has to load, brotli: the budgets of the first visit, and no trace of Radix."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest

FIRST_JS, FIRST_CSS, ROUTE_JS = 150_000, 16_000, 15_000  # bytes


def weight(file: Path) -> int:
    """Bytes on the wire: what the build compressed, else what it would be."""
    packed = file.with_name(file.name + ".br")
    return packed.stat().st_size if packed.exists() else len(brotli.compress(file.read_bytes()))


def preloaded(page: Path, static: Path) -> list[Path]:
    """The modules a page names in its head: its first load."""
    names = re.findall(r'rel="modulepreload" href="(/[^"]+)"', page.read_text("utf-8"))
    assert names, page
    return [static / name.lstrip("/") for name in names]


def pages(static: Path) -> list[Path]:
    return sorted(static.rglob("index.html"))


def test_the_first_visit_loads_little_script(built: Path) -> None:
    heavy = {
        str(page.relative_to(built)): total
        for page in pages(built)
        if (total := sum(weight(module) for module in preloaded(page, built))) > FIRST_JS
    }
    assert heavy == {}


def test_the_stylesheet_is_small(built: Path) -> None:
    (sheet,) = built.glob("assets/__reflex_global_styles-*.css")
    assert len(brotli.compress(sheet.read_bytes())) <= FIRST_CSS


def test_a_route_adds_little(built: Path) -> None:
    common = set.intersection(*(set(preloaded(page, built)) for page in pages(built)))
    heavy = {
        str(page.relative_to(built)): total
        for page in pages(built)
        if (total := sum(weight(module) for module in set(preloaded(page, built)) - common)) > ROUTE_JS
    }
    assert heavy == {}


@pytest.mark.parametrize("kind", ["js", "css"])
def test_nothing_of_radix_is_in_the_build(built: Path, kind: str) -> None:
    guilty = [file.name for file in built.glob(f"assets/*.{kind}") if "radix-themes" in file.read_text("utf-8")]
    assert guilty == []
