// Rows of the round, records of the outbox and words that the tests of this folder share.
import { door, noted, over } from "../../../app/visits/js/door.js";
import { ordered } from "../../../app/visits/js/doors.js";
import { vocabulary } from "../../../app/visits/js/speech.js";

export const TODAY = "2026-03-02";
export const at = (text) => new Date(text).toISOString();
export const MORNING = at("2026-03-02T10:00:00+08:00");

export const row = (id, more = {}) => ({
  id, door: id, climb: id, estate: "", building: "1栋", unit: "1", floor: 1, room: "101", grid: "", head: "林阿婆", people: 1,
  tags: [], due: "2026-04-01", overdue: "2026-04-02", rank: 2, rule: "rule:elder_alone", since: "2026-01-20", met: "2026-01-20",
  cause: null, cause_on: null, tried: null, outcome: null, missed: 0, next_try: null, ...more,
});
export const WORDS = vocabulary(
  [
    { id: "rule:elder_alone", kind: "rule", zh: "独居老人，应每月探访，已 {days} 天", en: "Elder living alone, monthly, {days} days" },
    { id: "never:elder_alone", kind: "never", zh: "独居老人，应每月探访，登记 {days} 天还没见到", en: "" },
    { id: "cause:hospital", kind: "cause", zh: "出院 {days} 天，还没看望", en: "" },
    { id: "tag:elder_alone", kind: "tag", zh: "独居老人", en: "Elder living alone" },
    { id: "try:evening", kind: "try", zh: "晚饭后再来", en: "" },
  ],
  "zh",
);
export const visit = (household_id, more = {}) => ({
  id: "c1", kind: "visit.log", state: "queued", data: { household_id, started_at: MORNING, outcome: "met" }, ...more,
});
export const shown = (rows, outbox = []) => {
  const [mine, causes] = [over(outbox), noted(outbox)];
  return ordered(rows.map((one) => door(one, mine.get(one.id), TODAY, WORDS, causes.get(one.id))));
};
