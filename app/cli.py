"""The `linju` command: one line per feature, and one way to say what went wrong.

What is imported here is loaded by every command, `linju --help` too: the database and the features come late.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.accounts.cli import account
from app.events.cli import event
from app.passes.cli import passes
from app.roster import add_commands as add_roster_commands
from app.serve.cli import add_commands
from app.tidy.cli import tidy
from app.visits.cli import export_visits
from app.volunteers.cli import match_file

cli = typer.Typer(name="linju", help="邻聚 · Linju", no_args_is_help=True, pretty_exceptions_enable=False)
add_commands(cli)
cli.add_typer(account, name="account")
cli.command()(tidy)
cli.add_typer(event, name="event")
cli.add_typer(passes, name="pass")
imports = typer.Typer(help="导入 · Import", no_args_is_help=True)
exports = typer.Typer(help="导出 · Export", no_args_is_help=True)
add_roster_commands(imports, exports)
cli.add_typer(imports, name="import")
exports.command("visits")(export_visits)
cli.add_typer(exports, name="export")
cli.command("match")(match_file)


@cli.command()
def demo(
    beside: Annotated[bool, typer.Option("--beside", help="Write it even if there is a community already.")] = False,
) -> None:
    """Fill an empty database with a community of invented people and print the sign-ins."""
    from app.demo import run_demo

    run_demo(beside)


def main() -> None:
    """Run the command. What an operator can mend is one line and exit code 1, never a traceback."""
    try:
        cli()
    except Exception as error:
        line = explain(error)
        if line is None:
            raise
        print(line, file=sys.stderr)
        sys.exit(1)


def explain(error: Exception) -> str | None:
    """The line for an operator, or None for a mistake of ours, which keeps its traceback."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    from app.serve.problem import Problem
    from app.shared.errors import DomainError, Invalid
    from app.shared.settings import BadSetting

    if isinstance(error, Invalid):
        return "\n".join(each.sentence() for each in error.errors)
    if isinstance(error, DomainError):
        return error.sentence()
    if isinstance(error, BadSetting | Problem):
        return str(error)
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "LINJU_DATABASE_URL is not a database URL. Use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."
    if isinstance(error, DBAPIError):
        reason = str(error.orig).strip().splitlines() or ["no answer"]
        return f"The database does not answer: {reason[0]}. Check LINJU_DATABASE_URL, or run: linju doctor"
    if isinstance(error, PermissionError) and error.filename:
        return f"{error.filename} may not be written. Give your user that folder, or choose another: LINJU_HOME=/path"
    return None


if __name__ == "__main__":
    main()
