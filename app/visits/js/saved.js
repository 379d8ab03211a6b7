/** The screen after saving: what became of the record, and which door is next. */
import { select } from "../shared/store.js";
import { nextTry } from "./days.js";
import { MARKS, short } from "./door.js";
import { after, TABS } from "./doors.js";
import { about } from "./people.js";
import { say } from "./speech.js";
import "./round.js";

const NOTHING = { ready: true, id: "", label: "", mark: "saved", no: "", outcome: "", again: "", edit: "", left: 0 };

select("saved", ["outbox", "doors", "view:round", "words"], (outbox, doors, rows, words, id) => {
  const [record] = about(outbox, id).filter(({ kind }) => kind === "visit.log" || kind === "visit.edit");
  const next = after(doors, id);
  return {
    ...NOTHING,
    ...(record ? outcomeOf(record, words) : {}),
    label: short(rows.find((row) => row.id === id) ?? { estate: "", door: "" }),
    next: next ?? { id: "" },
    left: doors.filter(TABS.todo).length,
  };
});

const outcomeOf = ({ id, state, receipt, data }, words) => ({
  id,
  mark: MARKS[state],
  no: receipt?.no ?? "",
  outcome: data.outcome,
  again: data.outcome === "not_home" ? say(words, `try:${nextTry([data.started_at])}`) : "",
  edit: `/visit?household=${data.household_id}&record=${id}`,
});
