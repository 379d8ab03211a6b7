"""`linju migrate`, `build`, `serve`."""

from __future__ import annotations

from typing import Annotated

import typer


def add_commands(cli: typer.Typer) -> None:
    """Hang the commands of this folder on the `linju` command."""
    for command in (migrate, build, serve):
        cli.command()(command)


def migrate() -> None:
    """Bring the database to the tables of this version."""
    from app.serve.home import prepare_home
    from app.serve.migrations import upgrade
    from app.shared.settings import settings

    prepare_home(settings().home)
    print("The database is migrated." if upgrade() else "The database is up to date.")


def build(
    lock: Annotated[bool, typer.Option(help="Build in any case and bring reflex.lock/ up to date.")] = False,
) -> None:
    """Build the screens for production, if their sources changed."""
    from app.serve.production import ensure_built

    print("Built." if ensure_built(lock=lock) else "The build is up to date.")


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "0.0.0.0",
    workers: Annotated[int, typer.Option(min=1, help="Processes; more than one needs LINJU_REDIS_URL.")] = 1,
) -> None:
    """Serve on PORT: migrates, builds if the sources changed, then answers until Ctrl-C."""
    from app.serve import home, migrations, production, server
    from app.serve.problem import Problem
    from app.shared.settings import settings

    found = settings()
    if workers > 1 and not found.redis_url:
        raise Problem("More than one worker needs Redis, where they share what a page shows. Set LINJU_REDIS_URL.")
    server.check_port(host, found.port)
    home.prepare_home(found.home)
    production.ensure_built()
    migrations.upgrade()
    server.serve(found, host, workers)
