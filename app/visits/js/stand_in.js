/**
 * Standing in for a colleague: a grid taken over for some days (app/accounts/api/stand_in.py). It changes who may see
 * whose doors, so it needs the server; what was last known is shown without.
 *
 *   value "stand_in" {state: "" | "busy" | "offline" | "refused", problem, to_take: [{id, name}], taken: [{id, grid_id, until, reason}]}
 */
import { call } from "../offline/api.js";
import { work } from "../offline/boot.js";
import { get, keep, select, set } from "../shared/store.js";
import { dayOf, written } from "./days.js";
import "./card.js";

keep("stand_in", { state: "", problem: "", to_take: [], taken: [] });

/** For the screen: the grids by name, and what has ended by itself left out. */
select("stand_in.screen", ["stand_in", "grids", "today", "lang"], ({ state, problem, to_take, taken }, grids, today, lang) => ({
  state,
  problem,
  to_take,
  taken: taken
    .filter(({ until }) => Date.parse(until) > Date.now())
    .map(({ id, grid_id, until, reason }) => ({ id, reason, name: grids.get(grid_id) ?? "", until: written(dayOf(until), today, lang) })),
}));

// The names of grids whose doors are on this phone.
select("grids", ["cards"], (cards) => new Map([...cards.values()].map(({ grid_id, grid }) => [grid_id, grid])), new Map());

const tell = (change) => set("stand_in", { ...get("stand_in"), ...change });

const PATH = "/api/stand-in";
const outcome = ({ is, json }) => {
  if (is === "ok") return { state: "", problem: "" };
  return is === "refused" ? { state: "refused", problem: json?.errors?.[0]?.message ?? json?.detail ?? "" } : { state: "offline", problem: "" };
};

/** What one may take over, and what one has. Silent without a network. */
export const load = async () => {
  const answer = await call("GET", PATH);
  tell(answer.is === "ok" ? { ...answer.json, state: "", problem: "" } : outcome(answer));
};

/** Take a grid over for `days` days, today included: {grid_id, days, reason}. */
export const take = async ({ grid_id = "", days = "1", reason = "" }) => {
  tell({ state: "busy", problem: "" });
  const until = new Date();
  until.setDate(until.getDate() + Number(days) - 1);
  until.setHours(23, 59, 0, 0);
  await settle(await call("POST", PATH, { body: JSON.stringify({ grid_id, until: until.toISOString(), reason }), type: "application/json" }));
};

/** Give a grid back before its time. */
export const end = async (id) => {
  tell({ state: "busy", problem: "" });
  await settle(await call("DELETE", `${PATH}/${id}`));
};

// A 204 has no body, which the line reads as "not ours": ask what holds now instead of guessing.
const settle = async (answer) => {
  if (answer.is !== "ok" && !(answer.is === "foreign" && answer.status === 204)) return tell(outcome(answer));
  await load();
  await (await work()).wake("manual");
};
