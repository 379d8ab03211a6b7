/** The screen "round" of this phone, and what a tap on it changes. All thinking is in doors.js. */
import { get, keep, select, set } from "../shared/store.js";
import { door, noted, over } from "./door.js";
import { buildings, counts, groups, ordered, picked, scattered, sections, TABS } from "./doors.js";
import { plan } from "./plan.js";
import "./given.js";

const STEP = 15; // rows drawn at once: two phone screens; more come as one scrolls
const START = { tab: "todo", building: "", group: "", door: "", limit: STEP };

const NO_PLAN = { building: "", name: "", units: [], columns: "", floors: [] };

const choice = () => get("round.choice") ?? START;
set("round.choice", START);
keep("round.view", "list");

select("doors.over", ["outbox"], over);
select("doors.noted", ["outbox"], noted);
select("doors", ["view:round", "doors.over", "doors.noted", "today", "words"], (rows, mine, causes, today, words) =>
  ordered(rows.map((row) => door(row, mine.get(row.id), today, words, causes.get(row.id)))),
);

select("round", ["doors", "round.choice", "round.view", "words"], (doors, chosen, view, words) => {
  const here = picked(doors, chosen);
  const shown = here.filter(TABS[chosen.tab]);
  const blocks = buildings(doors);
  const people = groups(doors, words);
  const block = chosen.building || (blocks.find(({ todo }) => todo) ?? blocks[0])?.id || "";
  return {
    ready: true,
    total: doors.length,
    scattered: scattered(doors),
    view,
    ...chosen,
    counts: counts(here),
    found: shown.length,
    more: Math.max(0, shown.length - chosen.limit),
    sections: view === "list" ? sections(shown, chosen.limit) : [],
    buildings: blocks,
    groups: people,
    group_name: people.find(({ id }) => id === chosen.group)?.name ?? "",
    plan: view === "plan" ? { building: block, name: blocks.find(({ id }) => id === block)?.name ?? "", ...plan(picked(doors, { group: chosen.group }), block) } : NO_PLAN,
  };
});

/** Whether this person has a round at all: "yes", "no", or "" while nobody is known. */
select("round.mine", ["account"], (account) => (account?.views ? (account.views.includes("round") ? "yes" : "no") : ""), "");

/** Choose a tab, a building, a care group or a door; the list starts again at its top. */
export const choose = (name, value) => set("round.choice", { ...choice(), limit: STEP, [name]: value?.target?.value ?? value });

/** No filter at all, the tab stays. */
export const clear = () => set("round.choice", { ...START, tab: choice().tab });

/** Draw the next rows. */
export const more = () => set("round.choice", { ...choice(), limit: choice().limit + STEP });

// Near the end of the list the next rows are drawn before they are needed; the button serves keyboards and readers.
if (typeof document !== "undefined")
  document.addEventListener(
    "scroll",
    () => {
      const button = document.getElementById("more");
      if (button && button.getBoundingClientRect().top < innerHeight * 2) more();
    },
    { passive: true },
  );

/** List or plan of a building; remembered. */
export const view = (name) => set("round.view", name);

/** The list of those who live behind one door. */
export const behind = (door) => {
  view("list");
  set("round.choice", { ...START, tab: "all", door });
};
