"""The build is made again when a source changes, and Reflex still has the names we serve with."""

from pathlib import Path

import pytest
from reflex_base import constants
from reflex_base.environment import environment

from app.serve import production


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "app/visits/page.py",
        "assets/icon.svg",
        "reflex.lock/package.json",
        "rxconfig.py",
        "requirements.lock",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_reflex_still_knows_the_names_we_serve_with() -> None:
    known = {
        environment.REFLEX_SKIP_COMPILE.name,
        environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.name,
        environment.REFLEX_ENV_MODE.name,
    }
    assert known <= set(production.SERVING)
    assert production.SERVING[environment.REFLEX_ENV_MODE.name] == constants.Env.PROD.value
    assert production.STATIC.parts[-3] == constants.Dirs.WEB
    assert Path(constants.Dirs.STATIC).parts == production.STATIC.parts[-2:]


@pytest.mark.parametrize("name", ["app/visits/page.py", "assets/icon.svg", "reflex.lock/package.json", "rxconfig.py"])
def test_a_changed_source_changes_the_hash(tree: Path, name: str) -> None:
    before = production.source_hash(tree)
    (tree / name).write_text("changed")
    assert production.source_hash(tree) != before


def test_a_renamed_source_changes_the_hash(tree: Path) -> None:
    before = production.source_hash(tree)
    (tree / "assets/icon.svg").rename(tree / "assets/icon2.svg")
    assert production.source_hash(tree) != before


def test_what_the_build_itself_leaves_behind_does_not_count(tree: Path) -> None:
    before = production.source_hash(tree)
    for made in ("app/__pycache__/x.pyc", "assets/external/x.js", "README.md"):
        (tree / made).parent.mkdir(parents=True, exist_ok=True)
        (tree / made).write_text("made")
    assert production.source_hash(tree) == before


def test_a_build_without_network_says_so() -> None:
    assert "NPM_CONFIG_REGISTRY" in str(production._why("npm error code EAI_AGAIN"))


def test_another_failure_shows_the_end_of_the_output() -> None:
    text = str(production._why("\n".join(f"line {n}" for n in range(40))))
    assert "line 39" in text and "line 3\n" not in text
