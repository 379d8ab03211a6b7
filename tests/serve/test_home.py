"""A data folder that cannot be written is one line."""

import stat
from pathlib import Path

import pytest

from app.serve.home import prepare_home
from app.serve.problem import Problem


def test_a_missing_folder_is_made_and_closed_to_others(tmp_path: Path) -> None:
    prepare_home(tmp_path / "a" / "b")
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_file_in_its_place_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(Problem, match=r"cannot be written.*LINJU_HOME"):
        prepare_home(tmp_path / "home")


def test_a_folder_below_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(Problem, match="cannot be written"):
        prepare_home(tmp_path / "home" / "below")


def test_a_folder_that_nobody_may_write_is_one_line() -> None:
    with pytest.raises(Problem, match="cannot be written"):
        prepare_home(Path("/proc/linju"))  # not even for root
