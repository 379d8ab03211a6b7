import assert from "node:assert/strict";
import test from "node:test";

import { standing } from "../../../app/visits/js/door.js";
import { picked } from "../../../app/visits/js/doors.js";
import { MORNING, TODAY, at, row, shown, visit } from "./rows.mjs";

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

test("a door that says its estate is called by what comes after it", () => {
  assert.equal(shown([row("a", { estate: "榕湾一里", door: "榕湾一里1栋2单元201" })])[0].label, "1栋2单元201");
  assert.equal(shown([row("a", { door: "1栋2单元201" })])[0].label, "1栋2单元201");
});

test("the care group that the reason names is not said again, and still filters", () => {
  const [one] = shown([row("a", { tags: ["elder_alone", "subsistence_allowance"] })]);
  assert.deepEqual(one.tags.map(({ code }) => code), ["subsistence_allowance"]);
  assert.equal(picked([one], { group: "elder_alone" }).length, 1);
});

test("a cause noted on the phone is the door's reason at once, and until the server tells it itself", () => {
  const mark = { id: "m1", kind: "priority.mark", state: "queued", data: { household_id: "b", cause: "hospital", since: "2026-02-27" } };
  const late = { due: "2026-02-01", overdue: "2026-02-02" };
  const [one] = shown([row("a", late), row("b", late)], [mark]);
  assert.deepEqual([one.id, one.first, one.reason], ["b", true, "出院 3 天，还没看望"]);
  assert.equal(shown([row("a", late), row("b", late)], [{ ...mark, state: "delivered" }])[0].id, "a");
});
