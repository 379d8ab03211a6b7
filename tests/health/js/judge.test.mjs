import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { judge } from "../../../app/health/js/judge.js";
import { shown } from "../../../app/health/js/scales.js";

const cases = JSON.parse(readFileSync(new URL("../boundaries.json", import.meta.url)));

for (const { name, measure, taken, who, band, level, errors } of cases)
  test(`the phone judges ${measure} ${name} by the table`, () => {
    const verdict = judge(measure, taken, who);
    assert.deepEqual(verdict.errors?.map((one) => `${one.field} ${one.code} ${one.mistake}`), errors);
    assert.deepEqual([verdict.band, verdict.level], [band, level]);
  });

test("every sentence of a verdict is there in both languages", () => {
  const { words, advice, again, source, notes, rule, symptoms } = judge("bp", { values: { systolic: 190, diastolic: 80 } });
  for (const said of [words, advice, again, source, rule, ...notes, ...symptoms]) assert.ok(said.zh && said.en && said.zh !== said.en);
});

test("a slip names its limit and the likely mistake in both languages, and not the value", () => {
  const [{ message, limit }] = judge("glucose", { values: { glucose: 126.3 } }).errors;
  assert.deepEqual(limit, { least: 0.6, most: 33.3, unit: "mmol/L" });
  assert.match(message.zh, /0\.6 到 33\.3 mmol\/L.*mg\/dL/);
  assert.match(message.en, /0\.6 to 33\.3 mmol\/L.*mg\/dL/);
  assert.doesNotMatch(message.zh + message.en, /126/);
});

test("what was confirmed is not asked back again", () => {
  const taken = { values: { systolic: 230, diastolic: 100 } };
  assert.equal(judge("bp", taken).errors[0].code, "confirm");
  assert.equal(judge("bp", { ...taken, confirmed: ["systolic"] }).band, "bp_grade3");
});

test("a value is shown rounded half up", () => {
  assert.deepEqual([shown("bmi", 23.96), shown("bmi", 23.94), shown("systolic", 139.5), shown("glucose", 7)], ["24.0", "23.9", "140", "7.0"]);
});

test("what is no measure is refused and never thrown", () => {
  for (const measure of ["", "toString", "__proto__", "weight"]) assert.equal(judge(measure, { values: {} }).errors[0].code, "measure_unknown");
  for (const values of [{ toString: 1 }, { pulse: NaN }, { pulse: "70" }, { pulse: null }, { pulse: [] }, {}])
    assert.ok(judge("pulse", { values, comparators: { constructor: "<" } }).errors.length);
});
