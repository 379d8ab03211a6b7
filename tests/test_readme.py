"""The README names every setting and every command, and none that is not there."""

import re
from pathlib import Path
from typing import Any

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


PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)


def test_pictures_that_are_shown_are_there_and_say_what_they_show() -> None:
    assert len(PICTURES) >= 4
    assert all((ROOT / name).is_file() and words for words, name in PICTURES)


def test_pictures_are_light_enough_for_every_clone() -> None:
    kept = {ROOT / name for _, name in PICTURES} | set((ROOT / "assets" / "screenshots").iterdir())
    assert sum(file.stat().st_size for file in kept) < 600_000


def test_links_into_the_repository_lead_somewhere() -> None:
    links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)", README)
    assert all((ROOT / link).exists() for link in links if "://" not in link)


def test_every_linju_command_that_is_named_exists() -> None:
    root = typer.main.get_command(cli)
    for words in re.findall(r"(?:`|bin/)linju ((?:[a-z]+ )*[a-z]+)", README):
        command: Any = root
        for word in words.split():
            found = getattr(command, "commands", {}).get(word)
            if found is None:
                break
            command = found
        assert command is not root, f"linju {words}"


def test_every_option_that_is_named_exists() -> None:
    options = {"--readme"}  # of tests.e2e.shots
    queue: list[Any] = [typer.main.get_command(cli)]
    while queue:
        command = queue.pop()
        queue += getattr(command, "commands", {}).values()
        options |= {name for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", README)) - {"--help"} <= options


def test_every_module_that_is_run_exists() -> None:
    for module in re.findall(r"python -m ([a-z0-9_.]+)", README):
        assert (ROOT / (module.replace(".", "/") + ".py")).is_file(), module
