import assert from "node:assert/strict";
import { test } from "node:test";

import { average, FIELDS, START, step, wantsMore } from "../../../app/health/js/guide.js";

const SETTINGS = { rest_seconds: 300, between_seconds: 60, third_over: 5 };
const FINE = { errors: null, level: "ok", words: { zh: "好", en: "fine" } };

/** A check with taps counted as a person makes them; digits are typing. */
const check = (verdicts = () => FINE, settings = {}) => {
  const asked = [];
  let number = 0;
  const world = {
    now: Date.parse("2026-03-02T01:00:00Z"),
    judge: (measure, taken) => (asked.push(taken), verdicts(taken, asked.length)),
    who: { age: 70, sex: "female", settings: { ...SETTINGS, ...settings } },
    id: () => `id-${(number += 1)}`,
  };
  let state = START;
  let taps = 0;
  return {
    asked,
    get state() { return state; },
    get taps() { return taps; },
    tap(what, argument) { taps += 1; state = step(state, [what, argument], world); return this; },
    type(digits) { for (const key of digits) state = step(state, ["key", key], world); return this; },
    wait(seconds) { world.now += seconds * 1000; state = step(state, ["tick"], world); return this; },
  };
};

test("a guided blood pressure check with nothing waited for is seven taps beyond typing", () => {
  const one = check().tap("choose", "bp").tap("seat", "left").tap("skip");
  one.type("135").type("85").type("72").tap("next").tap("skip").type("131").type("83").type("70").tap("next");
  assert.equal(one.state.step, "result");
  one.tap("leave");
  assert.equal(one.taps, 7);
});

test("with a third reading, and the pauses kept, it is six", () => {
  const one = check().tap("choose", "bp").tap("seat", "right").wait(300);
  for (const [high, low] of [["146", "85"], ["138", "84"], ["140", "82"]]) {
    assert.equal(one.state.step, "type");
    one.type(high).type(low).type("70").tap("next").wait(60);
  }
  assert.equal(one.state.step, "result");
  one.tap("leave");
  assert.equal(one.taps, 6);
});

