"""`make bench`: every module of this folder, or those named (`python -m tests.bench sync bundle`), as JSON lines.

A bench is `measure(installation) -> Iterator[dict]`: it gets a running server of its own with the demo community and
yields `{"bench", "value", "unit", "budget", "n"}`. `budget` is a ceiling, for a rate (unit ends in "/s") a floor, or
None. A bench that fails, or a value beyond its budget, makes the exit code 1.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from app.serve import production
from tests.e2e.installation import Installation

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the benches. Returns the exit code."""
    production.ensure_built(say)
    chosen = names or sorted(file.stem for file in HERE.glob("*.py") if not file.stem.startswith("_"))
    with tempfile.TemporaryDirectory(prefix="linju-bench-") as scratch:
        demo = Path(scratch, "demo")
        say("# demo community")
        said = installation_at(demo).run("demo")
        if said.returncode:
            say(said.stderr)
            return 1
        results = [run(name, demo, Path(scratch, name)) for name in chosen]
    return 0 if all(results) else 1


def run(name: str, demo: Path, home: Path) -> bool:
    """Run one bench on a copy of the demo. Returns whether it ended well and within its budgets."""
    say(f"# {name}")
    shutil.copytree(demo, home)
    installation = installation_at(home)
    well = True
    try:
        installation.start()
        for row in import_module(f"tests.bench.{name}").measure(installation):
            print(json.dumps(row, ensure_ascii=False), flush=True)
            well = well and within(row)
    except Exception:  # one bench that fails must not hide the figures of the others
        say(traceback.format_exc())
        well = False
    finally:
        installation.remove()
    return well


def within(row: dict[str, Any]) -> bool:
    """Whether a figure keeps its budget."""
    if row.get("budget") is None:
        return True
    return row["value"] >= row["budget"] if row["unit"].endswith("/s") else row["value"] <= row["budget"]


def installation_at(home: Path) -> Installation:
    """An installation on SQLite with that data folder."""
    return Installation(home, f"sqlite:///{home / 'linju.db'}")


def say(line: str) -> None:
    """A line for people; figures alone go to stdout."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
