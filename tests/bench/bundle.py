"""First-load script and style of every screen, brotli. Budgets: 150 KB, 16 KB; a route adds at most 15 KB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.serve.production import STATIC
from tests.bundle import routes, styles
from tests.e2e.installation import Installation


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Sizes of the build on disk; no server is asked."""
    yield _row("bundle_css", styles(STATIC), 16)
    for route in routes(STATIC):
        yield _row(f"bundle_js {route.path}", route.total, 150)
        yield _row(f"bundle_route_adds {route.path}", route.own, 15)


def _row(bench: str, size: int, budget: int) -> dict[str, Any]:
    return {"bench": bench, "value": round(size / 1000, 1), "unit": "KB", "budget": budget, "n": 1}
