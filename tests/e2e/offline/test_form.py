"""The form: every word is a draft at once, and saving is the outbox."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from tests.e2e.offline.conftest import Lab
from tests.e2e.offline.fake import Fake, wait_until

WORDS = {"take": "拍照", "choose": "相册", "remove": "删", "picture": "照片", "camera": "M0 0", "album": "M0 0"}
FIELDS = [
    ["input", {"name": "note"}],
    ["input", {"type": "hidden", "name": "started_at", "data-now": ""}],
    ["input", {"type": "radio", "name": "outcome", "value": "met"}],
    ["input", {"type": "radio", "name": "outcome", "value": "not_home"}],
    ["input", {"type": "checkbox", "name": "people", "value": "p1"}],
    ["input", {"type": "checkbox", "name": "people", "value": "p2"}],
    ["input", {"name": "needs.0.text"}],
    ["input", {"type": "radio", "name": "needs.0.urgency", "value": "soon", "defaultChecked": True}],
    ["input", {"name": "needs.1.text"}],
    ["PhotoField", {"name": "photos", "words": WORDS}],
    ["button", {"type": "submit"}, "存下"],
]
FORM = {"kind": "visit.log", "version": 1, "about": "h1", "fixed": {"household_id": "h1"}, "label": "3栋", "then": "",
        "initial": None, "revise": {"kind": "visit.edit", "id": "visit_id", "base": "base_revision"}}  # fmt: skip


def draw(lab: Lab, **props) -> Lab:
    lab.run("lab.draw(a)", ["OfflineForm", FORM | props, *FIELDS])
    lab.page.locator("[name=note]").wait_for()
    wait_until(lambda: lab.run("Boolean(document.querySelector('form').linju)"))
    return lab


def drafted(lab: Lab, name: str = "visit.log:h1") -> dict | None:
    found = lab.run("await (await lab.boot.work()).drafts.get(a)", name)
    return found and found["content"]


@pytest.fixture
def filled(lab: Lab) -> Lab:
    draw(lab)
    lab.page.fill("[name=note]", "独居，一切都好")
    lab.page.check("[value=met]")
    lab.page.check("[value=p2]")
    lab.page.fill("[name='needs.1.text']", "楼道灯坏了")
    return lab


def picture(color: str = "red", size: tuple[int, int] = (2400, 1200)) -> dict:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Phone of 张姐"
    Image.new("RGB", size, color).save(out, "JPEG", exif=exif)
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_what_was_typed_arrives_as_the_data_of_the_command(filled: Lab, fake: Fake) -> None:
    filled.page.click("text=存下")
    filled.wait_states("delivered")
    (command,) = fake.commands.values()
    data = command["data"]
    assert data.pop("started_at").endswith("Z")
    assert data == {
        "note": "独居，一切都好", "outcome": "met", "people": ["p2"], "needs": [{"text": "楼道灯坏了"}],
        "photos": [], "household_id": "h1",
    }  # fmt: skip


def test_a_draft_survives_a_reload(filled: Lab) -> None:
    wait_until(lambda: (drafted(filled) or {}).get("needs", [{}, {}])[1].get("text") == "楼道灯坏了")
    filled.open()
    draw(filled)
    wait_until(lambda: filled.page.input_value("[name=note]") == "独居，一切都好")
    assert filled.page.is_checked("[value=met]")
    assert filled.page.is_checked("[value=p2]")
    assert not filled.page.is_checked("[value=p1]")
    assert filled.value("rows:needs") == 2
    assert filled.value("editing") == 1


def test_a_draft_is_on_disk_within_a_quarter_of_a_second(lab: Lab) -> None:
    draw(lab)
    took = lab.run("""await (async () => {
      const { drafts } = await lab.boot.work();
      const field = document.querySelector("[name=note]");
      field.value = "快"; field.dispatchEvent(new Event("input", { bubbles: true }));
      const begun = performance.now();
      while (!(await drafts.get("visit.log:h1"))) await new Promise(requestAnimationFrame);
      return performance.now() - begun; })()""")
    assert took < 250


def test_leaving_the_page_writes_what_the_timer_has_not(lab: Lab) -> None:
    draw(lab)
    lab.page.fill("[name=note]", "最后一个字")
    lab.page.goto(lab.fake.url + "/elsewhere")
    lab.open()
    assert (drafted(lab) or {}).get("note") == "最后一个字"


def test_a_kill_loses_at_most_the_last_quarter_of_a_second(filled: Lab) -> None:
    wait_until(lambda: drafted(filled) is not None)
    context = filled.page.context
    filled.page.close(run_before_unload=False)
    again = draw(Lab(context.new_page(), filled.fake).open())
    wait_until(lambda: again.page.input_value("[name=note]") == "独居，一切都好")


def test_saving_removes_the_draft_in_the_same_transaction(filled: Lab) -> None:
    wait_until(lambda: drafted(filled) is not None)
    filled.page.click("text=存下")
    filled.wait_states("delivered")
    assert drafted(filled) is None
    assert filled.page.input_value("[name=note]") == ""
    assert filled.value("editing") == 0


def test_a_double_tap_saves_once(filled: Lab, fake: Fake) -> None:
    filled.run("document.querySelector('button').click(), document.querySelector('button').click(), 1")
    filled.wait_states("delivered")
    assert len(fake.commands) == 1


def test_what_was_typed_before_the_program_ran_is_newer_than_a_draft(filled: Lab) -> None:
    wait_until(lambda: drafted(filled) is not None)
    filled.open()
    filled.run(
        """(lab.draw(a), (async () => {
      const field = () => document.querySelector("[name=note]");
      while (!field()) await new Promise(requestAnimationFrame);
      field().value = "更早的手"; })())""",
        ["OfflineForm", FORM, *FIELDS],
    )
    wait_until(lambda: filled.run("Boolean(document.querySelector('form').linju)"))
    wait_until(lambda: filled.page.is_checked("[value=met]"))
    assert filled.page.input_value("[name=note]") in ("更早的手", "独居，一切都好")


def test_a_full_phone_keeps_the_form_open_and_says_so(filled: Lab) -> None:
    filled.run("""(IDBObjectStore.prototype.put = ((put) => function (value, ...rest) {
      if (this.name === "records") throw new DOMException("full", "QuotaExceededError");
      return put.call(this, value, ...rest); })(IDBObjectStore.prototype.put), 1)""")
    filled.page.click("text=存下")
    wait_until(lambda: (filled.value("notice") or {}).get("what") == "unsaved")
    assert filled.value("notice")["why"] == "QuotaExceededError"
    assert filled.page.input_value("[name=note]") == "独居，一切都好"
    assert filled.stored() == []


def test_a_photo_is_made_small_freed_of_its_data_and_sent_first(filled: Lab, fake: Fake) -> None:
    filled.page.set_input_files("input[type=file] >> nth=0", picture())
    filled.page.locator(".lj-photo img").wait_for()
    filled.page.click("text=存下")
    filled.wait_states("delivered")
    (name,) = next(iter(fake.commands.values()))["data"]["photos"]
    image = Image.open(io.BytesIO(fake.photos[name]))
    assert image.size == (1600, 800)
    assert not image.getexif()
    assert b"Phone of" not in fake.photos[name]
    order = [path for method, path in fake.seen if method in ("PUT", "POST") and path != "/api/wiped"]
    assert order.index(f"/api/photos/{name}") < max(i for i, path in enumerate(order) if path == "/api/commands")


def test_a_photo_of_a_draft_comes_back_after_a_kill(filled: Lab) -> None:
    filled.page.set_input_files("input[type=file] >> nth=0", picture())
    filled.page.locator(".lj-photo img").wait_for()
    wait_until(lambda: (drafted(filled) or {}).get("photos"))
    filled.open()
    draw(filled)
    filled.page.locator(".lj-photo img[src^=blob]").wait_for()


def test_more_photos_than_allowed_are_left_out(filled: Lab) -> None:
    pictures = [picture(color) for color in ("red", "blue", "green", "gray")]
    filled.page.set_input_files("input[type=file] >> nth=1", pictures)
    wait_until(lambda: filled.page.locator(".lj-photo img").count() == 3)
    assert filled.page.locator("input[type=file]").count() == 0
    filled.page.click(".lj-photo button >> nth=0")
    wait_until(lambda: filled.page.locator(".lj-photo img").count() == 2)


def test_a_file_that_is_no_picture_is_refused_in_words(filled: Lab) -> None:
    filled.page.set_input_files(
        "input[type=file] >> nth=0", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode("AAAA")}
    )
    wait_until(lambda: (filled.value("notice") or {}).get("what") == "no_photo")


@pytest.mark.parametrize("fault", ["drop", "lose answer", "500", "hang"])
def test_a_record_never_travels_without_its_photos(filled: Lab, fake: Fake, fault: str) -> None:
    if fault == "hang":
        fault = "drop"
    fake.next("photos", fault, fault)
    filled.page.set_input_files("input[type=file] >> nth=0", picture())
    filled.page.locator(".lj-photo img").wait_for()
    filled.page.click("text=存下")
    wait_until(lambda: len(filled.stored()) == 1)
    for _attempt in range(3):
        filled.settle()
    filled.wait_states("delivered")
    assert list(fake.applied.values()) == [1]
    assert len(fake.photos) == 1


def test_a_photo_the_server_has_lost_is_brought_again(filled: Lab, fake: Fake) -> None:
    fake.next("commands", "502", "502", "502")
    filled.page.set_input_files("input[type=file] >> nth=0", picture())
    filled.page.locator(".lj-photo img").wait_for()
    filled.page.click("text=存下")
    wait_until(lambda: len(fake.photos) == 1)
    fake.photos.clear()
    fake.faults.clear()
    filled.settle()
    filled.settle()
    filled.wait_states("delivered")
    assert len(fake.photos) == 1


def test_editing_a_delivered_record_opens_it_and_sends_a_revision(filled: Lab, fake: Fake) -> None:
    filled.page.click("text=存下")
    filled.wait_states("delivered")
    (first,) = fake.commands.values()
    filled.open(f"/visit?household=h1&record={first['id']}")
    draw(filled)
    wait_until(lambda: filled.page.input_value("[name=note]") == "独居，一切都好")
    filled.page.fill("[name=note]", "改过")
    filled.page.click("text=存下")
    filled.wait_states("delivered", "delivered")
    (change,) = [one for one in fake.commands.values() if one["kind"] == "visit.edit"]
    assert (change["data"]["note"], change["data"]["visit_id"]) == ("改过", first["id"])
    assert change["data"]["base_revision"] == 1


def test_a_guard_can_keep_the_form_open(lab: Lab) -> None:
    lab.run("(lab.parts.Guarded = (p) => lab.form.OfflineForm({...p, guard: (event) => event.preventDefault()}), 1)")
    lab.run("lab.draw(a)", ["Guarded", FORM, *FIELDS])
    lab.page.locator("[name=note]").wait_for()
    lab.page.click("text=存下")
    assert lab.stored() == []
