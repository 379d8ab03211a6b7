"""The sender: whatever happens on the way, every record arrives once."""

from __future__ import annotations

import pytest

from tests.e2e.offline.conftest import Lab
from tests.e2e.offline.fake import Fake, wait_until


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


def test_a_broken_rule_stops_one_record_and_nobody_else(lab: Lab, fake: Fake) -> None:
    errors = [{"field": "note", "code": "note_too_long", "message": "记录太长。"}]
    fake.verdicts["visit.log"] = {"status": "rejected", "errors": errors}
    lab.save("太长")
    lab.save("别的", kind="note.write")
    lab.wait_states("rejected", "delivered")
    assert lab.outbox()[-1]["errors"] == errors
    assert lab.value("sync")["stuck"] == 1


def test_a_mended_record_is_sent_again_under_its_id(lab: Lab, fake: Fake) -> None:
    fake.verdicts["visit.log"] = {"status": "rejected", "errors": []}
    record = lab.save("不行")
    lab.wait_states("rejected")
    fake.verdicts.clear()
    lab.run("(await (await lab.boot.work()).outbox.edit(a, {note: '行'}), 1)", record["id"])
    lab.wait_states("delivered")
    assert fake.commands[record["id"]]["data"] == {"note": "行"}


@pytest.mark.parametrize(("fate", "state"), [("explode", "sending"), ("unreadable", "rejected")])
def test_a_record_the_server_cannot_swallow_does_not_hold_up_the_others(
    lab: Lab, fake: Fake, fate: str, state: str
) -> None:
    fake.verdicts["poison"] = {"status": fate}
    fake.next("me", *["502"] * 8)
    fake.next("commands", *["502"] * 8)
    for kind in ("visit.log", "poison", "visit.log", "visit.log"):
        lab.save(kind=kind)
    fake.faults.clear()
    lab.settle()
    assert lab.states() == ["delivered", state, "delivered", "delivered"]


def test_a_child_waits_for_its_parent_and_follows_it(lab: Lab, fake: Fake) -> None:
    fake.verdicts["visit.log"] = {"status": "rejected", "errors": []}
    parent = lab.save("父")
    lab.save("子", kind="visit.edit", parent=parent["id"])
    lab.wait_states("rejected", "queued")
    fake.verdicts.clear()
    lab.run("(await (await lab.boot.work()).outbox.resend(a), 1)", parent["id"])
    lab.wait_states("delivered", "delivered")
    assert fake.order[0] == parent["id"]


def test_an_ended_session_keeps_everything_and_sends_after_signing_in(lab: Lab, fake: Fake) -> None:
    account, fake.account = fake.account, None
    lab.save()
    wait_until(lambda: lab.value("signed") == "expired")
    assert len(lab.outbox()) == 1
    fake.account = account
    lab.run("(await lab.boot.work()).remeet()")
    lab.wait_states("delivered")


def test_nobodys_work_travels_under_another_name(lab: Lab, fake: Fake) -> None:
    """Another tab signed somebody else in: the cookie is theirs, the work is not."""
    fake.next("commands", "502")
    lab.save("张姐写的")
    fake.account, fake.name = "0193a000-0000-7000-8000-000000000002", "李哥"
    lab.settle()
    assert fake.commands == {}
    assert lab.value("account")["name"] == "李哥"
    assert lab.outbox() == []


def test_an_edit_while_the_answer_is_lost_becomes_a_change_of_its_own(lab: Lab, fake: Fake) -> None:
    fake.next("commands", "lose answer")
    revise = {"kind": "visit.edit", "id": "visit_id", "base": "base_revision"}
    record = lab.save("先写的", revise=revise)
    wait_until(lambda: record["id"] in fake.applied)
    lab.run("(await (await lab.boot.work()).outbox.edit(a, {note: '后改的'}), 1)", record["id"])
    lab.settle()
    lab.wait_states("delivered", "delivered")
    assert fake.commands[record["id"]]["data"] == {"note": "先写的"}
    (change,) = [command for command in fake.commands.values() if command["kind"] == "visit.edit"]
    assert change["data"] == {"note": "后改的", "visit_id": record["id"], "base_revision": 1}


def test_a_conflict_shows_both_and_the_person_chooses(lab: Lab, fake: Fake) -> None:
    fake.verdicts["visit.edit"] = {
        "status": "conflict", "theirs": {"note": "别人的", "revision": 4}, "fields": ["note"], "errors": [],
    }  # fmt: skip
    revise = {"kind": "visit.edit", "id": "visit_id", "base": "base_revision"}
    record = lab.save(
        "我的", kind="visit.edit", revise=revise, data={"note": "我的", "visit_id": "v1", "base_revision": 3}
    )
    lab.wait_states("conflict")
    (row,) = lab.value("sync.rows")
    assert row["differences"] == [{"field": "note", "mine": "我的", "theirs": "别人的"}]
    fake.verdicts.clear()
    lab.run("(await (await lab.boot.work()).outbox.insist(a), 1)", record["id"])
    lab.wait_states("withdrawn", "delivered")
    (sent,) = fake.commands.values()
    assert sent["data"] == {"note": "我的", "visit_id": "v1", "base_revision": 4}


def test_two_tabs_send_once(lab: Lab, fake: Fake) -> None:
    other = Lab(lab.page.context.new_page(), fake).open()
    for tab in (lab, other, lab, other):
        tab.save()
    for tab in (lab, other):
        tab.settle()
    lab.wait_states(*["delivered"] * 4)
    assert sorted(fake.applied.values()) == [1, 1, 1, 1]
    assert [record["number"] for record in lab.stored()] == [1, 2, 3, 4]


def test_what_one_tab_does_the_other_shows(lab: Lab, fake: Fake) -> None:
    other = Lab(lab.page.context.new_page(), fake).open()
    record = lab.save()
    wait_until(lambda: [one["id"] for one in other.outbox()] == [record["id"]])


def test_every_contact_says_how_the_phone_is(lab: Lab, fake: Fake) -> None:
    fake.verdicts["visit.log"] = {"status": "rejected", "errors": []}
    record = lab.save()
    lab.wait_states("rejected")
    lab.settle()
    beat = fake.heartbeats[-1]
    assert (beat["unsent"], beat["quarantined"], beat["last_number"]) == (1, 1, 1)
    assert beat["waiting"][0]["id"] == record["id"]
    assert "Chrom" in beat["engine"]
    assert abs(beat["clock_drift_ms"]) < 60_000


def test_more_than_a_hundred_records_travel_in_portions(lab: Lab, fake: Fake) -> None:
    lab.page.context.set_offline(True)
    code = "(await Promise.all([...Array(120).keys()].map(async (i) => (await lab.boot.work()).outbox.save(a))), 1)"
    lab.run(code, {"kind": "visit.log", "version": 1, "data": {"note": "批量"}})
    lab.page.context.set_offline(False)
    lab.settle()
    assert len(fake.applied) == 120
    assert set(lab.states()) == {"delivered"}


@pytest.mark.parametrize("fault", ["drop", "half answer", "502", "portal"])
def test_a_list_that_did_not_come_is_asked_for_again_soon(make_lab, fake: Fake, fault: str) -> None:
    fake.views |= {"cards": [{"id": "a", "at": 1}], "words": [{"id": "b", "at": 1}]}
    fake.next("views", *[fault] * 6)  # more than the start asks
    lab = make_lab().open().sign_in()
    wait_until(lambda: sorted(lab.value("kept") or []) == ["cards", "words"])
