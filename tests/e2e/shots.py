"""Makes pictures of every screen: ``python -m tests.e2e.shots [--out FOLDER] [--form NAME]… [SCREEN]…``.

Builds if the sources changed, starts an installation of its own with the small cast of the tests (``--demo``: with
the demo community) and writes ``FOLDER/<screen>-<form>.png``. ``--readme`` writes what README and manifest show into
``assets/screenshots``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.looks import FORMS, SCREENS, Form, Screen, arrive, settle
from tests.e2e.whose import login_of, path_of

README = (("lounge", "phone"), ("round", "phone"), ("household", "phone"), ("visit", "phone"), ("sync", "phone"))
"""What the README and the manifest show."""
DRAWN = """() => [...document.images].every(image => image.complete) && (!document.querySelector(".lj-motif") ||
  performance.getEntriesByType("resource").some(entry => entry.name.includes("/motifs.svg") && entry.responseEnd))"""
SHOTS = Path(__file__).resolve().parents[2] / "assets" / "screenshots"


def main() -> None:
    """The command."""
    wanted = _arguments()
    chosen = [s for s in SCREENS if not wanted.screens or s.name in wanted.screens]
    wanted.out.mkdir(parents=True, exist_ok=True)
    with _house(wanted.demo) as house, _chromium() as browser:
        for screen in chosen:
            for name in wanted.form or screen.forms:
                if wanted.readme and (screen.name, name) not in README:
                    continue
                file = wanted.out / (f"{screen.name}.png" if wanted.readme else f"{screen.name}-{name}.png")
                shoot(browser, house, screen, FORMS[name], file, whole=wanted.whole)
                if wanted.readme:
                    _shrink(file)
                print(file)


def shoot(browser, house, screen: Screen, form: Form, file: Path, *, whole: bool = False) -> None:
    """One picture; ``whole``: the full length of the page."""
    context = browser.new_context(**form.options)
    context.add_init_script(form.script)
    login = login_of(house, screen.who) if screen.who else None
    if login:
        house.sign_in(context, login)
    page = context.new_page()
    page.goto(house.url + path_of(house, screen.path, login))
    page.locator(screen.ready).first.wait_for()
    arrive(page)
    page.wait_for_function(DRAWN)
    settle(page)
    page.screenshot(path=file, full_page=whole)
    context.close()


def _shrink(file: Path) -> None:
    """128 colours are enough for flat paint, and a third of the bytes in every clone."""
    from PIL import Image

    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


@contextmanager
def _house(demo: bool) -> Iterator:
    home = Path(tempfile.mkdtemp(prefix="linju-shots-"))
    os.environ["LINJU_HOME"] = str(home)
    from app.serve import migrations, production
    from tests.e2e.installation import Installation

    production.ensure_built()
    installation = Installation(home, f"sqlite:///{home / 'linju.db'}")
    migrations.upgrade(installation.engine)
    if demo:
        done = installation.run("demo")
        if done.returncode:
            raise SystemExit(done.stderr or done.stdout)
    else:
        _fill_with_the_cast(installation)
    try:
        yield installation.start()
    finally:
        installation.remove()
        shutil.rmtree(home, ignore_errors=True)


def _fill_with_the_cast(installation) -> None:
    from sqlmodel import Session

    from tests.cast import make_cast

    with Session(installation.engine) as session, session.begin():
        make_cast(session)


@contextmanager
def _chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    from tests.browsers import ARGUMENTS, chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("screens", nargs="*", metavar="SCREEN", help="names in looks.SCREENS; all without")
    parser.add_argument("--out", type=Path, default=Path("var/shots"))
    parser.add_argument("--form", action="append", choices=sorted(FORMS), help="all that the screen names, without")
    parser.add_argument("--demo", action="store_true", help="with the demo community instead of the small cast")
    parser.add_argument("--whole", action="store_true", help="the full length of the page")
    parser.add_argument("--readme", action="store_true", help="only the README's pictures, into assets/screenshots")
    wanted = parser.parse_args()
    if wanted.readme:
        wanted.out, wanted.demo = SHOTS, True
    return wanted


if __name__ == "__main__":
    main()
