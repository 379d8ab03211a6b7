"""`linju match`: a plan from a file, outside the app, so that it can be checked and compared. Needs no database."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer


def match_file(
    problem: Annotated[Path, typer.Argument(help="The month as JSON; - reads it from standard input.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the plan goes. Without it: printed.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option(help="Seconds; the best plan found until then is given.", min=0.1)
    ] = 30.0,
    preview: Annotated[bool, typer.Option("--preview", help="A good plan at once, without proof.")] = False,
) -> None:
    """Match volunteers to shifts. The weights of the levels stand in app/volunteers/rules/matching/levels.py."""
    from app.volunteers.payload import Unreadable, read_problem, write_plan
    from app.volunteers.rules.matching import plan as matching

    try:
        text = sys.stdin.buffer.read() if str(problem) == "-" else problem.read_bytes()
        month = read_problem(text)
    except OSError as error:
        _fail(f"{problem}: {error.strerror}")
    except Unreadable as error:
        _fail(*error.faults)
    found = matching.preview(month) if preview else matching.match(month, time_limit, progress=_told)
    written = json.dumps(write_plan(found), ensure_ascii=False, indent=None)
    if output is None:
        print(written)
        return
    try:
        _write(output, written)
    except OSError as error:
        _fail(f"{output}: {error.strerror}")
    empty = sum(one.count for one in found.empty)
    proof = "optimal" if found.optimal else f"at most {found.levels.score - found.bound:.2f} from the best"
    print(
        f"{len(found.assignments)} seats taken, {empty} empty, score {found.levels.score:.2f}, "
        f"{'a preview' if preview else proof}, {found.seconds:.2f} s",
        file=sys.stderr,
    )


def _told(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words:<70}", end="", file=sys.stderr, flush=True)


def _fail(*lines: str) -> None:
    for line in lines[:50]:
        print(line, file=sys.stderr)
    if len(lines) > 50:
        print(f"and {len(lines) - 50} more", file=sys.stderr)
    sys.exit(1)


def _write(output: Path, text: str) -> None:
    """All of it or nothing: a plan that is half there would be read as a plan."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=output.parent, delete=False) as file:
        file.write(text + "\n")
    Path(file.name).replace(output)
