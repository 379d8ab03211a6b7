"""Sensitive columns: AES-GCM under a versioned key, and a keyed blind index to search by.

Keys lie in `LINJU_HOME/keys` (mode 0600), one file per version, made on first start. A value is
`version (2 bytes) | nonce (12) | ciphertext+tag`. Rotation adds a key; old values stay readable and are
rewritten by `linju keys rotate`. The blind index has its own key, which is not rotated: it would make
every search miss.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from app.shared.settings import settings

NONCE = 12
LOSSLESS = ("utf-8", "surrogatepass")  # any text of Python comes back as it was


class KeyRing:
    """The data keys of one folder. The highest version encrypts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ciphers: dict[int, AESGCM] = {}
        self._read_at = 0
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._index_key = _read_or_make(folder / "index.key")
        self._load()
        if not self._ciphers:
            _read_or_make(folder / "data-1.key")
            self._load()

    def _load(self) -> None:
        self._read_at = self.folder.stat().st_mtime_ns
        for file in self.folder.glob("data-*.key"):
            self._ciphers.setdefault(int(file.stem.split("-")[1]), AESGCM(file.read_bytes()))

    @property
    def version(self) -> int:
        """The version that new values are written with."""
        return max(self._ciphers)

    @property
    def versions(self) -> list[int]:
        """Every version there is a key for, oldest first."""
        return sorted(self._ciphers)

    def add_key(self) -> int:
        """Make the next key; new values use it from now on."""
        version = self.version + 1
        _read_or_make(self.folder / f"data-{version}.key")
        self._load()
        return version

    def seal(self, plain: bytes) -> bytes:
        """Encrypt under the newest key, also when another process has just added it."""
        if self.folder.stat().st_mtime_ns != self._read_at:
            self._load()
        version, nonce = self.version, os.urandom(NONCE)
        head = version.to_bytes(2, "big")
        return head + nonce + self._ciphers[version].encrypt(nonce, plain, head)

    def open(self, sealed: bytes) -> bytes:
        """Decrypt. Raises `KeyError` when another process has rotated and the key file is missing."""
        head, version = sealed[:2], sealed_version(sealed)
        if version not in self._ciphers:
            self._load()
        return self._ciphers[version].decrypt(sealed[2 : 2 + NONCE], sealed[2 + NONCE :], head)

    def blind(self, purpose: str, text: str) -> str:
        """A keyed digest (32 hex) of `text`: equal texts are found, nothing is read back."""
        return self.derive(purpose, text).hex()[:32]

    def derive(self, purpose: str, text: str) -> bytes:
        """32 bytes that only this installation can work out, the same every time."""
        return hmac.new(self._index_key, f"{purpose}\0{text}".encode(*LOSSLESS), hashlib.sha256).digest()


def sealed_version(sealed: bytes) -> int:
    """The key version a value was encrypted under."""
    return int.from_bytes(sealed[:2], "big")


def _read_or_make(file: Path) -> bytes:
    """The 32 bytes in `file`; made if missing. Two starting processes agree: the first link wins."""
    if not file.exists():
        draft = file.with_suffix(f".{os.getpid()}.draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(os.urandom(32))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_bytes()


@cache
def keys() -> KeyRing:
    """The keys of this installation."""
    return KeyRing(settings().home / "keys")


def blind_index(purpose: str, text: str | None) -> str | None:
    """The blind index of `text`, or None for an empty one."""
    return keys().blind(purpose, text) if text else None


class Sealed(TypeDecorator[str]):
    """A text column that is encrypted in the table and plain in Python."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> bytes | None:
        return None if value is None else keys().seal(value.encode(*LOSSLESS))

    def process_result_value(self, value: bytes | None, dialect: object) -> str | None:
        return None if value is None else keys().open(bytes(value)).decode(*LOSSLESS)


class SealedBytes(TypeDecorator[bytes]):
    """The same for bytes: the data key of a person. Rotation rewrites both (`serve/rotation.py`)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: object) -> bytes | None:
        return None if value is None else keys().seal(value)

    def process_result_value(self, value: bytes | None, dialect: object) -> bytes | None:
        return None if value is None else keys().open(bytes(value))
