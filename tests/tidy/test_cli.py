"""`linju tidy` says what it did, and with --dry-run what it would."""

from __future__ import annotations

from typer.testing import CliRunner

from app.cli import cli
from app.shared.clock import now
from app.shared.db import transaction
from app.shared.settings import Settings
from tests.cast import make_cast
from tests.conftest import NOW
from tests.events.events import come, event


def test_what_is_due_is_told_first_and_then_gone(own_home: Settings) -> None:
    with transaction() as session:
        cast = make_cast(session)
        come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    assert now() > NOW
    run = CliRunner().invoke
    for _ in range(2):
        assert run(cli, ["tidy", "--dry-run"]).output.splitlines() == [
            "guests: 1 events, 1 guests would go", "tries: nothing would go", "left: nothing would go",
            "licences: nothing would be given up",
            "proposals: nothing would be looked at", "notices: nothing would be credited",
            "erased: nothing would be erased again", "health: nothing would go",
        ]  # fmt: skip
    rest = [
        "tries: nothing gone", "left: nothing gone", "licences: nothing given up", "proposals: nothing proposed",
        "notices: nothing credited", "erased: nothing erased again", "health: nothing gone",
    ]  # fmt: skip
    assert run(cli, ["tidy"]).output.splitlines() == ["guests: 1 events, 1 guests gone", *rest]
    assert run(cli, ["tidy"]).output.splitlines() == ["guests: nothing gone", *rest]
