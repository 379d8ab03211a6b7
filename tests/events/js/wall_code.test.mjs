import assert from "node:assert/strict";
import test from "node:test";

import { keyOf, rotating, windowAt } from "../../../app/events/js/wall_code.js";
import cases from "../wall_codes.json" with { type: "json" };

test("a window is twenty seconds", () => {
  assert.deepEqual([0, 19.9, 20, 1_763_900_000].map(windowAt), [0, 0, 1, 88_195_000]);
});

for (const { key, short, window, code } of cases) {
  test(`the screen makes the code the server expects: ${code}`, async () => {
    assert.equal(await rotating(await keyOf(key), short, window), code);
  });
}
