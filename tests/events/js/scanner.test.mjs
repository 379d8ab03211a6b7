import assert from "node:assert/strict";
import test from "node:test";

import { EngineFailed } from "../../../app/events/js/eyes.js";
import { trouble } from "../../../app/events/js/scanner.js";

const named = (name) => new DOMException("", name);

test("every way in which a camera fails has its own sentence", () => {
  const said = ["NotAllowedError", "NotFoundError", "OverconstrainedError", "NotReadableError", "AbortError", "SecurityError", "NotSupportedError"];
  assert.deepEqual(
    said.map((name) => trouble(named(name), false)),
    ["refused", "none", "none", "busy", "busy", "insecure", "unsupported"],
  );
  assert.equal(trouble(new EngineFailed("no WebAssembly"), true), "unsupported");
  assert.equal(trouble(new TypeError("anything else"), false), "busy");
});

test("an app on an iPhone's home screen is told to go to Safari, unless that would not help", () => {
  const said = ["NotAllowedError", "NotReadableError", "NotSupportedError", "NotFoundError", "SecurityError"];
  assert.deepEqual(said.map((name) => trouble(named(name), true)), ["home_screen", "home_screen", "home_screen", "none", "insecure"]);
});
