"""The address for a phone is one it can reach, or none."""

import ipaddress
import socket

import pytest

from app.serve import addresses


def test_the_address_is_never_the_loopback() -> None:
    found = addresses.lan_address()
    assert found is None or not ipaddress.ip_address(found).is_loopback


def test_without_a_network_there_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unplugged(socket.socket):
        def connect(self, address: object) -> None:
            raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "socket", Unplugged)
    assert addresses.lan_address() is None


@pytest.mark.parametrize(
    ("machine", "names"),
    [("Lounge-PC.office.cn", ["lounge-pc", "lounge-pc.local"]), ("localhost", []), ("电脑", []), ("", [])],
)
def test_only_names_that_dns_knows_are_used(monkeypatch: pytest.MonkeyPatch, machine: str, names: list[str]) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: machine)
    assert addresses.host_names() == names
