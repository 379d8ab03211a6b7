"""Random days in the field: whatever the order of saves, kills and failing lines, nothing is lost or doubled."""

from __future__ import annotations

import random

import pytest

from tests.e2e.offline.conftest import Lab
from tests.e2e.offline.fake import Fake

FAULTS = ["lose answer", "drop", "half answer", "500", "502", "429", "portal", "wrong echo"]
PLACES = ["saved", "sending", "sent", "answered", "settled"]


@pytest.mark.parametrize("seed", range(4))
def test_a_random_day_loses_and_doubles_nothing(lab: Lab, fake: Fake, seed: int) -> None:
    day = random.Random(seed)
    context, told, number = lab.page.context, [], 0
    for _hour in range(14):
        deed = day.choice(["save", "save", "edit", "fault", "offline", "online", "reload", "kill", "kill at"])
        if deed == "save":
            number += 1
            told.append(lab.save(f"记录 {number}")["id"])
        elif deed == "edit" and told:
            code = "(await (await lab.boot.work()).outbox.edit(a.id, {note: a.note}), 1)"
            lab.run(code, {"id": day.choice(told), "note": f"改 {number}"})
        elif deed == "fault":
            fake.next("commands", day.choice(FAULTS))
        elif deed in ("offline", "online"):
            context.set_offline(deed == "offline")
        elif deed in ("reload", "kill", "kill at"):
            lab = restart(lab, fake, day, deed)
    context.set_offline(False)
    fake.faults.clear()
    lab = restart(lab, fake, day, "kill")
    for _attempt in range(4):
        lab.settle()
    assert set(lab.states()) <= {"delivered"}
    assert set(told) <= set(fake.applied)
    assert set(fake.applied.values()) <= {1}
    numbers = [record["number"] for record in lab.stored()]
    assert len(numbers) == len(set(numbers))
    assert lab.value("missing") in (None, [])


def restart(lab: Lab, fake: Fake, day: random.Random, how: str) -> Lab:
    """Reload, or kill the tab: at once, or while it stands at a named place of the sender."""
    context = lab.page.context
    if how == "kill at":
        place = day.choice(PLACES)
        lab.page.evaluate(f"globalThis.linjuReach = (at) => at === '{place}' ? new Promise(() => {{}}) : undefined")
        lab.page.evaluate("void linju.wake('manual')")
    # The shell itself comes from the service worker in the field; here the network is lent for the page alone.
    context.set_offline(False)
    page = context.new_page()
    lab.page.close(run_before_unload=False)
    return Lab(page, fake).open()
