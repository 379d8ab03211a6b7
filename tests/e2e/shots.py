"""Makes pictures of every screen: ``python -m tests.e2e.shots [--out FOLDER] [--form NAME]… [SCREEN]…``.

Builds if the sources changed, starts an installation of its own with the small cast of the tests (``--demo``: with
the demo community; ``--empty``: nobody lives there yet) and writes ``FOLDER/<screen>-<form>.png``. ``--readme`` writes
what README and manifest show into ``assets/screenshots``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.looks import EMPTY, FORMS, SCREENS, Form, Screen, enter, settle, wear
from tests.e2e.whose import empty, liven, login_of, path_of

README = (
    ("round", "phone"),
    ("household", "phone"),
    ("visit", "phone"),
    ("sync", "phone"),
    ("coverage", "desk"),
    ("lounge", "phone"),
    ("event", "phone"),
    ("door-in", "phone"),
    ("wall", "wall720"),
)
"""What the README and the manifest show."""
DRAWN = """() => [...document.images].every(image => image.complete) && (!document.querySelector(".lj-motif") ||
  performance.getEntriesByType("resource").some(entry => entry.name.includes("/motifs.svg") && entry.responseEnd))"""
SHOTS = Path(__file__).resolve().parents[2] / "assets" / "screenshots"


def main() -> None:
    """The command."""
    wanted = _arguments()
    chosen = [s for s in (EMPTY if wanted.empty else SCREENS) if not wanted.screens or s.name in wanted.screens]
    wanted.out.mkdir(parents=True, exist_ok=True)
    with _house(wanted) as house, _chromium() as browser:
        if wanted.readme:
            for name, form in README:
                if wanted.screens and name not in wanted.screens:
                    continue
                screen = next(screen for screen in SCREENS if screen.name == name)
                file = wanted.out / f"{name}.png"
                for _ in shoot(browser, house, screen, [FORMS[form]], lambda _form, file=file: file):
                    _shrink(file)
                    print(file)
            return
        for screen in chosen:
            forms = [FORMS[name] for name in wanted.form or screen.forms]
            for file in shoot(browser, house, screen, forms, _named(wanted.out, screen), whole=wanted.whole):
                print(file)


def _named(folder: Path, screen: Screen):
    return lambda form: folder / f"{screen.name}-{form.name}.png"


def shoot(browser, house, screen: Screen, forms: list[Form], file_of, *, whole: bool = False) -> Iterator[Path]:
    """Pictures of one screen, loaded once; ``whole``: the full length of the page."""
    context = browser.new_context(**forms[0].options(screen))
    login = login_of(house, screen.who) if screen.who else None
    if login:
        house.sign_in(context, login)
    page = context.new_page()
    enter(page, screen, house.url + path_of(house, screen.path, login))
    page.wait_for_function(DRAWN)
    for form in forms:
        wear(page, form)
        page.evaluate("scrollTo(0, 0)")
        settle(page)
        page.screenshot(path=file_of(form), full_page=whole)
        yield file_of(form)
    context.close()


def _shrink(file: Path) -> None:
    """128 colours are enough for flat paint, and a third of the bytes in every clone."""
    from PIL import Image

    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


@contextmanager
def _house(wanted: argparse.Namespace) -> Iterator:
    home = Path(tempfile.mkdtemp(prefix="linju-shots-"))
    os.environ["LINJU_HOME"] = str(home)
    from app.serve import migrations, production
    from tests.e2e.installation import Installation

    production.ensure_built()
    installation = Installation(home, f"sqlite:///{home / 'linju.db'}")
    migrations.upgrade(installation.engine)
    if wanted.demo:
        done = installation.run("demo")
        if done.returncode:
            raise SystemExit(done.stderr or done.stdout)
    else:
        _fill_with_the_cast(installation)
    (empty if wanted.empty else liven)(installation)
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
    parser.add_argument("--empty", action="store_true", help="before anybody lives there: the empty lists")
    parser.add_argument("--whole", action="store_true", help="the full length of the page")
    parser.add_argument("--readme", action="store_true", help="only the README's pictures, into assets/screenshots")
    wanted = parser.parse_args()
    if wanted.readme:
        wanted.out, wanted.demo = SHOTS, True
    return wanted


if __name__ == "__main__":
    main()
