"""`linju account add`: the first admin, and everybody an operator wants to make by hand.

Imports are late, so that every other command starts quickly.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from app.shared.errors import Refused

if TYPE_CHECKING:
    from app.accounts.models import Role

ROLES = "cadre, neighbour_leader, volunteer, resident, clinician, supervisor, auditor, admin"

account = typer.Typer(help="账号 · Accounts", no_args_is_help=True)


@account.command("add")
def add(
    login: Annotated[str, typer.Argument(help="2 to 64 letters, digits, Chinese characters or . _ - @ +")],
    role: Annotated[str, typer.Option(help=ROLES)],
    community: Annotated[str | None, typer.Option(help="Its code. May be left out while there is only one.")] = None,
    grid: Annotated[str | None, typer.Option(help="A grid's code. Without it: the whole community.")] = None,
    name: Annotated[str, typer.Option(help="What colleagues call this person. Without it: the login.")] = "",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from stdin.")] = False,
) -> None:
    """Make an account that signs in with a password. The password comes from stdin, never from the command line."""
    from app.accounts import passwords
    from app.accounts.places import find_place
    from app.accounts.rules.logins import check_login
    from app.accounts.service.people import new_account, new_grant
    from app.shared.db import transaction

    chosen = _role(role)
    clean = check_login(login)
    password = _password(password_stdin, clean)
    hashed = passwords.hash_password(password)
    with transaction() as session:
        place = find_place(session, community, grid)
        made = new_account(session, clean, name, hashed)
        new_grant(session, made.id, chosen, place, by=None)
    print(f"{made.login}: {chosen}")


def _role(text: str) -> Role:
    from app.accounts.models import Role

    try:
        return Role(text.replace("-", "_"))
    except ValueError:
        raise Refused("bad_role", "没有角色 {role}，有：{roles}。", role=text, roles="、".join(Role)) from None


def _password(from_stdin: bool, login: str) -> str:
    from app.accounts.rules.logins import check_password

    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = typer.prompt("密码 · Password", hide_input=True, confirmation_prompt=True)
    else:
        raise Refused("no_password", "请用 --password-stdin 从标准输入给出密码。")
    check_password(password, login)
    return password
