/**
 * The round as pure functions: rows of the view "round" and records of the outbox in, doors in their order out.
 *
 * A row of the view is one household (app/visits/service/round.py). What the phone has logged and the server may not
 * know yet lies over it: `over` gives the newest such visit of every household.
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

/** A row and what lies over it as a door to show. Days count up to `today`. */
export const door = (row, mine, today, words) => {
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

const SECTIONS = ["first", "overdue", "due", "not_met", "done", "none"];
const sectionOf = (one) => (one.first ? 0 : SECTIONS.indexOf(one.state));
const byClimb = (a, b) => (a.climb < b.climb ? -1 : a.climb > b.climb ? 1 : 0);

/** What is due first, then as one climbs. */
export const ordered = (doors) => [...doors].sort((a, b) => sectionOf(a) - sectionOf(b) || byClimb(a, b));

/** Which doors a tab holds. */
export const TABS = {
  todo: ({ state }) => state === "overdue" || state === "due",
  done: ({ state }) => state === "done",
  not_met: ({ state }) => state === "not_met",
  all: () => true,
};

/** How many doors each tab holds. */
export const counts = (doors) =>
  Object.fromEntries(Object.entries(TABS).map(([name, holds]) => [name, doors.filter(holds).length]));

/** The doors that the chosen building, care group and door let through. Empty: all. */
export const picked = (doors, { building = "", group = "", door: only = "" }) =>
  doors.filter(
    (one) =>
      (!building || blockOf(one) === building) && (!only || one.climb === only) && (!group || one.groups.includes(group)),
  );

// 1栋 of one estate is not 1栋 of another.
const blockOf = ({ estate, building }) => `${estate}${building}`;

/** Whether the doors lie in several estates, so that each has to say its own. */
export const scattered = (doors) => new Set(doors.map(({ estate }) => estate)).size > 1;

/** Buildings as one meets them, with how many doors wait in each; named with their estate only where there are several. */
export const buildings = (doors) => {
  const far = scattered(doors);
  const found = new Map();
  for (const one of [...doors].sort(byClimb)) {
    const id = blockOf(one);
    const known = found.get(id) ?? { id, name: far && one.estate ? `${one.estate} ${one.building}` : one.building, todo: 0 };
    if (TABS.todo(one)) known.todo += 1;
    found.set(id, known);
  }
  return [...found.values()];
};

/** Care groups that occur, those with most waiting doors first. */
export const groups = (doors, words) => {
  const found = new Map();
  for (const one of doors)
    for (const code of one.groups) {
      const known = found.get(code) ?? { id: code, name: say(words, `tag:${code}`), todo: 0, doors: 0 };
      found.set(code, { ...known, doors: known.doors + 1, todo: known.todo + (TABS.todo(one) ? 1 : 0) });
    }
  return [...found.values()].sort((a, b) => b.todo - a.todo || b.doors - a.doors || (a.id < b.id ? -1 : 1));
};

/** The first `limit` doors of an ordered list under the heads of their sections: [{id, count, doors}]. */
export const sections = (doors, limit) => {
  const heads = SECTIONS.map((id) => ({ id, count: 0, doors: [] }));
  doors.forEach((one, place) => {
    const head = heads[sectionOf(one)];
    head.count += 1;
    if (place < limit) head.doors.push(one);
  });
  return heads.filter(({ doors: some }) => some.length);
};

/**
 * Where to go next from a door: the next one that waits in the same building as one climbs on, then further down in it,
 * then the first of the round. Undefined when nobody waits.
 */
export const after = (doors, id) => {
  const waiting = doors.filter((one) => TABS.todo(one) && one.id !== id);
  const here = doors.find((one) => one.id === id);
  const near = here ? waiting.filter((one) => blockOf(one) === blockOf(here)).sort(byClimb) : [];
  return near.find((one) => byClimb(one, here) >= 0) ?? near[0] ?? waiting[0];
};

const GAP = { id: "", label: "", state: "none", homes: 0 };

/**
 * A building as its stack plan: floors from the top down, the doors of its units side by side.
 * {units: [{name, doors}], columns, floors: [{name, cells: [{id, label, state, homes}]}]}. A cell without id is a gap: a
 * door nobody lives behind, or the space between two units, as the grid template `columns` has it.
 * A door with several households shows the most pressing one and their number.
 */
export const plan = (doors, building) => {
  const mine = ordered(doors.filter((one) => blockOf(one) === building));
  const byDoor = new Map();
  for (const one of mine) byDoor.set(one.climb, [...(byDoor.get(one.climb) ?? []), one]);
  const cells = [...byDoor.values()].map((homes) => ({ ...homes[0], homes: homes.length }));
  const units = [...new Set(cells.sort(byClimb).map(({ unit }) => unit))].map((name) => unitOf(name, cells));
  const floors = [...new Set(cells.map(({ floor }) => floor))].sort((a, b) => (b ?? -Infinity) - (a ?? -Infinity));
  return {
    units: units.map(({ name, columns }) => ({ name, doors: columns.length })),
    columns: units.map(({ columns }) => `repeat(${columns.length}, minmax(max(44px, 2.9rem), 1fr))`).join(" 8px "),
    floors: floors.map((floor) => ({
      name: floor === null || floor === undefined ? "" : String(floor),
      cells: units.flatMap((unit, place) => [...(place ? [GAP] : []), ...unit.columns.map((column) => cellAt(unit, column, floor))]),
    })),
  };
};

const unitOf = (name, cells) => {
  const doors = cells.filter(({ unit }) => unit === name);
  return { name, doors, columns: [...new Set(doors.map(columnOf))].sort((a, b) => (a.length - b.length) || (a < b ? -1 : 1)) };
};

// 501 and 601 stand over each other: what is left of the room's number without its floor.
const columnOf = ({ room, floor }) => {
  const text = String(floor ?? "");
  return text && room.startsWith(text) && room.length > text.length ? room.slice(text.length) : room;
};

const cellAt = ({ doors }, column, floor) => {
  const found = doors.find((one) => one.floor === floor && columnOf(one) === column);
  return found ? { id: found.id, climb: found.climb, label: found.room, state: found.state, homes: found.homes } : GAP;
};
