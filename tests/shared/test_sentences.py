"""Every sentence the server can say is in the catalogue, however it is wrapped where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.shared.messages import KEYWORDS, ROOT, collect, is_sentence

ENDS = ("。", "？", "！", "：")
# What is not said to somebody who chose a language: invented people, the workshop of components, commands and printed
# pages that carry both languages side by side or are for the operator, and workbooks for Chinese offices.
ELSEWHERE = (
    "demo", "gallery.py", "app/roster.py", "app/demo.py", "cli.py", "app/serve/", "app/visits/slip.py",
    "app/visits/export.py", "app/events/service/export.py", "app/volunteers/service/export_hours.py",
)  # fmt: skip

FILES = [
    file
    for file in sorted((ROOT / "app").rglob("*.py"))
    if not any(part in file.relative_to(ROOT).as_posix() for part in ELSEWHERE)
]


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Chinese texts that are not documentation."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and is_sentence(node.value)
        if is_text and id(node) not in documentation:
            yield node


def said(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts anywhere inside a call that speaks: a ternary, a default, a table that is looked up in."""
    for node in ast.walk(tree):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name in KEYWORDS:
            yield from texts(node)


@pytest.fixture(scope="module")
def catalogue() -> set[str]:
    return {message.id for message in collect() if isinstance(message.id, str)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_sentence_is_in_the_catalogue(file: Path, catalogue: set[str]) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    sentences = [*(node for node in texts(tree) if node.value.endswith(ENDS)), *said(tree)]
    missing = {f"{file.name}:{node.lineno} {node.value}" for node in sentences if node.value not in catalogue}
    assert not missing, "wrap each in N_(…) and run `make messages`"


def test_a_sentence_that_hides_in_a_ternary_is_noticed() -> None:
    tree = ast.parse("say(N_('好。') if x else '没有收录的一句。')")
    assert {node.value for node in said(tree)} == {"好。", "没有收录的一句。"}
