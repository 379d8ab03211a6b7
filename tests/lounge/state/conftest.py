"""Somebody who passes by the lounge without an account."""

from __future__ import annotations

import asyncio
from typing import Any

from app.lounge.state.home import LoungeState
from tests.test_authorisation import press


def passes_by() -> Any:
    """What they are shown."""
    return asyncio.run(press(LoungeState, "load", "", (), {}))
