/** While the matching runs its screen asks every second, and nobody asks when it is over or nobody looks. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { follow } from "../../../app/volunteers/js/run.js";

test("it asks once a second while the run is on the screen and seen, however often it is drawn", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  let presses = 0;
  let button = { click: () => (presses += 1) };
  globalThis.document = { hidden: false, querySelector: () => button };
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  follow();
  follow();
  mock.timers.tick(3000);
  assert.equal(presses, 3);
  document.hidden = true;
  mock.timers.tick(2000);
  assert.equal(presses, 3);
  document.hidden = false;
  button = null;
  mock.timers.tick(5000);
  button = { click: () => (presses += 1) };
  mock.timers.tick(5000);
  assert.equal(presses, 3);
  follow();
  mock.timers.tick(1000);
  assert.equal(presses, 4);
});
