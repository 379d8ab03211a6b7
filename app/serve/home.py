"""The data folder: database, keys, photos."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from app.serve.problem import Problem


def prepare_home(home: Path) -> None:
    """Make the folder if it is missing. Raises `Problem` if this process cannot write there."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise Problem(
            f"The data folder {home} cannot be written ({reason}). Give your user that folder, or choose another: "
            "LINJU_HOME=/path"
        ) from None
