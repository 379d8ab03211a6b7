"""Every screen can be built, says its name and uses no piece that brings Radix back."""

from __future__ import annotations

import json

import pytest

from app.app import app


@pytest.mark.parametrize("route", sorted(app._unevaluated_pages))
def test_a_screen_renders_and_has_a_title(route: str) -> None:
    page = app._unevaluated_pages[route]
    assert "邻聚" in str(page.title)
    drawn = page.component()
    assert "radix" not in json.dumps(drawn.render(), default=str).lower()