test("the rest ends by itself and not a moment before", () => {
  const one = check().tap("choose", "bp").tap("seat", "left");
  assert.equal(one.wait(299).state.step, "rest");
  assert.equal(one.wait(1).state.step, "type");
  assert.equal(check(undefined, { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left").state.step, "type");
});

test("a third reading is asked for only when two lie further apart than the setting", () => {
  const apart = (one, two, third_over) => wantsMore({ measure: "bp", readings: [{ values: one }, { values: two }] }, { third_over });
  assert.equal(apart({ systolic: 146, diastolic: 80 }, { systolic: 138, diastolic: 80 }, 5), true);
  assert.equal(apart({ systolic: 146, diastolic: 80 }, { systolic: 138, diastolic: 80 }, 10), false);
  assert.equal(apart({ systolic: 146, diastolic: 80 }, { systolic: 141, diastolic: 80 }, 5), false);
  assert.equal(apart({ systolic: 146, diastolic: 80 }, { systolic: 146, diastolic: 86 }, 5), true);
  assert.equal(apart({ systolic: 146 }, { systolic: 146, diastolic: 86 }, 5), false);
  assert.equal(wantsMore({ measure: "glucose", readings: [{ values: { glucose: 5 } }] }, { third_over: 5 }), false);
});

test("the mean is of all readings, and of those that have the number", () => {
  const reading = (values) => ({ values, context: "", arm: "left", device: "", comparators: {}, not_heard: !("diastolic" in values), confirmed: [] });
  const mean = average([reading({ systolic: 140, diastolic: 90 }), reading({ systolic: 131 })]);
  assert.deepEqual(mean.values, { systolic: 135.5, diastolic: 90 });
  assert.equal(mean.not_heard, false);
  assert.equal(average([reading({ systolic: 131 }), reading({ systolic: 131 })]).not_heard, true);
});

test("one number after the other is asked for, and one can go back", () => {
  const one = check(undefined, { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left").type("13");
  assert.equal(one.state.field, "systolic");
  assert.equal(one.type("5").state.field, "diastolic");
  one.tap("key", "back");
  assert.deepEqual([one.state.field, one.state.typed], ["systolic", ""]);
  one.type("98");
  assert.deepEqual([one.state.field, one.state.values.systolic], ["diastolic", 98]);
  one.tap("go", "systolic").type("128").type("84");
  assert.deepEqual(one.state.values, { systolic: 128, diastolic: 84 });
});

test("a number with a point is never taken for finished", () => {
  const one = check(undefined, { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left").type("16.0");
  assert.deepEqual([one.state.field, one.state.typed], ["systolic", "16.0"]);
  assert.equal(one.tap("next").state.field, "diastolic");
});

test("an empty number goes nowhere, a pulse can be skipped once for all, a diastolic may not be heard", () => {
  const one = check(undefined, { rest_seconds: 0, between_seconds: 0 }).tap("choose", "bp").tap("seat", "left").tap("next");
  assert.equal(one.state.field, "systolic");
  one.type("150").tap("special", "unheard");
  assert.equal(one.state.field, "pulse");
  one.tap("special", "skip");
  assert.deepEqual(one.asked[0].values, { systolic: 150 });
  assert.equal(one.asked[0].not_heard, true);
  one.type("148").type("80");
  assert.equal(one.state.field, "diastolic", "now the last number, looked over before it goes on");
  one.tap("next");
  assert.deepEqual(one.asked[1].values, { systolic: 148, diastolic: 80 });
});

test("Lo and Hi are kept as what the meter showed", () => {
  const one = check().tap("choose", "glucose").tap("context", "fasting").tap("special", "lo");
  assert.deepEqual([one.asked[0].comparators, one.asked[0].values, one.asked[0].context], [{ glucose: "<" }, {}, "fasting"]);
  assert.equal(one.state.step, "result");
});

test("going on without a pulse skips it, and one that was typed is kept", () => {
  const quick = () => check(undefined, { rest_seconds: 0, between_seconds: 0 }).tap("choose", "bp").tap("seat", "left");
  const one = quick().type("150").type("80").tap("next");
  assert.deepEqual(one.asked[0].values, { systolic: 150, diastolic: 80 });
  assert.equal(one.state.no_pulse, true);
  const two = quick().type("150").type("80").type("71").tap("go", "diastolic").tap("go", "pulse").tap("next");
  assert.deepEqual(two.asked[0].values, { systolic: 150, diastolic: 80, pulse: 71 });
});

test("a trap is told and mended by one tap", () => {
  const swapped = (taken) => (taken.values.systolic < taken.values.diastolic ? { errors: [{ field: "systolic", code: "swapped", mistake: "swapped" }] } : FINE);
  const one = check(swapped, { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left").type("80").type("120").tap("special", "skip");
  assert.equal(one.state.step, "problem");
  assert.deepEqual(one.state.problem.mends[0].now, [120, 80]);
  one.tap("mend", 0);
  assert.deepEqual(one.state.readings[0].values, { systolic: 120, diastolic: 80 });
});

test("units of other meters are turned into ours", () => {
  const wrong = (mistake, ...fields) => (taken, time) => (time === 1 ? { errors: fields.map((field) => ({ field, code: "too_low", mistake })) } : FINE);
  const kpa = check(wrong("kpa", "systolic", "diastolic"), { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left");
  kpa.type("16.0").tap("next").type("10.7").tap("next").tap("special", "skip").tap("mend", 0);
  assert.deepEqual(kpa.state.readings[0].values, { systolic: 120, diastolic: 80 });
  const sugar = check(wrong("mg_dl", "glucose")).tap("choose", "glucose").tap("context", "random").type("126").tap("next").tap("mend", 0);
  assert.deepEqual(sugar.state.readings[0].values, { glucose: 7 });
  const jin = check(wrong("jin", "weight")).tap("choose", "bmi").type("130").tap("next").type("165").tap("next").tap("mend", 0);
  assert.deepEqual(jin.state.readings[0].values, { weight: 65, height: 165 });
  const metres = check(wrong("metres", "height")).tap("choose", "bmi").type("65").tap("next").type("1.65").tap("next").tap("mend", 0);
  assert.deepEqual(metres.state.readings[0].values, { weight: 65, height: 165 });
});

test("what is rare is asked back and may stay; typed anew it is asked again", () => {
  const rare = (taken) => (taken.values.waist > 130 && !taken.confirmed.includes("waist") ? { errors: [{ field: "waist", code: "confirm" }] } : FINE);
  const one = check(rare).tap("choose", "waist").type("140").tap("next");
  assert.deepEqual([one.state.step, one.state.problem.ask], ["problem", ["waist"]]);
  one.tap("retype").type("145").tap("next");
  assert.equal(one.state.step, "problem");
  one.tap("keep");
  assert.deepEqual([one.state.step, one.state.readings[0].confirmed], ["result", ["waist"]]);
});

test("what cannot be does not stay, however often it is tapped", () => {
  const never = () => ({ errors: [{ field: "spo2", code: "too_high" }] });
  const one = check(never).tap("choose", "spo2").type("109").tap("next").tap("keep").tap("mend", 0).tap("finish");
  assert.equal(one.state.step, "problem");
  assert.equal(one.state.readings.length, 0);
});

test("an urgent reading says at once what to do, and is measured again only if somebody wants to", () => {
  const high = (taken) => ({ errors: null, level: taken.values.systolic >= 180 ? "urgent" : "ok", words: { zh: "高" } });
  const one = check(high, { rest_seconds: 0, between_seconds: 0 }).tap("choose", "bp").tap("seat", "left").type("190").type("100").tap("special", "skip");
  assert.equal(one.state.step, "urgent");
  one.tap("again").type("188").type("100").tap("next");
  assert.equal(one.state.step, "urgent", "and the mean once more");
  assert.equal(one.tap("finish").state.step, "result");
  assert.equal(one.state.verdict.level, "urgent");
  const away = check(high, { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left").type("190").type("100").tap("special", "skip").tap("finish");
  assert.deepEqual([away.state.step, away.state.readings.length], ["result", 1]);
});

test("an instrument fills in what it measured, and nothing that does not belong here", () => {
  const one = check(undefined, { rest_seconds: 0 }).tap("choose", "bp").tap("seat", "left");
  one.tap("heard", { values: { systolic: 128, diastolic: 82, weight: 4 }, device: "bluetooth:X" });
  assert.deepEqual(one.state.readings[0].values, { systolic: 128, diastolic: 82 });
  assert.equal(one.state.readings[0].device, "bluetooth:X");
  assert.equal(one.state.device, "", "the next reading may be typed");
});

test("no order of taps breaks the machine or takes a reading the judge refused", () => {
  const whats = ["choose", "context", "seat", "skip", "tick", "key", "special", "next", "go", "mend", "keep", "retype", "heard", "again", "finish", "leave"];
  const things = [...Object.keys(FIELDS), "systolic", "glucose", "7", "0", ".", "back", "lo", "skip", "unheard", 0, undefined, "left"];
  let seed = 7;
  const random = (list) => list[(seed = (seed * 16807) % 2147483647) % list.length];
  const moody = (taken) => (Object.values(taken.values).some((one) => one % 3 === 0) ? { errors: [{ field: Object.keys(taken.values)[0], code: "too_low", mistake: "jin" }] } : FINE);
  const one = check(moody);
  for (let times = 0; times < 20_000; times += 1) {
    const what = random(whats);
    one.tap(what, what === "heard" ? { values: { systolic: 7 } } : random(things));
    assert.ok(one.state.readings.length <= 3);
    for (const { values } of one.state.readings) assert.ok(Object.values(values).every((value) => value % 3 !== 0));
  }
});
