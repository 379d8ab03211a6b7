import assert from "node:assert/strict";
import test from "node:test";

import { offered, say, vocabulary } from "../../../app/visits/js/speech.js";

const ROWS = [
  { id: "topic:mood", kind: "topic", code: "mood", zh: "精神状态", en: "Mood", place: 2, retired: false },
  { id: "topic:health", kind: "topic", code: "health", zh: "身体状况", en: "", place: 1, retired: false },
  { id: "topic:old", kind: "topic", code: "old", zh: "旧的", en: "Old", place: 0, retired: true },
  { id: "cause:hospital", kind: "cause", code: "hospital", zh: "出院 {days} 天", en: "Home for {days} days", place: 0 },
];

test("a word is said in the language of the phone, in Chinese where the other is missing", () => {
  assert.equal(say(vocabulary(ROWS, "en"), "topic:mood"), "Mood");
  assert.equal(say(vocabulary(ROWS, "en"), "topic:health"), "身体状况");
  assert.equal(say(vocabulary(ROWS, "zh"), "cause:hospital", { days: 3 }), "出院 3 天");
});

test("an unknown word is its bare code, a missing value stays visible", () => {
  assert.equal(say(vocabulary(ROWS, "zh"), "tag:new_group"), "new_group");
  assert.equal(say(vocabulary(ROWS, "zh"), "cause:hospital"), "出院 {days} 天");
});

test("a retired word is read but no longer offered", () => {
  const words = vocabulary(ROWS, "zh");
  assert.equal(say(words, "topic:old"), "旧的");
  assert.deepEqual(offered(words, "topic").map(({ code }) => code), ["health", "mood"]);
});

test("while the words are on their way nothing is said, not even a code", () => {
  assert.equal(say(new Map(), "rule:elder_alone", { days: 3 }), "");
});

test("one day is not several in English", () => {
  const words = vocabulary([{ id: "rule:x", kind: "rule", zh: "已 {days} 天", en: "{days} days so far" }], "en");
  assert.deepEqual([1, 11].map((days) => say(words, "rule:x", { days })), ["1 day so far", "11 days so far"]);
});
