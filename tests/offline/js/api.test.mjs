import assert from "node:assert/strict";
import test from "node:test";

import { call } from "../../../app/offline/js/api.js";

const TEXT = JSON.stringify({ rows: [{ id: "一" }, { id: "二" }], cursor: "c" });
const bytes = new TextEncoder().encode(TEXT);

const answer = (headers, status = 200) => {
  const parts = [bytes.slice(0, 10), bytes.slice(10, 30), bytes.slice(30)]; // in the middle of a letter, too
  const body = new ReadableStream({
    pull: (out) => (parts.length ? out.enqueue(parts.shift()) : out.close()),
  });
  globalThis.fetch = async () => new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
};

test("a long answer that says its length is counted while it comes, and is whole", async () => {
  answer({ "linju-length": String(bytes.length), "linju-rows": "2" });
  const seen = [];
  const { is, json } = await call("GET", "/x", { progress: (part, headers) => seen.push([part, headers.get("linju-rows")]) });
  assert.equal(is, "ok");
  assert.deepEqual(json, JSON.parse(TEXT));
  assert.deepEqual(seen.map(([part]) => part), [10, 30, bytes.length].map((n) => n / bytes.length));
  assert.equal(seen[0][1], "2");
});

test("an answer that does not say its length is read as before", async () => {
  answer({});
  const { is } = await call("GET", "/x", { progress: () => assert.fail("nothing to count") });
  assert.equal(is, "ok");
});

test("a refusal is still one when it is counted", async () => {
  answer({ "linju-length": String(bytes.length) }, 403);
  const { is, status } = await call("GET", "/x", { progress: () => {} });
  assert.deepEqual([is, status], ["refused", 403]);
});

test("a phone without a network gets an answer too", async () => {
  globalThis.fetch = async () => Promise.reject(new TypeError("failed"));
  assert.deepEqual(await call("GET", "/x"), { is: "offline" });
});
