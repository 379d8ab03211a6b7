import assert from "node:assert/strict";
import test from "node:test";

import { shown, waitingVersions } from "../../../app/visits/js/versions.js";

const AT = "2026-03-02T10:00:00+08:00";
const version = (body, more = {}) => ({ number: 1, by: "张姐", at: AT, body: { started_at: AT, ...body }, ...more });
const read = (one, urls = {}) => shown(one, { id: "v1", urls }, new Map([["p1", "林阿婆"]]), new Map(), "2026-03-02", "zh");

test("a version names who lives there and counts who no longer does", () => {
  const { people, others } = read(version({ people: ["p1", "gone"] }));
  assert.deepEqual([people, others], ["林阿婆", 1]);
});

test("a photo that is still on this phone is shown from here, another is fetched", () => {
  assert.deepEqual(read(version({ photos: ["a", "b"] }), { a: "blob:1" }).photos, ["blob:1", "/api/visits/v1/photos/b"]);
});

test("a version of an older form that lacks a field is read all the same", () => {
  const { needs, corrections, note, mode } = read(version({}));
  assert.deepEqual([needs, corrections, note, mode], [[], [], "", "visit"]);
});

test("what this phone has not delivered is a version of its own, the visit before its edits", () => {
  const record = (number, id, kind, state, data) => ({ number, id, kind, state, made_at: AT, data });
  const outbox = [
    record(3, "e2", "visit.edit", "queued", { visit_id: "v1", note: "三" }),
    record(2, "e1", "visit.edit", "delivered", { visit_id: "v1", note: "二" }),
    record(1, "v1", "visit.log", "rejected", { note: "一" }),
    record(4, "x", "visit.edit", "queued", { visit_id: "other" }),
    record(5, "e3", "visit.edit", "withdrawn", { visit_id: "v1" }),
  ];
  assert.deepEqual(waitingVersions("v1", outbox, { name: "张姐" }).map(({ body, mark }) => [body.note, mark]), [["一", "attention"], ["三", "saved"]]);
});
