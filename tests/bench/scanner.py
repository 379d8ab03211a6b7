"""How well the scanner reads: its own worker and engine in Chromium, on 160 frames of a bad day (_frames.py).

Every frame is looked at as the camera does it: first the whole, at every second look the middle twice as large. A frame
counts as read when its first look finds it; `within two` is what a person notices, who holds a card for a moment. Any
wrong text fails the bench. Time is the worker's own, from the picture to the answer.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from app.serve.production import STATIC
from tests.bench._frames import Frame, frames
from tests.bench._phone import browser
from tests.e2e.installation import Installation

START = """async (url) => {
  window.worker = new Worker(url, {type: "module"});
  await new Promise((done, fail) => {
    worker.onmessage = ({data}) => data.ready ? done() : fail(new Error(data.failed));
    worker.onerror = (event) => fail(new Error(event.message));
  });
}"""
LOOK = """async ([png, closely]) => {
  const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  return new Promise((done) => {
    worker.onmessage = ({data}) => done(data);
    worker.postMessage({id: 1, picture, closely}, [picture]);
  });
}"""


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Rates in percent, milliseconds per look."""
    (worker,) = STATIC.glob("assets/scan_worker-*.js")
    shots = list(frames())
    with browser() as chromium:
        page = chromium.new_context(bypass_csp=True).new_page()  # the worker's own policy stays
        page.goto(installation.url + "/login")
        page.evaluate(START, f"/assets/{worker.name}")
        for shot in shots[:5]:
            _look(page, shot, closely=True)  # warm
        first = [_look(page, shot, closely=False) for shot in shots]
        both = [_look(page, shot, closely=True) for shot in shots]
    times = [one["ms"] for one in first]
    count = len(shots)
    yield _row("scanner_read_at_first_look", _rate(first, shots), "%", count)
    yield _row("scanner_read_within_two", _rate(both, shots), "%", count)
    for kind in sorted({shot.kind for shot in shots}):
        chosen = [at for at, shot in enumerate(shots) if shot.kind == kind]
        rate = _rate([both[at] for at in chosen], [shots[at] for at in chosen])
        yield _row(f"scanner_read {kind}", rate, "%", len(chosen))
    yield _row("scanner_look_median", round(median(times), 1), "ms", count, 50)
    yield _row("scanner_look_p95", round(quantiles(times, n=20)[-1], 1), "ms", count)
    yield _row("scanner_close_look_median", round(median(one["ms"] for one in both), 1), "ms", count)


def _look(page: Any, shot: Frame, *, closely: bool) -> dict[str, Any]:
    found = page.evaluate(LOOK, [b64encode(shot.png).decode(), closely])
    assert found["text"] in ("", shot.text), f"read {found['text']!r} instead of {shot.text!r}"
    return found


def _rate(found: list[dict[str, Any]], shots: list[Frame]) -> float:
    return round(100 * sum(bool(one["text"]) for one in found) / len(shots), 1)


def _row(bench: str, value: float, unit: str, count: int, budget: float | None = None) -> dict[str, Any]:
    return {"bench": bench, "value": value, "unit": unit, "budget": budget, "n": count}
