"""A phone that trusts the authority accepts the server, and nothing else gets a certificate from it."""

import http.client
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509

from app.serve.tls import AUTHORITY_DAYS, SERVER_DAYS, Trust, ends_at, ensure_trust

NOW = datetime.now(UTC)
NAMES = ["localhost", "127.0.0.1", "lounge", "lounge.local", "192.168.1.5"]


def test_the_private_keys_are_readable_by_the_owner_only(tmp_path: Path) -> None:
    made = ensure_trust(tmp_path / "tls", NAMES, NOW)
    for file in (made.key, tmp_path / "tls" / "authority.key"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_client_with_the_authority_trusts_the_server(tmp_path: Path, name: str) -> None:
    made = ensure_trust(tmp_path / "tls", NAMES, NOW)
    port = _serve_once(made)
    trusting = ssl.create_default_context(cafile=made.authority)
    connection = http.client.HTTPSConnection(name, port, context=trusting, timeout=5)
    connection.request("GET", "/")
    assert connection.getresponse().status == 204


def test_a_stranger_does_not_trust_it(tmp_path: Path) -> None:
    port = _serve_once(ensure_trust(tmp_path / "tls", NAMES, NOW))
    with pytest.raises(ssl.SSLCertVerificationError):
        http.client.HTTPSConnection("localhost", port, timeout=5).request("GET", "/")


def test_a_second_start_keeps_what_phones_trust(tmp_path: Path) -> None:
    first = ensure_trust(tmp_path, NAMES, NOW)
    kept = first.certificate.read_bytes()
    second = ensure_trust(tmp_path, NAMES, NOW + timedelta(days=1))
    assert (second.fingerprint, second.certificate.read_bytes()) == (first.fingerprint, kept)


def test_a_new_address_makes_a_new_certificate_of_the_same_authority(tmp_path: Path) -> None:
    first = ensure_trust(tmp_path, NAMES, NOW)
    second = ensure_trust(tmp_path, [*NAMES, "10.0.0.7"], NOW)
    assert second.fingerprint == first.fingerprint
    assert "10.0.0.7" in _names(second.certificate)


def test_a_certificate_is_renewed_before_it_ends(tmp_path: Path) -> None:
    first = ends_at(ensure_trust(tmp_path, NAMES, NOW).certificate)
    later = NOW + timedelta(days=SERVER_DAYS - 20)
    assert ends_at(ensure_trust(tmp_path, NAMES, later).certificate) > first


def test_no_certificate_lasts_longer_than_phones_accept(tmp_path: Path) -> None:
    made = ensure_trust(tmp_path, NAMES, NOW)
    assert ends_at(made.certificate) - NOW < timedelta(days=398)
    assert ends_at(made.authority) - NOW <= timedelta(days=AUTHORITY_DAYS)


def test_the_authority_may_sign_for_this_machine_and_private_networks_only(tmp_path: Path) -> None:
    made = ensure_trust(tmp_path, NAMES, NOW)
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    permitted = [str(tree.value) for tree in limits.value.permitted_subtrees or []]
    assert {"lounge", "localhost", "local", "192.168.0.0/16"} <= set(permitted)
    assert not [name for name in permitted if name in ("0.0.0.0/0", "") or name.endswith(("com", "cn"))]


def test_a_renamed_machine_gets_a_new_authority(tmp_path: Path) -> None:
    first = ensure_trust(tmp_path, NAMES, NOW)
    assert ensure_trust(tmp_path, [*NAMES, "kitchen"], NOW).fingerprint != first.fingerprint


def _names(file: Path) -> list[str]:
    found = x509.load_pem_x509_certificate(file.read_bytes())
    return [str(n.value) for n in found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value]


def _serve_once(trust: Trust) -> int:
    class Empty(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Empty)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trust.certificate, trust.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.handle_request, daemon=True).start()
    return server.server_port
