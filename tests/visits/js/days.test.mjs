import assert from "node:assert/strict";
import test from "node:test";

import { ageOn, clockOf, dayOf, daysBetween, nextTry, partOf, written } from "../../../app/visits/js/days.js";

const at = (text) => new Date(text).toISOString();

test("a day begins at midnight of the phone, not of Greenwich", () => {
  assert.equal(dayOf("2026-03-01T16:30:00Z"), "2026-03-02");
  assert.equal(dayOf("2026-03-01T15:30:00Z"), "2026-03-01");
  assert.equal(clockOf("2026-03-02T02:05:00Z"), "10:05");
});

test("days are counted by the calendar, over months and leap years", () => {
  assert.equal(daysBetween("2026-01-20", "2026-03-02"), 41);
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
  assert.equal(daysBetween("2026-03-02", "2026-03-01"), -1);
});

test("a day is written as people do, with the year only when it is another", () => {
  assert.equal(written("2026-03-02", "2026-11-23", "zh"), "3月2日");
  assert.equal(written("2025-12-31", "2026-11-23", "zh"), "2025年12月31日");
  assert.equal(written("2026-03-02", "2026-11-23", "en"), "2 Mar");
});

test("a birthday counts from its day on, and an unknown one is no age", () => {
  assert.equal(ageOn("1941-05-06", "2026-05-05"), 84);
  assert.equal(ageOn("1941-05-06", "2026-05-06"), 85);
  assert.equal(ageOn("", "2026-05-06"), -1);
  assert.equal(ageOn(null, "2026-05-06"), -1);
});

test("the part of the week changes at noon, at five, and on Saturday", () => {
  assert.equal(partOf(at("2026-03-02T11:59:00+08:00")), "morning");
  assert.equal(partOf(at("2026-03-02T12:00:00+08:00")), "afternoon");
  assert.equal(partOf(at("2026-03-02T17:00:00+08:00")), "evening");
  assert.equal(partOf(at("2026-03-07T10:00:00+08:00")), "weekend");
});

test("the next try is at another time of day than those that failed", () => {
  assert.equal(nextTry([]), "");
  assert.equal(nextTry([at("2026-03-02T10:00:00+08:00")]), "evening");
  assert.equal(nextTry([at("2026-03-02T19:00:00+08:00")]), "afternoon");
  const all = ["2026-03-02T19:00:00+08:00", "2026-03-03T15:00:00+08:00", "2026-03-04T10:00:00+08:00", "2026-03-07T10:00:00+08:00"];
  assert.equal(nextTry(all.map(at)), "evening");
});
