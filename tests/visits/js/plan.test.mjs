import assert from "node:assert/strict";
import test from "node:test";

import { plan } from "../../../app/visits/js/plan.js";
import { row, shown } from "./rows.mjs";

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
