"""The arrows of the house, read from the imports: a wrong one fails the build."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

APP = Path(__file__).parent.parent / "app"
ROLES = ["models", "rules", "service", "state", "page"]  # low to high
LOW = ["shared", "accounts", "households", "offline", "passes"]  # low to high; every other feature is above all of them
PURE = {"models", "rules", "service"}
RADIX = {
    "button", "text", "heading", "card", "vstack", "hstack", "flex", "box", "container", "input", "dialog", "badge",
    "select", "switch", "link", "theme", "grid", "table", "tabs", "popover", "tooltip", "checkbox", "slider", "upload",
}  # fmt: skip


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    files = sorted(APP.rglob("*.py"))
    return [(file.relative_to(APP), ast.parse(file.read_text(encoding="utf-8"))) for file in files]


def imports(tree: ast.Module) -> Iterator[str]:
    """Every imported module below `app`, as `feature.role…`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "app":
            base = (node.module or "").removeprefix("app").lstrip(".")
            if base.count(".") == 0 and base:  # from app.visits import rules
                yield from (f"{base}.{alias.name}" for alias in node.names)
            elif base:
                yield base
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("app.") for a in node.names if a.name.startswith("app."))


def feature_of(path: str) -> str:
    return path.split(".")[0]


def role_of(path: str) -> str | None:
    """The role of `visits.rules.due` is rules; of `shared.db` none."""
    parts = path.split(".")
    return next((part for part in parts[1:] if part in ROLES), None)


def rank(feature: str) -> int:
    return LOW.index(feature) if feature in LOW else len(LOW)


@cache
def arrows() -> list[tuple[str, str]]:
    return [
        (".".join(file.with_suffix("").parts), target)
        for file, tree in modules()
        if len(file.parts) > 1  # app.py, web.py, cli.py and tables.py wire everything together
        for target in imports(tree)
    ]


def test_roles_point_one_way() -> None:
    wrong = [
        (source, target)
        for source, target in arrows()
        if feature_of(source) == feature_of(target)
        and role_of(source) and role_of(target)
        and ROLES.index(role_of(source)) < ROLES.index(role_of(target))  # type: ignore[arg-type]
    ]  # fmt: skip
    assert not wrong


def test_features_point_down() -> None:
    wrong = [(s, t) for s, t in arrows() if rank(feature_of(s)) < rank(feature_of(t))]
    assert not wrong


def test_a_feature_never_imports_the_screens_of_another() -> None:
    wrong = [
        (source, target)
        for source, target in arrows()
        if feature_of(source) != feature_of(target) and role_of(target) in {"state", "page"}
    ]
    assert not wrong


def test_rules_and_services_know_no_reflex() -> None:
    wrong = []
    for file, tree in modules():
        if role_of(".".join(file.with_suffix("").parts)) in PURE:
            for node in ast.walk(tree):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                wrong += [(str(file), name) for name in names if name.split(".")[0] in ("reflex", "reflex_base")]
    assert not wrong


def test_rules_are_pure() -> None:
    """A rule gets its clock and its rows as arguments."""
    forbidden = ("shared.db", "shared.clock", "shared.settings")
    wrong = [
        (s, t) for s, t in arrows() if role_of(s) == "rules" and t.startswith(forbidden) and not t.endswith("local_day")
    ]
    assert not wrong


def test_no_radix_component_is_used() -> None:
    wrong = [
        f"{file}:{node.lineno} rx.{node.attr}"
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "rx"
        and node.attr in RADIX
    ]
    assert not wrong
