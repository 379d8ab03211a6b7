"""A sign-in never leads to another site."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.paths import own_path


@pytest.mark.parametrize(
    "path", ["/", "/round", "/households/0199?x=1&y=%2F", "/visit#top", "/查找?q=林", "/a//b", "/a:b"]
)
def test_a_path_of_ours_is_followed(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        None, "", "round", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example", "\t//evil.example", "https://evil.example", "https:/evil.example", "javascript:alert(1)",
        "data:text/html,x", " /round", "/a\\b", "/x\r\nSet-Cookie: a=b", "/\x00", "http:round", "/" + "x" * 500,
    ],
)  # fmt: skip
def test_anything_else_leads_home(text: str | None) -> None:
    assert own_path(text) == "/"


@given(st.text(alphabet="/\\:.@#?%\t\r\n\0 ahtps1", max_size=20))
def test_whatever_is_asked_for_stays_on_this_site(text: str) -> None:
    target = urlsplit(urljoin("https://linju.example/login", own_path(text)))
    assert (target.scheme, target.netloc) == ("https", "linju.example")
