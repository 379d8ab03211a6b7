import assert from "node:assert/strict";
import test from "node:test";

import { again } from "../../../app/events/js/seen.js";

test("a card that stays before the camera is one scan", () => {
  const counts = again();
  assert.deepEqual([0, 90, 2_000, 4_900, 7_800].map((at) => counts("a", at)), [true, false, false, false, false]);
});

test("a card that was away for more than three seconds counts again", () => {
  const counts = again();
  assert.deepEqual([0, 3_000, 6_001].map((at) => counts("a", at)), [true, false, true]);
});

test("two cards do not disturb each other", () => {
  const counts = again();
  assert.deepEqual([["a", 0], ["b", 50], ["a", 100], ["b", 150]].map(([text, at]) => counts(text, at)), [true, true, false, false]);
});
