"""What can go wrong on a fresh machine is one line: no Python, no venv module, no network, no room."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

INSTALL = Path(__file__).parents[2] / ".ci" / "install"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with an empty PATH but for a few tools."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "rm", "cat", "grep", "head", "tail", "touch", "df", "awk", "mkdir"):
        (tools / name).symlink_to(shutil.which(name))  # type: ignore[arg-type]
    (tmp_path / "project").mkdir()
    return tmp_path


def tool(machine: Path, name: str, script: str) -> None:
    file = machine / "bin" / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def install(machine: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON"}
    return subprocess.run(
        ["sh", str(INSTALL), ".venv", ".venv/.installed"], cwd=machine / "project",
        env=environment | {"PATH": str(machine / "bin")}, capture_output=True, text=True, timeout=30,
    )  # fmt: skip


def test_an_old_python_is_one_line_that_names_it(machine: Path) -> None:
    tool(machine, "python3", 'case $1 in --version) echo "Python 3.9.2";; *) exit 1;; esac')
    said = install(machine)
    assert said.returncode == 1
    assert "3.11 or newer" in said.stderr and "Python 3.9.2" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_no_python_at_all_is_one_line(machine: Path) -> None:
    said = install(machine)
    assert said.returncode == 1 and "3.11 or newer" in said.stderr and len(said.stderr.splitlines()) == 1


def test_a_newer_python_beside_an_old_one_is_found(machine: Path) -> None:
    tool(machine, "python3", "exit 1")
    tool(machine, "python3.12", 'case "$*" in *venv*) echo chosen >&2; exit 1;; esac')
    assert "chosen" in install(machine).stderr


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('case "$*" in *venv*) echo "ensurepip is not available" >&2; exit 1;; esac', "apt install python3-venv"),
        ('case "$*" in *venv*) echo "Permission denied" >&2; exit 1;; esac', "cannot be written"),
    ],
)
def test_a_venv_that_cannot_be_made_is_one_line(machine: Path, script: str, words: str) -> None:
    tool(machine, "python3", script)
    said = install(machine)
    assert said.returncode == 1 and words in said.stderr and len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("pip_says", "words"),
    [
        ("NewConnectionError: Temporary failure in name resolution", "PIP_INDEX_URL"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "hash mismatch"),
    ],
)
def test_a_failing_install_is_one_line(machine: Path, pip_says: str, words: str) -> None:
    make_venv = f"""case "$*" in
      *-m\\ venv*) mkdir -p .venv/bin; cat >.venv/bin/python <<'X'
#!/bin/sh
case "$*" in *install*) echo "{pip_says}" >&2; exit 1;; esac
X
        chmod +x .venv/bin/python;; esac"""
    (machine / "bin" / "chmod").symlink_to(shutil.which("chmod"))  # type: ignore[arg-type]
    tool(machine, "python3", make_venv)
    said = install(machine)
    assert said.returncode == 1 and words in said.stderr, said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert not (machine / "project" / ".venv" / ".installed").exists()
