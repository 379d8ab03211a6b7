import assert from "node:assert/strict";
import test from "node:test";

import { collector, written } from "../../../app/events/js/hand.js";

const type = (text, pause, end = "Enter", keys = collector(), at = 1_000) => {
  for (const one of text) keys.key(one, (at += pause));
  return keys.key(end, at + pause);
};

test("a hand scanner types a whole code within a blink", () => {
  assert.equal(type("https://linju.example/p/ABCDEFGHJKMNPQRS", 12), "https://linju.example/p/ABCDEFGHJKMNPQRS");
  assert.equal(type("ABC234", 30, "Tab"), "ABC234");
});

test("a hand does not", () => assert.equal(type("ABC234", 120), ""));

test("what is too short is no scan", () => assert.equal(type("ABC2", 10), ""));

test("Shift between the letters changes nothing", () => {
  const keys = collector();
  let at = 0;
  for (const one of ["Shift", "A", "Shift", "B", "Shift", "C", "2", "3", "4"]) keys.key(one, (at += 10));
  assert.equal(keys.key("Enter", at + 10), "ABC234");
});

test("letters typed long before belong to another text", () => {
  const keys = collector();
  type("XY", 100, "Shift", keys, 0);
  assert.equal(type("ABC234", 10, "Enter", keys, 2_000), "ABC234");
});

test("two scans in a row are two texts", () => {
  const keys = collector();
  assert.equal(type("ABC234", 10, "Enter", keys, 0), "ABC234");
  assert.equal(type("DEF567", 10, "Enter", keys, 200), "DEF567");
});

test("a Chinese keyboard does not swallow the scan", () => {
  const keys = [["KeyA", true], ["KeyB", true], ["Digit2", false], ["Slash", false], ["Semicolon", true], ["Enter", false]];
  const read = keys.map(([code, shiftKey]) => written({ key: "Process", code, shiftKey, isComposing: true }));
  assert.deepEqual(read, ["A", "B", "2", "/", ":", "Enter"]);
  assert.equal(written({ key: "a", code: "KeyQ", shiftKey: false, isComposing: false }), "a");
});
