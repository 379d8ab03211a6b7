"""`linju demo`: the demo community and what each feature adds to it.

A feature that has a past to invent appends `(session, result, progress)` to `HISTORIES`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from app.households.demo import DemoResult, seed_demo
from app.shared.settings import Settings

Progress = Callable[[str, float], None]

HISTORIES: list[Callable[[Any, DemoResult, Progress], None]] = []


def write_demo(progress: Progress, *, beside: bool = False) -> DemoResult:
    """The whole demo in one transaction: all of it or nothing. Raises `Refused` when there is a community already."""
    from app.shared.db import transaction

    with transaction() as session:
        result = seed_demo(session, progress, beside=beside)
        for add_history in HISTORIES:
            add_history(session, result, progress)
    return result


def write_demo_when_empty(found: Settings, say: Callable[[str], None]) -> None:
    """The first start of `make run`: when nobody and nothing is there yet."""
    from sqlmodel import select

    from app.accounts.models import Account
    from app.households.models import Community
    from app.serve import sign_ins
    from app.shared.db import reading

    with reading() as session:
        if session.exec(select(Community.id)).first() or session.exec(select(Account.id)).first():
            return
    say("正在写入演示社区 · Writing the demo community…")
    result = write_demo(lambda what, share: None)
    sign_ins.remember(found.home, result.sign_ins)


def add_commands(cli: typer.Typer) -> None:
    """Hang `demo` on the `linju` command."""
    cli.command()(demo)


def demo(
    beside: Annotated[bool, typer.Option(help="Write it even if there is a community already.")] = False,
) -> None:
    """Fill an empty database with a community of invented people and print the sign-ins."""
    from app.serve.home import prepare_home
    from app.serve.migrations import upgrade
    from app.serve.sign_ins import remember
    from app.shared.settings import settings

    prepare_home(settings().home)
    upgrade()
    result = write_demo(lambda what, share: print(f"  {share:4.0%} {what}"), beside=beside)
    remember(settings().home, result.sign_ins)
    print(f"榕湾社区: {result.households} 户, {result.people} 人, 重点人群 {result.key_people} 人。全部是虚构的。")
    print(sign_in_table(result))


def sign_in_table(result: DemoResult) -> str:
    """One line per role: login, password, who it is."""
    wide = max(len(one.login) for one in result.sign_ins)
    return "\n".join(f"  {one.login:<{wide}}  {one.password}  {one.title}" for one in result.sign_ins)
