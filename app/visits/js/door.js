/**
 * One door of the round as pure functions: its row of the view "round" and the records of the outbox in, what a screen
 * says about it out.
 *
 * A row is one household (app/visits/service/round.py). What the phone has logged and the server may not know yet lies
 * over it: `over` gives the newest such visit of every household.
 */
import { dayOf, daysBetween } from "./days.js";
import { say } from "./speech.js";

const LOGS = ["visit.log", "visit.edit"];

/** State of a record → state of the kit: how far it is on its way. */
export const MARKS = { queued: "saved", sending: "sending", held: "held", delivered: "sent", rejected: "attention", conflict: "attention" };

/** The outbox as marks over doors: household id → {at, outcome, mark, id}; the newest visit of each counts. */
export const over = (outbox) => {
  const found = new Map();
  for (const { id, kind, state, data } of outbox) {
    if (!LOGS.includes(kind) || !MARKS[state] || !data?.household_id) continue;
    const one = { at: data.started_at, outcome: data.outcome, mark: MARKS[state], id };
    const known = found.get(data.household_id);
    if (!known || known.at < one.at || (known.at === one.at && known.mark === "sent")) found.set(data.household_id, one);
  }
  return found;
};

/** Causes noted on this phone that the server has not heard of: household id → {cause, since}. */
export const noted = (outbox) =>
  new Map(
    outbox
      .filter(({ kind, state }) => kind === "priority.mark" && MARKS[state] && state !== "delivered")
      .map(({ data: { household_id, cause, since } }) => [household_id, { cause, since }]),
  );

const later = (one, other) => (Date.parse(one) || 0) > (Date.parse(other) || 0);

/**
 * What a door is today. `state`: done, not_met, overdue, due, none. `outcome` is set when somebody was there today.
 * A visit on this phone that the row has not heard of yet settles the door as the server will.
 */
export const standing = (row, mine, today) => {
  const heard = !mine || !later(mine.at, row.tried);
  const last = heard ? { at: row.tried, outcome: row.outcome } : mine;
  if (last.at && dayOf(last.at) === today)
    return { state: last.outcome === "not_home" ? "not_met" : "done", outcome: last.outcome };
  if (!heard && mine.outcome === "met") return { state: "none", outcome: "" };
  if (row.overdue <= today) return { state: "overdue", outcome: "" };
  return { state: row.due <= today ? "due" : "none", outcome: "" };
};

/** What people call a door who stand in its estate: 1栋2单元201. */
export const short = ({ estate, door: whole }) => (estate && whole.startsWith(estate) ? whole.slice(estate.length) : whole);

const PRESSING = 1; // the rank of those whom a community visits most often

/** A row and what lies over it (`over`, `noted`) as a door to show. Days count up to `today`. */
export const door = (known, mine, today, words, cause) => {
  const row = cause && !known.cause ? { ...known, cause: cause.cause, cause_on: cause.since } : known;
  const { state, outcome } = standing(row, mine, today);
  const waits = state === "overdue" || state === "due";
  return {
    id: row.id,
    label: short(row),
    estate: row.estate,
    climb: row.climb,
    building: row.building,
    unit: row.unit,
    floor: row.floor,
    room: row.room,
    head: row.head,
    people: row.people,
    groups: row.tags,
    tags: pressing(row.tags.filter((code) => row.cause || code !== row.rule.split(":")[1]), words), // the reason names its own
    state,
    outcome,
    mark: mine && (mine.mark !== "sent" || dayOf(mine.at) === today) ? mine.mark : "",
    late: state === "overdue" ? daysBetween(row.overdue, today) + 1 : 0,
    left: state === "none" ? Math.max(0, daysBetween(today, row.due)) : 0,
    reason: reason(row, today, words),
    again: state === "not_met" ? say(words, `try:${row.next_try ?? ""}`) : "",
    first: waits && (Boolean(row.cause) || row.rank <= PRESSING),
  };
};

/** Codes of care groups with their names, in the community's order: [{code, name}]. */
export const pressing = (codes, words) =>
  (words.size ? codes : [])
    .map((code) => ({ code, name: say(words, `tag:${code}`), place: words.get(`tag:${code}`)?.place ?? 99 }))
    .sort((a, b) => a.place - b.place)
    .map(({ code, name }) => ({ code, name }));

/** 独居老人，应每月探访，已 41 天. */
export const reason = (row, today, words) => {
  if (row.cause) return say(words, `cause:${row.cause}`, { days: Math.max(0, daysBetween(row.cause_on, today)) });
  const rule = row.met ? row.rule : row.rule.replace("rule:", "never:");
  return say(words, rule, { days: Math.max(0, daysBetween(row.since, today)) });
};
