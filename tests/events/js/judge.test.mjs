import assert from "node:assert/strict";
import test from "node:test";

import { book, scans } from "../../../app/events/js/book.js";
import { dayOf, judge } from "../../../app/events/js/judge.js";

const NOW = Date.parse("2026-03-02T06:00:00Z") / 1000;
const D = (letter) => letter.repeat(32);
const EVENT = {
  kind: "event", id: "e", community: "c", title: "书法班", published: NOW - 9_000, finished: null, cancelled: null, opens: NOW - 60,
  closes: NOW + 60, day: dayOf(NOW), walk_in: true, capacity: 2, taken: 1,
};
const LIN = { kind: "pass", id: "p", person: "lin", name: "林**", token: D("a"), short: D("b"), revoked: null };
const CHEN = { ...LIN, id: "q", person: "chen", name: "陈**", token: D("c"), short: D("d") };
const said = (id, pass) => ({ id, kind: "checkin.scan", state: "queued", made_at: new Date((NOW - 5) * 1000).toISOString(), title: "", data: { event_id: "e", pass, via: "hid", let_in: true } });
const decide = (rows, outbox, digest) => judge(book(rows), "e", scans(outbox, "e"), (text) => text, [digest], NOW);

test("a pass of the list comes in, and its name is masked", () => {
  assert.deepEqual(decide([EVENT, LIN], [], D("a")), { code: "enter", letsIn: true, person: "lin", name: "林**", came: null });
});

test("the second scan of this phone knows of the first", () => {
  const { code, letsIn, came } = decide([EVENT, LIN], [said(1, "lin")], D("a"));
  assert.deepEqual([code, letsIn, came], ["already", false, NOW - 5]);
});

test("the last place goes once, also without a network", () => {
  assert.equal(decide([EVENT, LIN, CHEN], [said(1, "lin")], D("c")).code, "full");
});

test("who waits, who is unknown and who shows an old pass stays outside", () => {
  const waits = { kind: "place", id: "w", event: "e", person: "lin", state: "waiting", came: null, left: null };
  assert.equal(decide([EVENT, LIN, waits], [], D("a")).code, "waiting");
  assert.equal(decide([EVENT, LIN], [], D("z")).code, "unknown");
  assert.equal(decide([EVENT, { ...LIN, revoked: NOW - 1 }], [], D("a")).code, "revoked");
});
