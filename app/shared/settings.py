"""Settings from the environment, read once and checked loudly.

Everything an operator may set is here; what a *community* may set is a database row.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(ValueError):
    """An environment variable that cannot be used. The text says which and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """All operator settings. `home` holds the database, the keys and, unless `photos_url` says otherwise, photos."""

    port: int
    home: Path
    database_url: str
    redis_url: str | None
    photos_url: str
    public_url: str
    allowed_origins: tuple[str, ...]
    proxy_hops: int
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None = field(repr=False)

    @property
    def oidc(self) -> bool:
        """Whether sign-in through an identity provider is offered."""
        return self.oidc_issuer is not None

    @property
    def secure(self) -> bool:
        """Whether people reach us over HTTPS, so that cookies can be Secure."""
        return self.public_url.startswith("https://")

    @property
    def https_for_good(self) -> bool:
        """Whether browsers may be told to never try HTTP here again. Not for localhost, an address or a name of the
        LAN: that memory is for the host, whatever else it serves on other ports tomorrow."""
        host = urlsplit(self.public_url).hostname or ""
        public_name = "." in host and not host.endswith((".local", ".lan")) and not host.replace(".", "").isdigit()
        return self.secure and public_name


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)


def read_settings(env: os._Environ[str] | dict[str, str]) -> Settings:
    """Settings from `env`. Raises `BadSetting`, naming the variable."""
    port = _port(env.get("PORT") or "8000")
    home = Path(env.get("LINJU_HOME") or "var").expanduser().resolve()
    public_url = _url(env, "LINJU_PUBLIC_URL", ("http", "https")) or f"http://localhost:{port}"
    issuer = _url(env, "LINJU_OIDC_ISSUER", ("http", "https"))
    client = env.get("LINJU_OIDC_CLIENT_ID") or None
    if issuer and not client:
        raise BadSetting("LINJU_OIDC_ISSUER is set but LINJU_OIDC_CLIENT_ID is not. Set both or neither.")
    return Settings(
        port=port,
        home=home,
        database_url=_database(env.get("LINJU_DATABASE_URL") or f"sqlite:///{home / 'linju.db'}"),
        redis_url=_url(env, "LINJU_REDIS_URL", ("redis", "rediss", "unix")),
        photos_url=env.get("LINJU_PHOTOS_URL") or f"file://{home / 'photos'}",
        public_url=public_url.rstrip("/"),
        allowed_origins=_origins(public_url, port),
        proxy_hops=_hops(env.get("LINJU_PROXY_HOPS") or "0"),
        oidc_issuer=issuer.rstrip("/") if issuer else None,
        oidc_client_id=client,
        oidc_client_secret=env.get("LINJU_OIDC_CLIENT_SECRET") or None,
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise BadSetting(f"PORT={text!r} is not a port. Give a number from 1 to 65535.")
    return int(text)


def _hops(text: str) -> int:
    if not text.isdigit() or int(text) > 9:
        raise BadSetting(f"LINJU_PROXY_HOPS={text!r} is not a number of proxies. Give 0 to 9.")
    return int(text)


def _url(env: os._Environ[str] | dict[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    text = env.get(name)
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in schemes or not (parts.netloc or parts.scheme == "unix"):
        raise BadSetting(f"{name}={text!r} is not a URL. It starts with {' or '.join(s + '://' for s in schemes)}.")
    return text


def _database(url: str) -> str:
    scheme = url.partition("://")[0]
    if scheme in ("postgres", "postgresql"):
        return "postgresql+psycopg://" + url.partition("://")[2]
    if url.startswith("sqlite:///") and not url.startswith(("sqlite:////", "sqlite:///:memory:")):
        return f"sqlite:///{Path(url.removeprefix('sqlite:///')).resolve()}"
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting(
            f"LINJU_DATABASE_URL starts with {scheme!r}. Use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."
        )
    return url


def _origins(public_url: str, port: int) -> tuple[str, ...]:
    parts = urlsplit(public_url)
    own = {f"{parts.scheme}://{parts.netloc}", f"http://localhost:{port}", f"http://127.0.0.1:{port}"}
    return tuple(sorted(own))
