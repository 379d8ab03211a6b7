"""A screen is answered at its own address, at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from app.shared.prerendered import Prerendered


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    for name in ("round", "admin", "admin/people"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    (tmp_path / "assets").mkdir()
    (tmp_path / "404.html").write_text("lost")
    mounted = Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path, html=True))])
    return TestClient(Prerendered(mounted, tmp_path), follow_redirects=False)


@pytest.mark.parametrize("path", ["/round", "/admin", "/admin/people", "/round/", "/round?tab=done"])
def test_a_screen_is_answered_without_a_redirect(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text == path.strip("/").partition("?")[0]


@pytest.mark.parametrize("path", ["/rounds", "/households/0195", "/round/../../etc", "/%2e%2e/round", "/" + "a" * 5000])
def test_other_addresses_stay_what_they_are(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 405)
