"""The check code of a record, and whether it still holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.passes.rules.codes import LETTERS, grouped
from app.volunteers.models import HoursState
from app.volunteers.rules.ledger import services_of
from app.volunteers.rules.service_record import CODE, Standing, digest, read_code, standing
from tests.conftest import NOW
from tests.volunteers.rules.test_ledger import lines

codes = st.text(LETTERS, min_size=CODE, max_size=CODE)


@given(codes)
def test_it_is_read_however_it_is_typed(code: str) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    for typed in (code, grouped(code), grouped(code).lower(), f" {code[:4]} {code[4:]} ", wide):
        assert read_code(typed) == code


@given(st.text(max_size=20))
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text) in ("", read_code(text).upper())
    assert len(read_code(text)) in (0, CODE)


def test_it_notices_that_hours_were_put_right() -> None:
    before = lines((HoursState.CREDITED, 120))
    after = [*before, before[0].model_copy(update={"number": 2, "state": HoursState.CORRECTED, "minutes": 60})]
    written, now = digest(services_of(before)), digest(services_of(after))
    assert standing(None, False, written, written) is Standing.GOOD
    assert standing(None, False, written, now) is Standing.CHANGED
    assert standing(NOW, False, written, now) is Standing.WITHDRAWN
    assert standing(NOW, True, written, written) is Standing.ERASED
