"""Under which names a phone in the same network finds this machine."""

from __future__ import annotations

import socket

ELSEWHERE = "198.51.100.1"  # RFC 5737: documentation only. Connecting a UDP socket sends nothing, it only picks a route


def lan_address() -> str | None:
    """The IPv4 address of the interface that leads out, or None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((ELSEWHERE, 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") or address == "0.0.0.0" else address


def host_names() -> list[str]:
    """This machine's own name, as DNS and as mDNS (`.local`) may know it."""
    name = socket.gethostname().split(".")[0].lower()
    if not name or name == "localhost" or not name.replace("-", "").isalnum() or not name.isascii():
        return []
    return [name, f"{name}.local"]
