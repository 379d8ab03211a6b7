"""`linju pass issue`. Imports are late, so that every other command starts quickly."""

from __future__ import annotations

import json
from typing import Annotated
from uuid import UUID

import typer

from app.shared.errors import NotFound, Refused

passes = typer.Typer(help="居民码 · Resident passes", no_args_is_help=True)


@passes.callback()
def _group() -> None:
    """居民码 · Resident passes"""


@passes.command("issue")
def issue(
    person: Annotated[str | None, typer.Option(help="The person's id.")] = None,
    anybody: Annotated[bool, typer.Option("--any", help="Somebody who has none yet, for trying things out.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Replace a lost one: the old one is revoked.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Issue a resident's pass, or show the one in force. The code is what the QR holds and what a door takes."""
    from app.accounts.rules.operator import operator
    from app.passes.service.issue import issue_pass, reissue_pass, somebody_without
    from app.shared.clock import now
    from app.shared.db import transaction
    from app.shared.settings import settings

    if (person is None) is not anybody:
        raise Refused("which_person", "请用 --person 给出编号，或用 --any。")
    who = operator()
    with transaction() as session:
        wanted = _id(person) if person else somebody_without(session, who)
        made = reissue_pass(session, who, wanted, "", now()) if again else issue_pass(session, who, wanted, now())
    url = f"{settings().public_url}/p/{made.token}"
    said = {"code": made.token, "short": made.short_code, "url": url, "person": str(made.person_id), "id": str(made.id)}
    print(json.dumps(said) if as_json else f"{made.token}  {made.short_code}  {url}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("person_unknown", "找不到这个人。") from None
