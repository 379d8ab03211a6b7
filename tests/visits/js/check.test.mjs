import assert from "node:assert/strict";
import test from "node:test";

import { check, likely, plainPhone } from "../../../app/visits/js/check.js";

const NOW = Date.parse("2026-03-02T10:00:00+08:00");
const fine = { outcome: "met", started_at: "2026-03-02T01:55:00.000Z", note: "" };
const found = (more) => check({ ...fine, ...more }, NOW);

test("a visit with an outcome and a time can be saved", () => {
  assert.deepEqual(check(fine, NOW), {});
});

test("without an outcome there is nothing to save", () => {
  assert.deepEqual(found({ outcome: undefined }), { outcome: "outcome_missing" });
});

test("a visit cannot begin in the future; a clock that runs a little ahead is forgiven", () => {
  assert.deepEqual(found({ started_at: "2026-03-02T02:15:00.000Z" }), {});
  assert.deepEqual(found({ started_at: "2026-03-02T02:16:00.000Z" }), { started_at: "started_in_future" });
});

test("a need has a category and says what it is; each row is named", () => {
  const needs = [{ category: "medical", text: "要轮椅" }, { text: "灯坏了" }, { category: "care", text: " " }];
  assert.deepEqual(found({ needs }), { "needs.1.category": "need_category", "needs.2.text": "need_empty" });
});

test("a row in which nothing was written is no mistake, one with half of it is", () => {
  assert.deepEqual(found({ needs: [{ urgency: "soon", text: "" }], corrections: [{ person_id: "p", value: "" }] }), {});
  assert.deepEqual(found({ needs: [{ category: "care", text: "" }] }), { "needs.0.text": "need_empty" });
  assert.deepEqual(found({ corrections: [{ person_id: "p", field: "name", value: " " }] }), { "corrections.0.value": "value_missing" });
});

test("too long a text is said before it is sent", () => {
  assert.deepEqual(found({ note: "长".repeat(2001) }), { note: "note_too_long" });
  assert.deepEqual(found({ needs: [{ category: "care", text: "长".repeat(501) }] }), { "needs.0.text": "need_too_long" });
});

test("a corrected phone is a phone, with or without blanks", () => {
  const one = (value) => found({ corrections: [{ person_id: "p", field: "phone", value }] });
  assert.deepEqual(one("138 0013 8000"), {});
  assert.deepEqual(one("一三八"), { "corrections.0.value": "not_a_phone" });
  assert.equal(plainPhone("(0592) 123-4567"), "05921234567");
});

test("a correction names its person and its field", () => {
  assert.deepEqual(found({ corrections: [{ field: "phone", value: "1" }] }), { "corrections.0.person_id": "person_missing" });
  assert.deepEqual(found({ corrections: [{ person_id: "p", value: "1" }] }), { "corrections.0.field": "field_missing" });
});

test("somebody who lives alone is ticked beforehand, and so is the only one in care", () => {
  const alone = { id: "a", groups: [] };
  const cared = { id: "b", groups: [{ code: "elder_alone" }] };
  assert.deepEqual(likely([alone]), ["a"]);
  assert.deepEqual(likely([alone, cared]), ["b"]);
  assert.deepEqual(likely([alone, { id: "c", groups: [] }]), []);
  assert.deepEqual(likely([cared, { ...cared, id: "d" }]), []);
});
