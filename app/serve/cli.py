"""The commands that run and look after an installation. Imports are late, so that `linju --help` is quick."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.serve.problem import Problem
from app.shared.clock import now
from app.shared.settings import settings

keys_cli = typer.Typer(help="The keys that sensitive values are encrypted with.", no_args_is_help=True)


def add_commands(cli: typer.Typer) -> None:
    """Hang the commands of this folder on the `linju` command."""
    for command in (serve, migrate, build, doctor, backup, restore):
        cli.command()(command)
    cli.add_typer(keys_cli, name="keys")


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "0.0.0.0",
    workers: Annotated[int, typer.Option(min=1, help="Processes; more than one needs LINJU_REDIS_URL.")] = 1,
    tls: Annotated[bool, typer.Option("--tls", help="HTTPS with a certificate of our own, for phones here.")] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Write the demo community into an empty database.")] = False,
) -> None:
    """Serve on PORT: migrate, build the screens if their sources changed, answer until Ctrl-C."""
    from app.demo import write_demo_when_empty
    from app.serve.start import start

    start(settings(), host, workers, tls=tls, seed=write_demo_when_empty if demo else None)


def migrate() -> None:
    """Bring the database to the tables of this version."""
    from app.serve.home import prepare_home
    from app.serve.migrations import upgrade

    prepare_home(settings().home)
    print("The database is migrated." if upgrade() else "The database is up to date.")


def build(
    lock: Annotated[bool, typer.Option("--lock", help="Build in any case and bring reflex.lock/ up to date.")] = False,
) -> None:
    """Build the screens for production, if their sources changed."""
    from app.serve.production import ensure_built

    print("Built." if ensure_built(lock=lock) else "The build is up to date.")


def doctor() -> None:
    """Examine this installation. Each problem says how to mend it; exit code 1 when there is one."""
    from app.serve.doctor import examine, report

    if not report(examine(settings(), now())):
        raise typer.Exit(1)


def backup(
    output: Annotated[Path, typer.Option("--output", "-o", help="The archive to write (.tar.gz).")],
) -> None:
    """Save database, keys and photos as one archive. The server may go on running."""
    from app.serve.backup import back_up

    made = back_up(settings(), output.absolute(), now())
    print(
        f"{made.file}: {made.files} files, {made.bytes / 1e6:.1f} MB. It holds the keys: keep it as safe as the data."
    )
    for line in made.left_out:
        print(line)


def restore(
    archive: Annotated[Path, typer.Argument(help="An archive of linju backup.")],
    replace: Annotated[bool, typer.Option("--replace", help="Move the present data aside first.")] = False,
) -> None:
    """Put an archive back. Stop the server first; nothing is overwritten."""
    from app.serve.restore import restore as put_back
    from app.serve.server import check_port

    check_port("127.0.0.1", settings().port)
    aside = put_back(settings(), archive, replace=replace, now=now())
    print("Restored. Now run: linju migrate" + (f"\nWhat was there lies in {aside}" if aside else ""))


@keys_cli.command("list")
def list_keys() -> None:
    """Every key version, and how many values of the database lie under it."""
    from app.serve.rotation import values_by_version
    from app.shared.crypto import keys

    counts = values_by_version()
    for version in sorted({*keys().versions, *counts}):
        state = "missing!" if version not in keys().versions else "newest" if version == keys().version else "kept"
        print(f"data-{version}.key  {state:8}  {counts[version]:>8} values")


@keys_cli.command("rotate")
def rotate_keys() -> None:
    """Add a key and rewrite every sensitive value and photo under it. Interrupted, it goes on at the next run."""
    from app.serve.rotation import rewrite, unfinished
    from app.shared.crypto import keys

    version = keys().version if unfinished() else keys().add_key()
    live = sys.stderr.isatty()

    def progress(what: str, done: int, of: int) -> None:
        if live or done == of:
            print(f"{what}: {done}/{of}", end="\r" if live and done < of else os.linesep, file=sys.stderr)

    done = rewrite(progress)
    print(f"{done.count} values rewritten under key {version}. Older keys stay: backups need them.")
    if done.unreadable:
        names = "\n".join(f"  {name}" for name in done.unreadable)
        raise Problem(f"{len(done.unreadable)} could not be opened and stay as they are:\n{names}")
