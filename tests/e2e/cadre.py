"""What a cadre does on the phone, in the words of the screens. Used by the story, the crash matrix and WebKit alike."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from PIL import Image
from sqlmodel import Session, select

from app.visits.models import Visit, VisitPhoto
from tests.e2e.installation import Installation
from tests.e2e.rounds import until, visits

FORM = "#visit-form"
SAVE = f"button[form={FORM[1:]}], {FORM} button[type=submit]"

RECORDS = """async () => {
  const open = indexedDB.open("linju");
  const db = await new Promise((ok, no) => { open.onsuccess = () => ok(open.result); open.onerror = no; });
  const all = db.transaction("records").objectStore("records").getAll();
  const records = await new Promise((ok, no) => { all.onsuccess = () => ok(all.result); all.onerror = no; });
  db.close();
  return records.map(({ id, state, number }) => ({ id, state, number }));
}"""

DELIVERED = f"""async (count) => {{
  const until = Date.now() + 45000;
  for (;;) {{
    const states = (await ({RECORDS})()).map((one) => one.state);
    if (states.length >= count && states.every((one) => one === "delivered")) return states;
    if (Date.now() > until) return states;
    await new Promise((next) => setTimeout(next, 200));
  }}
}}"""


def picture(color: str = "#b04a3a") -> dict[str, Any]:
    """A small photo, as a camera hands it to a file field."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), color).save(out, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def arrive(page: Any, server: Installation) -> None:
    """Open the round and wait until the phone has everything it needs at a door without signal."""
    page.goto(server.url + "/round")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "globalThis.linju?.value?.('kept')?.includes('cards') && linju.value('view:words')")


def open_form(page: Any, server: Installation, household_id: UUID) -> None:
    """The visit form of a household, ready for the thumb."""
    page.goto(f"{server.url}/visit?household={household_id}")
    page.locator(FORM).wait_for()


def fill(page: Any, note: str) -> None:
    """Met somebody and wrote a line."""
    page.locator(f"{FORM} textarea[name=note]").fill(note)
    page.locator(f"{FORM} input[name=outcome][value=met]").check(force=True)


def take_photo(page: Any, color: str = "#b04a3a") -> None:
    """Take one picture."""
    page.locator(f"{FORM} input[type=file]").first.set_input_files([picture(color)])


def see_photo(page: Any) -> None:
    """Its thumbnail is in the form: the phone has it."""
    page.locator(f"{FORM} img").first.wait_for()


def save(page: Any) -> None:
    """The one big button."""
    page.locator(SAVE).first.click()


def records(page: Any) -> list[dict[str, Any]]:
    """What the outbox holds, as it lies on the phone."""
    return page.evaluate(RECORDS)


def wait_until_delivered(page: Any, count: int) -> None:
    """All records of this phone have their receipt."""
    states = page.evaluate(DELIVERED, count)
    assert states == ["delivered"] * count, states


def noted(server: Installation, note: str) -> list[Visit]:
    """The visits in the server's database with this note."""
    return [visit for visit in visits(server) if visit.note == note]


def photos_of(server: Installation, visit: Visit) -> int:
    """How many photos the server tied to a visit."""
    with Session(server.engine) as session:
        return len(session.exec(select(VisitPhoto).where(VisitPhoto.visit_id == visit.id)).all())
