/** The round as pure functions: doors (door.js) in; their order, tabs, filters and sections out. */
import { say } from "./speech.js";

const SECTIONS = ["first", "overdue", "due", "not_met", "done", "none"];
const sectionOf = (one) => (one.first ? 0 : SECTIONS.indexOf(one.state));
export const byClimb = (a, b) => (a.climb < b.climb ? -1 : a.climb > b.climb ? 1 : 0);

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
export const blockOf = ({ estate, building }) => `${estate}${building}`;

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
