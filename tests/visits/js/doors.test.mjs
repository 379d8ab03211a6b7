import assert from "node:assert/strict";
import test from "node:test";

import { door, over, standing } from "../../../app/visits/js/door.js";
import { after, buildings, counts, groups, ordered, picked, sections } from "../../../app/visits/js/doors.js";
import { plan } from "../../../app/visits/js/plan.js";
import { vocabulary } from "../../../app/visits/js/speech.js";

const TODAY = "2026-03-02";
const at = (text) => new Date(text).toISOString();
const MORNING = at("2026-03-02T10:00:00+08:00");

const row = (id, more = {}) => ({
  id, door: id, climb: id, estate: "", building: "1栋", unit: "1", floor: 1, room: "101", grid: "", head: "林阿婆", people: 1,
  tags: [], due: "2026-04-01", overdue: "2026-04-02", rank: 2, rule: "rule:elder_alone", since: "2026-01-20", met: "2026-01-20",
  cause: null, cause_on: null, tried: null, outcome: null, missed: 0, next_try: null, ...more,
});
const WORDS = vocabulary(
  [
    { id: "rule:elder_alone", kind: "rule", zh: "独居老人，应每月探访，已 {days} 天", en: "Elder living alone, monthly, {days} days" },
    { id: "never:elder_alone", kind: "never", zh: "独居老人，应每月探访，登记 {days} 天还没见到", en: "" },
    { id: "cause:hospital", kind: "cause", zh: "出院 {days} 天，还没看望", en: "" },
    { id: "tag:elder_alone", kind: "tag", zh: "独居老人", en: "Elder living alone" },
    { id: "try:evening", kind: "try", zh: "晚饭后再来", en: "" },
  ],
  "zh",
);
const visit = (household_id, more = {}) => ({
  id: "c1", kind: "visit.log", state: "queued", data: { household_id, started_at: MORNING, outcome: "met" }, ...more,
});
const shown = (rows, outbox = []) => {
  const mine = over(outbox);
  return ordered(rows.map((one) => door(one, mine.get(one.id), TODAY, WORDS)));
};

test("a door is due on its day and overdue on the first day that counts as overdue", () => {
  assert.equal(standing(row("a", { due: "2026-03-03", overdue: "2026-03-05" }), undefined, TODAY).state, "none");
  assert.equal(standing(row("a", { due: "2026-03-02", overdue: "2026-03-05" }), undefined, TODAY).state, "due");
  assert.equal(standing(row("a", { due: "2026-02-01", overdue: "2026-03-02" }), undefined, TODAY).state, "overdue");
});

test("a visit saved on the phone settles its door before the server hears of it", () => {
  const late = row("a", { due: "2026-02-01", overdue: "2026-02-02" });
  const [one] = shown([late], [visit("a")]);
  assert.deepEqual([one.state, one.mark], ["done", "saved"]);
});

test("every state of a record shows as a mark, and a withdrawn one as nothing", () => {
  const marks = ["queued", "sending", "held", "delivered", "rejected", "conflict", "withdrawn"].map(
    (state) => shown([row("a")], [visit("a", { state })])[0].mark,
  );
  assert.deepEqual(marks, ["saved", "sending", "held", "sent", "attention", "attention", ""]);
});

test("a delivered visit of another day leaves no mark, an unsent one does", () => {
  const data = { household_id: "a", started_at: at("2026-02-27T10:00:00+08:00"), outcome: "met" };
  assert.equal(shown([row("a")], [visit("a", { state: "delivered", data })])[0].mark, "");
  assert.equal(shown([row("a")], [visit("a", { state: "queued", data })])[0].mark, "saved");
});

test("yesterday's visit that is still on the phone takes the door out of what is due", () => {
  const data = { household_id: "a", started_at: at("2026-03-01T10:00:00+08:00"), outcome: "met" };
  const late = row("a", { due: "2026-02-01", overdue: "2026-02-02" });
  assert.equal(shown([late], [visit("a", { data })])[0].state, "none");
});

