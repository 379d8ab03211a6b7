"""Authlib's authorization server, for one grant: client credentials (RFC 6749 §4.4), and revocation (RFC 7009).

One server per request: it holds the session of its transaction. The secret has been checked before (`Issue.proven`),
because argon2 takes long and never runs inside a transaction.
"""

from __future__ import annotations

import json
import logging
import secrets
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.deprecate import AuthlibDeprecationWarning
from sqlmodel import Session
from starlette.responses import Response

from app.health.fhir import tokens
from app.health.fhir.capability import SCOPES
from app.health.models import HealthClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.oauth2.rfc6749 import (
        AuthorizationServer,
        ClientMixin,
        OAuth2Error,
        OAuth2Payload,
        OAuth2Request,
        TokenMixin,
    )
    from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
    from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
    from authlib.oauth2.rfc6749.util import extract_basic_authorization
    from authlib.oauth2.rfc6750 import BearerTokenGenerator
    from authlib.oauth2.rfc7009 import RevocationEndpoint

logging.getLogger("authlib").setLevel(logging.INFO)  # for debugging it would write tokens into the log
METHODS = ("client_secret_basic", "client_secret_post")
TOKEN_BYTES = 32
NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}


@dataclass(frozen=True)
class Asked:
    """A request to the token or the revocation endpoint. `uri`: as it is reached from outside; plain HTTP is refused
    anywhere but on this machine."""

    uri: str
    form: dict[str, str]
    headers: dict[str, str]

    @property
    def basic(self) -> tuple[str | None, str | None]:
        """Client and secret of the header; None where it has none, or none that can be read."""
        try:
            found: tuple[str | None, str | None] = extract_basic_authorization(self.headers)
        except ValueError:  # no UTF-8
            return None, None
        return found

    @property
    def credentials(self) -> tuple[str, str]:
        """Client and secret, from the header or the form; empty where none were given."""
        client, secret = self.basic
        if client is None:
            client, secret = self.form.get("client_id"), self.form.get("client_secret")
        return client or "", secret or ""


@dataclass(frozen=True)
class Issue:
    """What the answer depends on besides the request. `proven`: the client and the secret that were found right."""

    session: Session
    proven: tuple[str, str] | None
    now: datetime


class Client(ClientMixin):
    """A `HealthClient`, as Authlib asks about one. `row` None: there is none, and no secret is right."""

    def __init__(self, row: HealthClient | None, proven: tuple[str, str] | None) -> None:
        self.row, self.proven = row, proven

    def get_client_id(self) -> str:
        return self.row.client_id if self.row else ""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """All of what was asked for, if there is such a thing; what is said without asking: reading."""
        wanted = list(dict.fromkeys((scope or SCOPES[0]).split()))
        return " ".join(wanted) if set(wanted) <= set(SCOPES) else None

    def check_client_secret(self, client_secret: str) -> bool:
        return self.row is not None and self.proven == (self.row.client_id, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in METHODS

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == ClientCredentialsGrant.GRANT_TYPE


class Request(OAuth2Request):
    """What Authlib reads of a request."""

    def __init__(self, asked: Asked) -> None:
        super().__init__("POST", asked.uri, headers=asked.headers if asked.basic[0] else {})
        self.payload: OAuth2Payload = BasicOAuth2Payload(asked.form)

    @property
    def args(self) -> dict[str, str]:
        return {}  # secrets and tokens in addresses end in logs

    @property
    def form(self) -> dict[str, str]:
        return dict(self.payload.data)


class Grant(ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = [*METHODS]  # noqa: RUF012


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = [*METHODS]  # noqa: RUF012

    def query_token(self, token_string: str, token_type_hint: str | None) -> TokenMixin | None:
        return _Given(token_string)

    def revoke_token(self, token: Any, request: Any) -> None:
        issue: Issue = self.server.issue
        tokens.revoke_token(issue.session, request.client.row.id, token.text, issue.now)


class _Given(TokenMixin):
    """A token as it was sent: whose it is, is asked where it is revoked."""

    def __init__(self, text: str) -> None:
        self.text = text

    def check_client(self, client: Any) -> bool:
        return True


class Server(AuthorizationServer):
    """Issues and revokes the tokens of one request."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(scopes_supported=[*SCOPES])
        self.issue = issue
        drawn = BearerTokenGenerator(_draw, expires_generator=tokens.LASTS)
        self.register_token_generator("default", drawn)
        self.register_grant(Grant)
        self.register_endpoint(Revocation)

    def query_client(self, client_id: str) -> Client:
        """Also one that is not there: else Authlib would say so."""
        return Client(tokens.client_named(self.issue.session, client_id), self.issue.proven)

    def save_token(self, token: Mapping[str, Any], request: Any) -> None:
        issue = self.issue
        tokens.keep_token(issue.session, request.client.row.id, token["access_token"], token["scope"], issue.now)

    def create_oauth2_request(self, request: Asked) -> OAuth2Request:
        return Request(request)

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
        named = {name.lower(): value for name, value in headers} | NO_STORE
        return Response(json.dumps(body), status, named, "application/json")

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""


def _draw(**_: Any) -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def answer(
    session: Session, asked: Asked, proven: tuple[str, str] | None, now: datetime, *, revokes: bool = False
) -> Response:
    """A token, or the revocation of one; or what was wrong, as RFC 6749 §5.2 says it."""
    server = Server(Issue(session, proven, now))
    try:
        made = (
            server.create_endpoint_response(Revocation.ENDPOINT_NAME, asked)
            if revokes
            else server.create_token_response(asked)
        )
    except OAuth2Error as error:  # plain HTTP
        made = server.handle_error_response(None, error)
    response: Response = made
    return response
