"""The sender: whatever happens on the way, every record arrives once."""

from __future__ import annotations

import pytest

from tests.e2e.offline.conftest import Lab
from tests.e2e.offline.fake import Fake


def test_a_saved_record_travels_by_itself_and_gets_its_receipt(lab: Lab, fake: Fake) -> None:
    record = lab.save()
    lab.wait_states("delivered")
    assert fake.applied == {record["id"]: 1}
    assert lab.outbox()[0]["receipt"]["no"].endswith(record["id"][-8:])


FAULTS = ["lose answer", "drop", "half answer", "500", "502", "429", "408", "403", "404", "portal", "wrong echo"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_line_loses_and_doubles_nothing(lab: Lab, fake: Fake, fault: str) -> None:
    fake.next("commands", fault, fault)
    for note in ("一", "二", "三"):
        lab.save(note)
    for _attempt in range(4):
        lab.settle()
    assert lab.states() == ["delivered"] * 3
    assert sorted(fake.applied.values()) == [1, 1, 1]
    if fault != "500":  # a record suspected of breaking the server waits while the others travel
        assert fake.order == [record["id"] for record in lab.stored()]
