"""Browser tests: one production build per run, a real server with only the cast in it, a phone in Chromium.

    def test_something(server, phone):
        server.sign_in(phone.context, "cadre")
        phone.goto(server.url + "/round")

`server` holds the cast of tests/cast.py (SQLite; PostgreSQL too with LINJU_TEST_POSTGRES=1), every account with the
password `PASSWORD`. `demo_server` holds the demo community. `phone` and `page` are the same kind of phone with storage
of their own; `browse(...)` makes further ones.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from app.accounts.models import Account
from app.serve import migrations, production
from app.shared.crypto import keys
from app.shared.db import make_engine
from tests.browsers import ARGUMENTS, NO_WEBKIT, chromium, webkit
from tests.cast import make_cast
from tests.conftest import _backends, delete_everything
from tests.e2e.installation import Installation

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
PASSWORD = "lin-ju-2026"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, unless it says webkit; that one is skipped where it cannot be had.

    The rest runs first: it fails fastest, and Playwright keeps an event loop running once its browser is up.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)
    for item in items:
        if here not in item.path.parents:
            continue
        if "webkit" not in item.keywords:
            item.add_marker(pytest.mark.browser)
        elif not webkit():
            item.add_marker(pytest.mark.skip(reason=NO_WEBKIT))


@pytest.fixture(scope="session")
def built() -> Path:
    """The production build of the tree as it is. Returns its folder."""
    production.ensure_built()
    return production.STATIC


@pytest.fixture(scope="session", params=_backends())
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database of this round of tests: sqlite or postgresql."""
    return request.param


@pytest.fixture(scope="session")
def make_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Installation]]:
    """Makes installations: a data folder with this run's keys, and an empty migrated database."""
    made: list[Installation] = []

    def make(kind: str, **options) -> Installation:
        home = tmp_path_factory.mktemp("home")
        shutil.copytree(keys().folder, home / "keys")
        url = f"sqlite:///{home / 'linju.db'}"
        if kind == "postgresql":
            url = _new_database(request.getfixturevalue("postgres_url"), f"linju_e2e_{len(made)}")
        installation = Installation(home, url, **options)
        migrations.upgrade(installation.engine)
        installation.engine.dispose()  # the last to close a SQLite database leaves one whole file behind
        made.append(installation)
        return installation

    yield make
    for installation in made:
        installation.remove()


@pytest.fixture(scope="session")
def standing(built: Path, database: str, make_home: Callable[..., Installation]) -> Iterator[Installation]:
    """One installation for all tests of a database: a start takes longer than most of them."""
    installation = make_home(database)
    yield installation
    installation.remove()


@pytest.fixture
def server(standing: Installation) -> Installation:
    """A running server with the cast in it, and nothing else."""
    delete_everything(standing.engine)
    with Session(standing.engine) as session, session.begin():
        make_cast(session)
        _give_passwords(session)
    return standing.start()


@pytest.fixture(scope="session")
def demo_home(make_home: Callable[..., Installation]) -> Installation:
    """A data folder with the demo community, to copy from: writing it takes long enough to do it once."""
    installation = make_home("sqlite")
    said = installation.run("demo")
    assert said.returncode == 0, said.stderr
    return installation


@pytest.fixture
def demo_server(built: Path, demo_home: Installation, make_home: Callable[..., Installation]) -> Iterator[Installation]:
    """A running server with the demo community (SQLite): real scale. Its sign-ins: `linju demo` prints them."""
    installation = make_home("sqlite")
    shutil.copy(demo_home.home / "linju.db", installation.home / "linju.db")
    yield installation.start()
    installation.remove()


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Chromium from the PATH, else Playwright's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def browse(browser) -> Iterator[Callable]:
    """Makes pages with storage of their own: `browse()` a phone, `browse(viewport=…, color_scheme="dark")` another."""
    contexts = []

    def make(**options):
        context = browser.new_context(**(PHONE | options))
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def phone(browse):
    """A phone: 390×844, touch, zh-CN, nothing stored."""
    return browse()


@pytest.fixture
def page(browse):
    """The same, under Playwright's usual name."""
    return browse()


def _give_passwords(session: Session) -> None:
    from argon2 import PasswordHasher

    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    for account in session.exec(select(Account)):
        account.password_hash = hashed


def _new_database(postgres_url: str, name: str) -> str:
    engine = make_engine(postgres_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return engine.url.set(database=name).render_as_string(hide_password=False)
