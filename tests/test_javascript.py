"""The JavaScript that needs no browser: `tests/<feature>/js/*.test.mjs`, run by Node's own test runner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")


@pytest.mark.parametrize("file", sorted(TESTS.glob("*/js/*.test.mjs")), ids=lambda file: file.stem)
def test_a_script_keeps_its_promises(file: Path) -> None:
    ran = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", file],
        env={"TZ": "Asia/Shanghai", "PATH": str(NODE.parent)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
