"""A small certificate authority of this installation, for phones in the same network.

Browsers allow a service worker, the camera and Bluetooth only on localhost or over HTTPS, and no public authority
signs for 192.168.1.5. So `linju serve --tls` makes its own: `LINJU_HOME/tls` holds the authority (10 years) and the
server's certificate, made again when a name is missing from it or it is about to end. Whoever trusts the authority
gives it little: name constraints (RFC 5280 §4.2.1.10) bind it to private addresses and to this machine's names.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3650
SERVER_DAYS = (
    397  # Apple refuses more than 398 for a certificate (support.apple.com/103769 allows 825 for a private CA)
)
RENEW_DAYS = 30
PRIVATE = serialization.PrivateFormat.PKCS8
NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8")


@dataclass(frozen=True)
class Trust:
    """The files of `--tls`. `fingerprint` is SHA-256 of the authority's certificate, as phones show it."""

    authority: Path
    certificate: Path
    key: Path
    fingerprint: str


def ensure_trust(folder: Path, names: list[str], now: datetime) -> Trust:
    """The authority and a certificate for all `names` (host names and addresses), made or renewed where needed."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = [folder / name for name in ("authority.pem", "authority.key", "server.pem", "server.key")]
    authority_file, authority_key, server_file, server_key = files
    if not (authority_file.exists() and authority_key.exists() and _may_sign(authority_file, names)):
        _make_authority(authority_file, authority_key, names, now)
        server_file.unlink(missing_ok=True)
    authority = x509.load_pem_x509_certificate(authority_file.read_bytes())
    if not _still_good(server_file, server_key, authority, names, now):
        signer = serialization.load_pem_private_key(authority_key.read_bytes(), None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        _make_server(server_file, server_key, authority, signer, names, now)
    return Trust(authority_file, server_file, server_key, fingerprint(authority))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in pairs of hex digits, as Android and iOS show it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def ends_at(certificate: Path) -> datetime:
    """When a certificate ends (aware UTC)."""
    return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc


def _still_good(file: Path, key: Path, authority: x509.Certificate, names: list[str], now: datetime) -> bool:
    if not (file.exists() and key.exists()):
        return False
    found = x509.load_pem_x509_certificate(file.read_bytes())
    covered = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        found.issuer == authority.subject
        and found.not_valid_after_utc - now > timedelta(days=RENEW_DAYS)
        and set(_general_names(names)) <= set(covered)
    )


def _may_sign(file: Path, names: list[str]) -> bool:
    """Whether the constraints allow every name: a renamed machine needs a new authority, trusted anew."""
    authority = x509.load_pem_x509_certificate(file.read_bytes())
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return all(any(_covers(tree, name) for tree in permitted) for name in _general_names(names))


def _covers(tree: x509.GeneralName, name: x509.GeneralName) -> bool:
    if isinstance(tree, x509.IPAddress) and isinstance(name, x509.IPAddress):
        return name.value in tree.value  # type: ignore[operator]
    if isinstance(tree, x509.DNSName) and isinstance(name, x509.DNSName):
        return name.value == tree.value or name.value.endswith("." + tree.value)
    return False


def _constraints(names: list[str]) -> x509.NameConstraints:
    networks: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_network(network)) for network in NETWORKS]
    own = [name for name in _general_names(names) if not any(_covers(network, name) for network in networks)]
    exact = [x509.IPAddress(ipaddress.ip_network(n.value)) if isinstance(n, x509.IPAddress) else n for n in own]
    return x509.NameConstraints([*networks, x509.DNSName("local"), *exact], None)


def _make_authority(file: Path, key_file: Path, names: list[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    suffix = os.urandom(3).hex()  # two installations in one phone's list can be told apart
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Linju {suffix}")])
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(_constraints(names), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    _write(key_file, _pem(key), 0o600)
    _write(file, made.public_bytes(serialization.Encoding.PEM), 0o644)


def _make_server(
    file: Path, key_file: Path, authority: x509.Certificate, signer: ec.EllipticCurvePrivateKey,
    names: list[str], now: datetime,
) -> None:  # fmt: skip
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])]))
        .issuer_name(authority.subject).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=SERVER_DAYS - 1))
        .add_extension(x509.SubjectAlternativeName(_general_names(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )  # fmt: skip
    _write(key_file, _pem(key), 0o600)
    _write(file, made.public_bytes(serialization.Encoding.PEM), 0o644)


def _general_names(names: list[str]) -> list[x509.GeneralName]:
    return [_general_name(name) for name in names]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, PRIVATE, serialization.NoEncryption())


def _write(file: Path, content: bytes, mode: int) -> None:
    draft = file.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
        out.write(content)
    draft.replace(file)
