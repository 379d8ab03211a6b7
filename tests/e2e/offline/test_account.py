"""Whose data lies on the phone, and what happens to it at sign-out, wipe and loss."""

from __future__ import annotations

from tests.e2e.offline.conftest import Lab
from tests.e2e.offline.fake import Fake, wait_until

OTHER = "0193a000-0000-7000-8000-000000000002"


def everything(lab: Lab) -> str:
    """All of the phone's database and storage, as text, in which plain words would show."""
    return lab.run("""await (async () => {
      const db = await new Promise((done) => {
        const r = indexedDB.open("linju"); r.onsuccess = () => done(r.result); });
      const seen = [];
      const walk = (value) => {
        if (value instanceof ArrayBuffer) return seen.push(new TextDecoder().decode(value));
        if (ArrayBuffer.isView(value)) return;
        if (value instanceof CryptoKey) return;
        if (value && typeof value === "object") return Object.values(value).forEach(walk);
        seen.push(String(value));
      };
      for (const store of db.objectStoreNames) walk(await new Promise((done) => {
        const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); }));
      db.close();
      return seen.concat(Object.values(localStorage), document.cookie).join("|");
    })()""")


def keys(lab: Lab) -> int:
    return lab.run("""await new Promise((done) => { const r = indexedDB.open("linju"); r.onsuccess = () => {
      const q = r.result.transaction("keys").objectStore("keys").count();
      q.onsuccess = () => { r.result.close(); done(q.result); }; }; })""")


def test_nothing_a_person_wrote_lies_readable_on_the_phone(lab: Lab, fake: Fake) -> None:
    fake.views["round"] = [{"id": "h1", "head": "林阿姨住户", "at": 1}]
    lab.run("lab.store.subscribe('view:round', () => {})")
    lab.page.context.set_offline(True)
    lab.save("独居老人，腿脚不便")
    lab.run("(await (await lab.boot.work()).drafts.put('visit.log:h1', {note: '半句草稿'}), 1)")
    lab.page.context.set_offline(False)
    lab.settle()
    text = everything(lab)
    for secret in ("独居老人", "3栋2单元501", "半句草稿", "林阿姨住户"):
        assert secret not in text


def test_the_key_can_be_used_but_not_read(lab: Lab) -> None:
    extractable = lab.run("""await new Promise((done) => { const r = indexedDB.open("linju"); r.onsuccess = () => {
      const q = r.result.transaction("keys").objectStore("keys").getAll();
      q.onsuccess = () => done(q.result.map(({key}) => key.extractable)); }; })""")
    assert extractable == [False]


def test_unsent_work_survives_a_sign_out_and_only_its_author_sees_it_again(lab: Lab, fake: Fake) -> None:
    author = fake.account
    fake.next("commands", "502")
    lab.save("只有张姐看得到")
    lab.run("(await (await lab.boot.work()).signOut(), 1)")
    assert (lab.value("signed"), lab.outbox(), keys(lab)) == ("out", [], 0)

    fake.account, fake.name = OTHER, "李哥"
    lab.open().sign_in()
    assert lab.outbox() == []
    assert lab.value("sync")["strangers"] == 1
    lab.run("(await (await lab.boot.work()).signOut(), 1)")

    fake.account, fake.name = author, "张姐"
    lab.open().sign_in()
    lab.settle()
    lab.wait_states("delivered")
    assert fake.authors == {record["id"]: author for record in lab.stored()}


def test_signing_out_deletes_what_was_downloaded_and_delivered(lab: Lab, fake: Fake) -> None:
    fake.views["round"] = [{"id": "h1", "at": 1}]
    lab.save()
    lab.run("(await lab.boot.work()).remeet()")
    lab.settle()
    lab.run("(await (await lab.boot.work()).signOut(), 1)")
    left = lab.run("""await new Promise((done) => { const r = indexedDB.open("linju"); r.onsuccess = async () => {
      const n = (s) => new Promise((d) => { const q = r.result.transaction(s).objectStore(s).count(); q.onsuccess = () => d(q.result); });
      done([await n("records"), await n("views"), await n("photos")]); }; })""")  # noqa: E501
    assert left == [0, 0, 0]


