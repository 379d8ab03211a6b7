"""A foreign page cannot make a browser act; an address is what a network owns."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shared.origins import client_address, origin_allowed
from app.shared.settings import Settings, read_settings

PLAIN = read_settings({})
SECURE = read_settings({"LINJU_PUBLIC_URL": "https://linju.example"})


def scope(method: str = "POST", kind: str = "http", client: str = "203.0.113.9", **headers: str) -> dict[str, Any]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": kind, "method": method, "headers": raw, "client": (client, 5000)}


@pytest.mark.parametrize(
    ("origin", "host", "settings", "answer"),
    [
        ("http://localhost:8000", "localhost:8000", PLAIN, True),
        ("http://192.168.1.7:8000", "192.168.1.7:8000", PLAIN, True),  # a phone in the LAN
        ("https://linju.example", "linju.example", SECURE, True),
        ("https://linju.example", "127.0.0.1:8000", SECURE, True),  # a proxy that rewrites Host
        ("http://linju.example", "linju.example", SECURE, False),  # plain HTTP may be forged on the way
        ("https://evil.example", "linju.example", SECURE, False),
        ("https://linju.example.evil.example", "linju.example", SECURE, False),
        ("https://linju.example:444", "linju.example", SECURE, False),
        ("http://localhost:8001", "localhost:8000", PLAIN, False),
        ("null", "localhost:8000", PLAIN, False),  # a sandboxed frame, a file
        ("null", "", PLAIN, False),
        ("", "", PLAIN, False),
        ("chrome-extension://abc", "localhost:8000", PLAIN, False),
        ("ftp://localhost:8000", "localhost:8000", PLAIN, False),
    ],
)
def test_only_our_own_pages_may_send(origin: str, host: str, settings: Settings, answer: bool) -> None:
    assert origin_allowed(scope(origin=origin, host=host), settings) is answer
    assert origin_allowed(scope("GET", "websocket", origin=origin, host=host), settings) is answer


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_every_unsafe_method_is_checked(method: str) -> None:
    assert not origin_allowed(scope(method, origin="https://evil.example", host="localhost:8000"), PLAIN)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_is_not_checked(method: str) -> None:
    assert origin_allowed(scope(method, origin="https://evil.example", host="localhost:8000"), PLAIN)


@pytest.mark.parametrize(
    ("site", "answer"),
    [("none", True), ("same-origin", True), ("same-site", False), ("cross-site", False)],
)
def test_a_browser_that_hides_the_origin_still_says_how_far_away_the_page_is(site: str, answer: bool) -> None:
    assert origin_allowed(scope(host="localhost:8000", sec_fetch_site=site), PLAIN) is answer


def test_a_program_without_a_browser_names_no_origin_and_may_send() -> None:
    assert origin_allowed(scope(host="localhost:8000"), PLAIN)


@pytest.mark.parametrize(
    ("peer", "forwarded", "hops", "address"),
    [
        ("203.0.113.9", "", 0, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", 0, "203.0.113.9"),  # nobody may choose their own address
        ("127.0.0.1", "198.51.100.1", 0, "198.51.100.1"),  # a proxy on this machine
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", 0, "198.51.100.1"),
        ("::1", "198.51.100.1", 0, "198.51.100.1"),
        ("127.0.0.1", "", 0, "127.0.0.1"),
        ("10.0.0.5", "6.6.6.6, 198.51.100.1, 10.0.0.4", 2, "198.51.100.1"),
        ("10.0.0.5", "198.51.100.1", 2, "10.0.0.5"),  # fewer than promised: believe nothing
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "", 0, "203.0.113.9"),
        ("fe80::1%eth0", "", 0, "fe80::/64"),
        ("", "198.51.100.1", 0, "198.51.100.1"),  # a Unix socket
        ("127.0.0.1", "garbage", 0, "garbage"),
    ],
)
def test_the_address_is_what_our_own_proxies_saw(peer: str, forwarded: str, hops: int, address: str) -> None:
    assert client_address(scope(client=peer, x_forwarded_for=forwarded), hops) == address


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=200))
def test_no_header_breaks_it_or_grows_the_table(text: str) -> None:
    made = scope(client="127.0.0.1")
    made["headers"].append((b"x-forwarded-for", text.encode("latin-1")))
    assert len(client_address(made, 0)) <= 64
