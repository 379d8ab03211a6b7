import assert from "node:assert/strict";
import test from "node:test";

import { after, buildings, counts, groups, picked, sections } from "../../../app/visits/js/doors.js";
import { MORNING, WORDS, row, shown } from "./rows.mjs";

test("the round is ordered by what is due, then as one climbs", () => {
  const rows = [
    row("e", { climb: "01-05" }),
    row("d", { climb: "01-04", due: "2026-03-01", overdue: "2026-03-09" }),
    row("c", { climb: "01-09", due: "2026-02-01", overdue: "2026-02-02" }),
    row("b", { climb: "01-01", due: "2026-02-01", overdue: "2026-03-02" }),
    row("a", { climb: "99-99", due: "2026-03-01", overdue: "2026-03-02", cause: "hospital", cause_on: "2026-02-28" }),
  ];
  assert.deepEqual(shown(rows).map(({ id }) => id), ["a", "b", "c", "d", "e"]);
});

test("who is visited most often comes before others that are late", () => {
  const late = { due: "2026-02-01", overdue: "2026-02-02" };
  const [one, other] = shown([row("a", late), row("z", { ...late, rank: 1 })]);
  assert.deepEqual([one.id, one.first, other.first], ["z", true, false]);
});

test("buildings of two estates are not taken for one", () => {
  const doors = shown([row("a", { estate: "东区" }), row("b", { estate: "西区" })]);
  assert.deepEqual(buildings(doors).map(({ name }) => name), ["东区 1栋", "西区 1栋"]);
  assert.equal(picked(doors, { building: "西区1栋" })[0].id, "b");
});

test("the tabs count every door once, and all of them under all", () => {
  const rows = [row("a"), row("b", { due: "2026-03-01" }), row("c", { tried: MORNING, outcome: "met" })];
  assert.deepEqual(counts(shown(rows)), { todo: 1, done: 1, not_met: 0, all: 3 });
});

test("filters narrow by building, care group and door together", () => {
  const tags = ["elder_alone"];
  const doors = shown([row("a", { tags }), row("b", { building: "2栋", tags }), row("c")]);
  const found = (choice) => picked(doors, choice).map(({ id }) => id).join();
  assert.equal(found({}), "a,b,c");
  assert.equal(found({ building: "1栋", group: "elder_alone" }), "a");
  assert.equal(found({ door: "b" }), "b");
});

test("buildings stand as one meets them and say how many doors wait", () => {
  const doors = shown([row("b", { building: "10栋", climb: "10" }), row("a", { building: "2栋", climb: "02", due: "2026-03-01" })]);
  assert.deepEqual(buildings(doors), [{ id: "2栋", name: "2栋", todo: 1 }, { id: "10栋", name: "10栋", todo: 0 }]);
});

test("care groups with waiting doors come first", () => {
  const alone = "elder_alone";
  const poor = "subsistence_allowance";
  const doors = shown([row("a", { tags: [poor] }), row("b", { tags: [poor] }), row("c", { tags: [alone], due: "2026-03-01" })]);
  assert.deepEqual(groups(doors, WORDS).map(({ id, todo }) => [id, todo]), [["elder_alone", 1], ["subsistence_allowance", 0]]);
});

test("sections count all of their doors and hold only those to be drawn", () => {
  const doors = shown([row("a"), row("b"), row("c", { due: "2026-03-01" })]);
  const [due, none] = sections(doors, 2);
  assert.deepEqual([due.id, due.count, due.doors.length], ["due", 1, 1]);
  assert.deepEqual([none.id, none.count, none.doors.length], ["none", 2, 1]);
  assert.equal(sections(doors, 1).length, 1);
});

test("from a door the way goes on upwards in the building, then back down, then to the most pressing elsewhere", () => {
  const due = { due: "2026-03-01" };
  const doors = shown([
    row("a1", { climb: "1-1", ...due }), row("a2", { climb: "1-2", ...due }), row("a3", { climb: "1-3", ...due }),
    row("b1", { climb: "2-1", building: "2栋", due: "2026-02-01", overdue: "2026-02-02" }),
  ]);
  assert.equal(after(doors, "a2").id, "a3");
  assert.equal(after(doors, "a3").id, "a1");
  assert.equal(after(doors, "elsewhere").id, "b1");
  assert.equal(after(shown([row("a1")]), "a1"), undefined);
});
