import assert from "node:assert/strict";
import test from "node:test";

import { book, passOf, scans, standing } from "../../../app/events/js/book.js";

const D = (letter) => letter.repeat(32);
const EVENT = { kind: "event", id: "e", community: "c", taken: 3, capacity: 4 };
const pass = (person, token, more = {}) => ({ kind: "pass", id: person + token, person, name: `${person}**`, token: D(token), short: D(token.toUpperCase()), revoked: null, ...more });
const place = (person, state, came = null, left = null) => ({ kind: "place", id: `${person}${came}`, event: "e", person, state, came, left });
const scan = (id, text, more = {}) => ({ id, kind: "checkin.scan", state: "queued", made_at: `2026-03-02T02:00:0${id}.000Z`, title: "林** · 书法班", data: { event_id: "e", pass: text, via: "camera", let_in: true }, ...more });
const self = (text) => text;

test("a pass is found by the digest of its token or of its letters", () => {
  const found = book([EVENT, pass("lin", "a")]);
  assert.equal(passOf(found, [`${D("a")}beyond`]).person, "lin");
  assert.equal(passOf(found, [D("x"), D("A")]).person, "lin");
  assert.equal(passOf(found, [D("x")]), undefined);
});

test("letters that were given to somebody else after a pass was revoked are theirs", () => {
  const old = pass("lin", "a", { revoked: 5 });
  const now = { ...pass("chen", "b"), short: old.short };
  for (const rows of [[old, now], [now, old]]) assert.equal(passOf(book(rows), [old.short]).person, "chen");
});

test("scans of an event are in their order, without what was taken back", () => {
  const outbox = [
    scan(3, "C"), scan(1, "A"), scan(2, "B", { state: "withdrawn" }), scan(4, "D", { state: "delivered" }),
    { ...scan(5, "E"), data: { event_id: "other", pass: "E" } },
    { id: 6, kind: "checkin.undo", state: "queued", made_at: "", data: { scan_id: 4 } },
    { id: 7, kind: "visit.log", state: "queued", made_at: "", data: {} },
  ];
  assert.deepEqual(scans(outbox, "e").map(({ text }) => text), ["A", "C"]);
  assert.equal(scans(outbox, "e")[0].name, "林**");
});

test("an undo that was given up takes nothing back", () => {
  const undo = { id: 6, kind: "checkin.undo", state: "withdrawn", made_at: "", data: { scan_id: 1 } };
  assert.equal(scans([scan(1, "A"), undo], "e").length, 1);
});

test("who was let in here counts before the server has heard of it, and takes a place unless they had one", () => {
  const found = book([EVENT, place("lin", "confirmed"), place("", "none", 50)]);
  const here = standing(found, "e", scans([scan(1, "lin"), scan(2, "chen")], "e"), self);
  assert.deepEqual([here.came, here.taken], [3, 4]);
  assert.equal(here.place("lin").came, Date.parse("2026-03-02T02:00:01Z") / 1000);
  assert.equal(here.place("nobody").state, "none");
});

test("a person who is in is counted once, whoever scanned them", () => {
  const found = book([EVENT, place("lin", "confirmed", 50)]);
  assert.deepEqual(standing(found, "e", scans([scan(1, "lin"), scan(2, "lin")], "e"), self).came, 1);
});

test("what the server refused let nobody in", () => {
  const here = standing(book([EVENT]), "e", scans([scan(1, "lin", { state: "rejected" })], "e"), self);
  assert.deepEqual([here.came, here.taken], [0, 3]);
});

test("somebody who had left and was scanned again is in again", () => {
  const here = standing(book([EVENT, place("lin", "none", 10, 20)]), "e", scans([scan(1, "lin")], "e"), self);
  assert.deepEqual([here.place("lin").left, here.came, here.taken], [null, 1, 3]);
});
