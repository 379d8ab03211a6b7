"""The offline modules on a bare page in Chromium, against a server that can misbehave (fake.py)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.serve import production
from app.shared.frontend import Frontend
from tests.e2e.offline.fake import Fake, wait_until

BUNDLE = """
import { rolldown } from "rolldown";
const [input, dir] = process.argv.slice(1);
const made = await rolldown({ input: { lab: input }, platform: "browser",
  transform: { define: { "process.env.NODE_ENV": '"production"' } } });
await made.write({ dir, format: "esm", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" });
"""


@pytest.fixture(scope="session")
def lab_folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The bundle of lab.js. It lies in .web, where the npm packages are (put there by the build)."""
    web = production.STATIC.parents[1]
    if not (web / "node_modules" / "rolldown").is_dir():
        request.getfixturevalue("built")
    folder = web / "lab"
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in Frontend().get_static_assets():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(str(text), "utf-8")
    shutil.copy(Path(__file__).with_name("lab.js"), folder / "lab.js")
    command = ["node", "--input-type=module", "-e", BUNDLE, str(folder / "lab.js"), str(folder / "out")]
    done = subprocess.run(command, cwd=web, capture_output=True, text=True, env={"PATH": production.node_path()})
    assert done.returncode == 0, done.stderr
    yield folder / "out"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def fake(lab_folder: Path) -> Iterator[Fake]:
    made = Fake(lab_folder)
    yield made
    made.close()


@dataclass
class Lab:
    """A tab with the modules in it."""

    page: Any
    fake: Fake

    def open(self, path: str = "/") -> Lab:
        """Load the page and wait until the engine has opened what the phone knows."""
        self.page.goto(self.fake.url + path)
        self.page.evaluate("async () => { await lab.boot.work(); }")
        return self

    def sign_in(self) -> Lab:
        """As after the sign-in page: the phone has met its account and the first contact is over."""
        self.run("(await lab.boot.work()).remeet()")
        self.page.wait_for_function("lab.store.get('signed') === 'in'")
        return self

    def run(self, code: str, argument: Any = None) -> Any:
        """Evaluate `code` (an expression that may await) in the page; `a` is the argument."""
        return self.page.evaluate(f"async (a) => {{ return ({code}); }}", argument)

    def save(self, note: str = "一切都好", kind: str = "visit.log", **options: Any) -> dict[str, Any]:
        """Put a command into the outbox; resolves when it is on disk."""
        command = {
            "kind": kind,
            "version": 1,
            "title": "3栋2单元501",
            "page": "/visit?household=h1",
            "data": {"note": note},
        } | options
        code = "(await (await lab.boot.work()).outbox.save(a, {photos: a.data.photos ?? []}))"
        return self.run(f"(({{id, number, state}}) => ({{id, number, state}}))({code})", command)

    def settle(self) -> None:
        """Try to send now and wait until the contact has ended."""
        self.run("(await lab.boot.work()).hurry()")

    def stored(self) -> list[dict[str, Any]]:
        """The stored records without their ciphertext, oldest first."""
        code = (
            "(await linju.stored()).map(({sealed, earlier, follow, ...rest}) => ({...rest, earlier: earlier.length}))"
        )
        return sorted(self.run(code), key=lambda record: record["number"])

    def states(self) -> list[str]:
        return [record["state"] for record in self.stored()]

    def outbox(self) -> list[dict[str, Any]]:
        return self.run("linju.outbox()")

    def value(self, name: str) -> Any:
        return self.run("lab.store.get(a)", name)

    def wait_states(self, *states: str) -> None:
        wait_until(lambda: self.states() == list(states))


@pytest.fixture
def make_lab(browse: Callable, fake: Fake) -> Callable[[], Lab]:
    """Makes phones; tabs of one phone share `lab.page.context`."""
    return lambda **options: Lab(browse(**options), fake)


@pytest.fixture
def lab(make_lab: Callable[[], Lab]) -> Lab:
    """A phone on which 张姐 is signed in."""
    return make_lab().open().sign_in()
