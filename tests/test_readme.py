"""The README names every setting and every command, and none that is not there."""

import re
from pathlib import Path

import typer

from app.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def first_cells(pattern: str) -> set[str]:
    return {
        name for line in README.splitlines() if line.startswith("|") for name in re.findall(pattern, line.split("|")[1])
    }


def test_the_table_of_settings_is_what_the_code_reads() -> None:
    code = (ROOT / "app" / "shared" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.get\("([A-Z_]+)"|_url\(env, "([A-Z_]+)"', code))
    assert first_cells(r"`(PORT|LINJU_[A-Z_]+)`") == {name for pair in read for name in pair if name}


def test_the_table_of_commands_is_what_linju_offers() -> None:
    offered = set(typer.main.get_command(cli).commands)  # type: ignore[attr-defined]
    assert first_cells(r"`linju ([a-z]+)`") == offered


def test_every_folder_of_the_map_exists_and_every_feature_is_on_it() -> None:
    named = set(re.findall(r"^(app/\w+/)", README, re.M))
    there = {f"app/{folder.name}/" for folder in (ROOT / "app").iterdir() if (folder / "__init__.py").exists()}
    assert named == there


def test_every_make_word_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = set(re.findall(r"\bmake (run|test|check|bench|messages|lock)\b", README))
    assert words == {"run", "test", "check", "bench", "messages", "lock"}
    assert all(re.search(rf"^{word}:", makefile, re.M) for word in words)


def test_pictures_that_are_shown_are_there() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert all((ROOT / name).exists() for name in shown)
