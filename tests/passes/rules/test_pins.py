"""A PIN is short, so it must at least not be what everybody tries first."""

from __future__ import annotations

import pytest

from app.passes.rules.pins import check_pin
from app.shared.errors import Refused


@pytest.mark.parametrize("typed", ["2580", "19 41", "80246913"])
def test_digits_are_a_pin(typed: str) -> None:
    assert check_pin(typed).isdigit()


@pytest.mark.parametrize("typed", ["", "258", "258025802", "25a0", "２５８０"])
def test_other_shapes_are_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        check_pin(typed)
    assert refused.value.code == "pin_shape"


@pytest.mark.parametrize("typed", ["0000", "1111", "1234", "7890", "4321", "6543"])
def test_what_everybody_tries_first_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        check_pin(typed)
    assert refused.value.code == "pin_simple"
