import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { decide, LETS_IN } from "../../../app/events/js/admission.js";

const { base, cases } = JSON.parse(readFileSync(new URL("../admission_cases.json", import.meta.url)));
const merged = (change) =>
  Object.fromEntries(
    Object.entries(base).map(([key, value]) => [
      key,
      typeof value === "object" ? { ...value, ...change[key] } : (change[key] ?? value),
    ]),
  );

for (const { name, change, verdict } of cases)
  test(`the phone decides as the server does: somebody ${name}`, () => {
    assert.equal(decide(merged(change)), verdict);
  });

test("only these open the door", () => {
  assert.deepEqual([...LETS_IN].sort(), ["back", "enter"]);
});