def test_signing_out_without_a_network_is_told_to_the_server_later(lab: Lab, fake: Fake) -> None:
    lab.page.context.set_offline(True)
    lab.run("(await (await lab.boot.work()).signOut(), 1)")
    assert fake.account is not None
    lab.page.context.set_offline(False)
    lab.run("(await lab.boot.work()).remeet()")
    wait_until(lambda: fake.account is None)
    assert lab.value("signed") == "out"


def test_the_servers_order_to_wipe_is_obeyed_and_reported(lab: Lab, fake: Fake) -> None:
    lab.save("在别人手里的手机")
    lab.wait_states("delivered")
    account, fake.account, fake.wipe = fake.account, None, True
    lab.run("(await lab.boot.work()).remeet()")
    wait_until(lambda: fake.wiped != [])
    assert (lab.value("signed"), keys(lab)) == ("out", 0)
    fake.account = account
    lab.open().sign_in()
    assert lab.outbox() == []


def test_a_cold_start_without_a_network_opens_the_right_persons_records(lab: Lab, fake: Fake) -> None:
    fake.next("commands", *["502"] * 20)
    lab.save("楼道里写的")
    fake.next("me", *["drop"] * 20)
    lab.open()
    assert lab.value("account")["name"] == "张姐"
    assert lab.outbox()[0]["data"]["note"] == "楼道里写的"


def test_lost_records_are_named(lab: Lab, fake: Fake) -> None:
    """The browser threw the database away: what is kept outside it says which records are gone."""
    lab.page.context.set_offline(True)
    for note in ("一", "二"):
        lab.save(note)
    lab.run("""await (async () => { const stored = await linju.stored(); const db = await new Promise((done) => {
      const r = indexedDB.open("linju"); r.onsuccess = () => done(r.result); });
      const tx = db.transaction("records", "readwrite"); tx.objectStore("records").clear();
      await new Promise((done) => { tx.oncomplete = done; }); db.close(); })()""")
    lab.page.context.set_offline(False)
    lab.open()
    assert [item["number"] for item in lab.value("missing")] == [1, 2]
    record = lab.save("三")
    assert record["number"] == 3
    lab.run("(await (await lab.boot.work()).readMissing(), 1)")
    assert lab.value("missing") == []


def test_the_server_remembers_what_a_wholly_emptied_phone_has_lost(make_lab, fake: Fake) -> None:
    lost = {
        "id": "01a20000-0000-7000-8000-00000000000a",
        "number": 7,
        "label": "1栋501",
        "made_at": "2026-03-02T02:00:00Z",
    }
    fake.device = {"last_number": 7, "last_seen_at": "2026-03-02T02:00:00Z", "waiting": [lost]}
    lab = make_lab().open().sign_in()
    assert [(item["number"], item["label"]) for item in lab.value("missing")] == [(7, "1栋501")]
    assert lab.save()["number"] == 8


def test_a_sign_out_answered_by_the_wifi_is_not_believed(lab: Lab, fake: Fake) -> None:
    fake.next("logout", "drop")
    lab.run("(await (await lab.boot.work()).signOut(), 1)")
    assert fake.account is not None
    lab.run("(await lab.boot.work()).remeet()")
    assert (fake.account, lab.value("signed")) == (None, "out")


def test_wechat_is_no_place_for_offline_work(make_lab, fake: Fake) -> None:
    lab = make_lab(user_agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50")
    lab.page.goto(fake.url)
    assert lab.run("lab.boot.obstacle()") == "wechat"
    assert lab.value("blocked") == "wechat"
    assert lab.run("lab.boot.work().then(() => 'started', () => 'refused')") == "refused"
    assert not [path for _method, path in fake.seen if path.startswith("/api/")]
