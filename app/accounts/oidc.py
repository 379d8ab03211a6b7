"""Signing in through the identity provider of the street or district: OpenID Connect, code flow with PKCE, by Authlib.

Between the two redirects the browser keeps what Authlib must remember (state, nonce, verifier) in a sealed cookie that
lives for ten minutes. Nothing of the provider's tokens is stored.
"""

from __future__ import annotations

import base64
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.deprecate import AuthlibDeprecationWarning  # before our filter: it brings one that says "always"
from cryptography.exceptions import InvalidTag
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import Response

from app.shared.crypto import keys
from app.shared.errors import NotFound, Refused
from app.shared.problems import cookie
from app.shared.settings import settings

with warnings.catch_warnings():
    # "Please use httpx2": Authlib works with the httpx that we pin, and who runs Linju can do nothing about it.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App

KEEPS = 600  # seconds between leaving for the provider and coming back
TIMEOUT = 10.0  # seconds for one answer of the provider


@dataclass(frozen=True)
class Vouched:
    """A person the provider vouches for. `subject` is who they are, `name` what to show."""

    issuer: str
    subject: str
    name: str


@cache
def provider() -> StarletteOAuth2App:
    """The client of the configured provider. Raises `NotFound` where none is configured."""
    found = settings()
    if not found.oidc:
        raise NotFound("no_oidc", "没有配置统一登录。")
    registry = OAuth()
    registry.register(
        "provider",
        client_id=found.oidc_client_id,
        client_secret=found.oidc_client_secret,
        server_metadata_url=f"{found.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic" if found.oidc_client_secret else "none",
            "timeout": TIMEOUT,
        },
    )
    return registry.create_client("provider")


async def leave(request: Request, next: str) -> Response:
    """The redirect to the provider. Raises `Refused` if it does not answer."""
    request.scope["session"] = memory = {"next": next}
    try:
        answer: Response = await provider().authorize_redirect(request, _callback())
    except (httpx.HTTPError, AuthlibBaseError, ValueError) as error:
        raise _unreachable() from error
    answer.set_cookie(
        _memory(), _seal(memory), KEEPS, path="/", secure=settings().secure, httponly=True, samesite="lax"
    )
    return answer


async def come_back(request: Request) -> tuple[Vouched, str]:
    """Who came back, and where they wanted to go. Raises `Refused`: cancelled, forged, too late, no answer."""
    request.scope["session"] = memory = _open(cookie(request.headers.get("cookie"), _memory()))
    client = provider()
    try:
        token = await client.authorize_access_token(request)
        claims = token["userinfo"]
        shown = _name(claims) or _name(await client.userinfo(token=token))  # many keep names out of the ID token
    except httpx.HTTPError as error:
        raise _unreachable() from error
    except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
        raise Refused("oidc_refused", "统一登录没有完成，请再试一次。") from error
    return Vouched(claims["iss"], claims["sub"], shown or claims["sub"]), str(memory.get("next", ""))


def _name(claims: Mapping[str, Any]) -> str:
    return str(claims.get("name") or claims.get("preferred_username") or claims.get("nickname") or "")


def forget(answer: Response) -> Response:
    """Take the memory cookie back: it serves once."""
    answer.delete_cookie(_memory(), path="/", secure=settings().secure, httponly=True, samesite="lax")
    return answer


def _callback() -> str:
    return settings().public_url + "/auth/oidc/callback"


def _memory() -> str:
    return "__Host-linju-oidc" if settings().secure else "linju-oidc"


def _seal(memory: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(keys().seal(json.dumps(memory).encode())).decode()


def _open(sealed: str | None) -> dict[str, Any]:
    try:
        made: dict[str, Any] = json.loads(keys().open(base64.urlsafe_b64decode(sealed or "")))
        return made
    except (InvalidTag, KeyError, ValueError):
        return {}


def _unreachable() -> Refused:
    return Refused("oidc_unreachable", "统一登录现在连不上，请稍后再试。")
