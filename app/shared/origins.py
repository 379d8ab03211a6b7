"""Where a request comes from: the site that made the browser send it, and the network address.

A browser names the page's site in `Origin` on every unsafe request and every socket, and no page can forge it. So a
foreign page cannot act with somebody's cookie: this check and `SameSite=Lax` each suffice, and both are on.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from app.shared.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def origin_allowed(scope: Scope, settings: Settings) -> bool:
    """Whether this request may change something, or open a socket. Without `Origin` it is no browser's page."""
    if scope["type"] == "http" and scope["method"] in SAFE:
        return True
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return same_site(origin, headers.get("host", ""), settings)


def same_site(origin: str, host: str, settings: Settings) -> bool:
    """Whether `origin` is ours: a configured one, or the very host that was asked for.

    The host counts because a phone in the LAN opens a name nobody configured. Under HTTPS it must be
    HTTPS too, or a page forged on plain HTTP could speak for the secure one.
    """
    if origin in settings.allowed_origins:
        return True
    parts = urlsplit(origin)
    return (
        bool(host) and parts.netloc == host and parts.scheme in (("https",) if settings.secure else ("http", "https"))
    )


def client_address(scope: Scope, hops: int) -> str:
    """The caller's address, for slowing down guesses. An IPv6 caller owns a /64, so that is what counts.

    Shape: `hops` = how many of our own proxies stand in front (`LINJU_PROXY_HOPS`). A proxy on this machine counts as
    one unasked: nobody else can connect from the loopback. `X-Forwarded-For` is believed only that far.
    """
    client = scope.get("client")
    peer: str = client[0] if client else ""
    if not hops and _is_loopback(peer):
        hops = 1
    chain = [part.strip() for part in Headers(scope=scope).get("x-forwarded-for", "").split(",") if part.strip()]
    return network_of(chain[-hops] if hops and len(chain) >= hops else peer)


@lru_cache(1024)
def _is_loopback(text: str) -> bool:
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return text == ""  # a Unix socket


@lru_cache(1024)
def network_of(text: str) -> str:
    """An address as tries are counted by: an IPv6 caller owns a /64."""
    try:
        address = ip_address(text.split("%")[0])
    except ValueError:
        return text[:64]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64)) + "/64"
    return str(address)
