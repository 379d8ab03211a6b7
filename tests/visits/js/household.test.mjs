import assert from "node:assert/strict";
import test from "node:test";

import { marks, needs, notes, proposals, visits } from "../../../app/visits/js/household.js";
import { vocabulary } from "../../../app/visits/js/speech.js";

const TODAY = "2026-03-02";
const at = (text) => new Date(text).toISOString();
const MORNING = at("2026-03-02T10:00:00+08:00");
const WORDS = vocabulary(
  [
    { id: "topic:health", kind: "topic", zh: "身体状况", en: "Health" },
    { id: "topic:mood", kind: "topic", zh: "精神状态", en: "Mood" },
    { id: "need:medical", kind: "need", zh: "看病用药", en: "Medical" },
  ],
  "zh",
);
const person = (id, name, more = {}) => ({
  id, name, relation: "", tags: [], sex: "", born_on: "", phone: "", emergency_name: "", emergency_phone: "", ...more,
});
const HOME = {
  id: "h", door: "1栋2单元501", grid: "第一网格", people: [person("p2", "陈小文", { born_on: "2012-09-09" }), person("p1", "陈大文", { relation: "户主" })],
  notes: [{ id: "n1", text: "有狗", readers: "grid", by: "张姐", on: "2026-01-05" }],
  visits: [{ id: "v1", no: "A-1", at: at("2026-01-20T10:00:00+08:00"), mode: "visit", outcome: "met", by: "张姐", mine: true, people: ["p1"], topics: ["health", "mood"], note: "都好", revision: 1, edited: "", photos: ["s"] }],
  needs: [{ id: "d1", visit_id: "v1", category: "medical", text: "要轮椅", urgency: "soon", on: at("2026-01-20T10:00:00+08:00") }],
  proposals: [{ id: "c1", person_id: "p1", field: "phone", value: "138", on: MORNING }],
  marks: [{ id: "m1", cause: "hospital", since: "2026-02-27" }],
};
const record = (id, kind, data, state = "queued") => ({ id, kind, state, made_at: MORNING, receipt: null, data });
const log = (more = {}, state = "queued") =>
  record("v2", "visit.log", { household_id: "h", started_at: MORNING, mode: "visit", outcome: "met", people: ["p2"], topics: [], note: "新", ...more }, state);
const seen = (outbox) => visits(HOME, outbox, TODAY, WORDS, "zh");

test("a visit on the phone stands above those of the server, with names and words", () => {
  const [mine, theirs] = seen([log()]);
  assert.deepEqual([mine.note, mine.mark, mine.people, mine.when], ["新", "saved", "陈小文", "今天 10:00"]);
  assert.deepEqual([theirs.people, theirs.topics, theirs.photos, theirs.mark], ["陈大文", "身体状况、精神状态", 1, ""]);
});

test("a delivered visit is not shown twice once the server shows it", () => {
  assert.equal(seen([{ ...log({}, "delivered"), id: "v1" }]).length, 1);
  assert.equal(seen([log({}, "delivered")]).length, 2);
});

test("a withdrawn visit is gone, and another household's was never here", () => {
  assert.equal(seen([log({}, "withdrawn"), log({ household_id: "other" })]).length, 1);
});

test("an edit that waits shows what it says, and the server's version after it was delivered", () => {
  const edit = (state) => record("e", "visit.edit", { household_id: "h", visit_id: "v1", started_at: HOME.visits[0].at, mode: "visit", outcome: "met", note: "改了" }, state);
  assert.deepEqual(seen([edit("queued")]).map(({ note, mark }) => [note, mark]), [["改了", "saved"]]);
  assert.deepEqual(seen([edit("delivered")]).map(({ note, mark }) => [note, mark]), [["都好", ""]]);
});

test("needs of unsent visits count as open at once; a closed one says how far its answer is, then goes", () => {
  const found = { category: "medical", text: "配药", urgency: "now" };
  assert.deepEqual(needs(HOME, [log({ needs: [found] })], TODAY, WORDS, "zh").map(({ text, fresh, category }) => [text, fresh, category]), [
    ["配药", true, "看病用药"],
    ["要轮椅", false, "看病用药"],
  ]);
  const close = (state) => record("x", "need.close", { need_id: "d1", answer: "已送" }, state);
  assert.equal(needs(HOME, [close("queued")], TODAY, WORDS, "zh")[0].mark, "saved");
  assert.equal(needs(HOME, [close("delivered")], TODAY, WORDS, "zh").length, 0);
});

test("a note written here is there before it is sent, an ended one leaves when the server knows", () => {
  const write = record("n2", "note.write", { household_id: "h", text: "敲重些", readers: "cadres" });
  assert.deepEqual(notes(HOME, [write], TODAY, "zh").map(({ text, mark }) => [text, mark]), [["敲重些", "saved"], ["有狗", ""]]);
  assert.equal(notes(HOME, [record("x", "note.end", { note_id: "n1" }, "delivered")], TODAY, "zh").length, 0);
});

test("a cause noted here is shown at once", () => {
  const mark = record("m2", "priority.mark", { household_id: "h", cause: "moved_in", since: "2026-03-01" });
  assert.deepEqual(marks(HOME, [mark], WORDS, TODAY, "zh").map(({ cause, since, fresh }) => [cause, since, fresh]), [
    ["moved_in", "3月1日", true],
    ["hospital", "2月27日", false],
  ]);
});

test("proposals name the person and come from unsent visits too", () => {
  const outbox = [log({ corrections: [{ person_id: "p2", field: "phone", value: "139" }] })];
  assert.deepEqual(proposals(HOME, outbox).map(({ name, value, mark }) => [name, value, mark]), [["陈小文", "139", "saved"], ["陈大文", "138", ""]]);
});
