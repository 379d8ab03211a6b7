"""What a phone downloads stays within DESIGN §9, and Radix stays out."""

import json
from pathlib import Path

from app.shared.engines import PLACES
from tests.bundle import routes, styles

KB = 1000  # as the prototype was measured: 144,847 bytes are its 145 KB
FIRST_SCRIPT, FIRST_STYLE, ONE_ROUTE = 150 * KB, 16 * KB, 15 * KB


def test_every_screen_starts_with_at_most_150_kb_of_script(built: Path) -> None:
    assert {route.path: route.total for route in routes(built) if route.total > FIRST_SCRIPT} == {}


def test_a_route_adds_at_most_15_kb(built: Path) -> None:
    assert {route.path: route.own for route in routes(built) if route.own > ONE_ROUTE} == {}


def test_the_styles_are_at_most_16_kb(built: Path) -> None:
    assert 0 < styles(built) <= FIRST_STYLE


def test_radix_is_in_no_chunk(built: Path) -> None:
    files = [*built.rglob("*.js"), *built.rglob("*.css")]
    assert files
    assert [file.name for file in files if "radix-themes" in file.read_text(encoding="utf-8", errors="replace")] == []


def test_the_build_kept_every_package_of_the_lock(built: Path) -> None:
    """Nothing was installed that reflex.lock/ does not name: it would be another version tomorrow."""
    from app.serve.production import ROOT

    installed = json.loads((ROOT / ".web" / "package.json").read_text())
    locked = json.loads((ROOT / "reflex.lock" / "package.json").read_text())
    for part in ("dependencies", "devDependencies"):
        assert set(installed[part]) <= set(locked["dependencies"]) | set(locked["devDependencies"])


def test_the_scanner_is_our_own_and_not_in_any_first_load(built: Path) -> None:
    assert list(built.glob("assets/*.wasm"))
    loaded = {name for route in routes(built) for name in route.scripts}
    assert not [name for name in loaded if name.startswith(("scan_worker", "door_taps"))]
    code = "".join(file.read_text(encoding="utf-8") for file in built.glob("assets/*.js"))
    assert not PLACES.search(code)
    (engine,) = built.glob("assets/*.wasm")
    assert engine.name not in (built / "sw.js").read_text(encoding="utf-8")  # residents never scan
    assert json.loads((built / "large.json").read_text()) == {"door": [f"/assets/{engine.name}"]}
