"""A port that cannot be had is one line before anything is built."""

import errno
import socket

import pytest

from app.serve.problem import Problem
from app.serve.server import check_port


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_names_the_port_and_another(host: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem, match=f"Port {port} is taken.*PORT="):
            check_port(host, port)


def test_a_port_for_root_only_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Guarded(socket.socket):
        def bind(self, address: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "socket", Guarded)
    with pytest.raises(Problem, match=r"more rights.*1023"):
        check_port("127.0.0.1", 80)


def test_an_address_that_is_not_here_says_so() -> None:
    with pytest.raises(Problem, match=r"198\.51\.100\.1"):
        check_port("198.51.100.1", 8000)