test("nobody at home today is 'not met', whether the server told or the phone", () => {
  const data = { household_id: "a", started_at: MORNING, outcome: "not_home" };
  assert.equal(shown([row("a")], [visit("a", { data })])[0].state, "not_met");
  assert.equal(shown([row("a", { tried: MORNING, outcome: "not_home" })])[0].state, "not_met");
});

test("not met in the morning and met in the evening is done", () => {
  const morning = visit("a", { id: "c1", data: { household_id: "a", started_at: MORNING, outcome: "not_home" } });
  const evening = visit("a", { id: "c2", data: { household_id: "a", started_at: at("2026-03-02T19:00:00+08:00"), outcome: "met" } });
  assert.equal(shown([row("a")], [evening, morning])[0].state, "done");
  assert.equal(shown([row("a")], [morning, evening])[0].state, "done");
});

test("refusing and having moved are done for today and say so", () => {
  for (const outcome of ["refused", "moved"]) {
    const [one] = shown([row("a", { tried: MORNING, outcome: outcome })]);
    assert.deepEqual([one.state, one.outcome], ["done", outcome]);
  }
});

test("the reason counts its days up to today while the phone is offline", () => {
  const why = (more) => shown([row("a", more)])[0].reason;
  assert.equal(why({}), "独居老人，应每月探访，已 41 天");
  assert.equal(why({ met: null }), "独居老人，应每月探访，登记 41 天还没见到");
  assert.equal(why({ cause: "hospital", cause_on: "2026-02-27" }), "出院 3 天，还没看望");
});

test("a door that did not open says when to try again", () => {
  const [one] = shown([row("a", { tried: MORNING, outcome: "not_home", next_try: "evening" })]);
  assert.equal(one.again, "晚饭后再来");
  assert.equal(shown([row("a", { next_try: "evening" })])[0].again, "");
});

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

test("a door that says its estate is called by what comes after it", () => {
  assert.equal(shown([row("a", { estate: "榕湾一里", door: "榕湾一里1栋2单元201" })])[0].label, "1栋2单元201");
  assert.equal(shown([row("a", { door: "1栋2单元201" })])[0].label, "1栋2单元201");
});

test("the care group that the reason names is not said again, and still filters", () => {
  const [one] = shown([row("a", { tags: ["elder_alone", "subsistence_allowance"] })]);
  assert.deepEqual(one.tags.map(({ code }) => code), ["subsistence_allowance"]);
  assert.equal(picked([one], { group: "elder_alone" }).length, 1);
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

test("the plan has the top floor first, units across, and leaves gaps where nobody lives", () => {
  const rows = [
    row("a", { unit: "1", floor: 1, room: "101" }), row("b", { unit: "1", floor: 2, room: "202" }),
    row("c", { unit: "2", floor: 2, room: "201", due: "2026-03-01" }),
  ];
  const { units, columns, floors } = plan(shown(rows), "1栋");
  assert.deepEqual(units, [{ name: "1", doors: 2 }, { name: "2", doors: 1 }]);
  assert.match(columns, /^repeat\(2, .*\) 8px repeat\(1, /);
  const between = "";
  assert.deepEqual(floors.map(({ name, cells }) => [name, cells.map(({ id }) => id)]), [
    ["2", ["", "b", between, "c"]],
    ["1", ["a", "", between, ""]],
  ]);
});

test("two households behind one door are one cell that shows the more pressing one", () => {
  const rows = [row("a", { climb: "d" }), row("b", { climb: "d", due: "2026-03-01" })];
  const [{ cells }] = plan(shown(rows), "1栋").floors;
  assert.deepEqual(cells.map(({ id, state, homes }) => [id, state, homes]), [["b", "due", 2]]);
});

test("floors of two figures and houses without floors have their columns too", () => {
  const rows = [row("a", { floor: 11, room: "1101" }), row("b", { floor: 1, room: "101" }), row("c", { floor: null, room: "门面3" })];
  const { floors, units } = plan(shown(rows), "1栋");
  assert.deepEqual(floors.map(({ name }) => name), ["11", "1", ""]);
  assert.equal(units[0].doors, 2);
});
