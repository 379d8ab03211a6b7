import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { digestsOf, readPass, whatElse } from "../../../app/events/js/pass.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url)));

for (const { text, ...expected } of read("pass_texts.json"))
  test(`the phone reads “${text}” as the server does`, () => assert.deepEqual(readPass(text), expected));

test("a pass is looked up under the digests that the server sends", async () => {
  const { token, short } = read("pass_digests.json");
  assert.deepEqual(await digestsOf(token.text, []), [token.digest]);
  assert.deepEqual(await digestsOf("abc-234", [short.community, "other"]).then(([first]) => first), short.digest);
  assert.deepEqual(await digestsOf("no pass", [short.community]), []);
});

test("what is no pass is told apart, so that somebody knows what to do", () => {
  assert.equal(whatElse("https://linju.example/e/K7M2QX00AB12XXXXXXXXXXXX"), "wall");
  assert.equal(whatElse("https://example.com/menu"), "other");
  assert.equal(whatElse("WIFI:S:lounge;;"), "other");
  assert.equal(whatElse("ABCO12"), "letters");
  assert.equal(whatElse("ABC23"), "length");
});
