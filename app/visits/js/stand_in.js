/**
 * Standing in for a colleague: a grid taken over for some days (app/accounts/api/stand_in.py). It changes who may see
 * whose doors, so it needs the server; what was last known is shown without.
 *
 *   value "stand_in" {state: "" | "busy" | "offline" | "refused", problem, to_take: [{id, name}],
 *                     taken: [{id, grid_id, grid, until, reason}]}
 */
import { keep, select } from "../shared/store.js";
import { dayOf, written } from "./days.js";
import "./given.js";

keep("stand_in", { state: "", problem: "", to_take: [], taken: [] });

/** For the screen: what has ended by itself left out. */
select("stand_in.screen", ["stand_in", "today", "lang"], ({ state, problem, to_take, taken }, today, lang) => ({
  state,
  problem,
  to_take,
  taken: taken
    .filter(({ until }) => Date.parse(until) > Date.now())
    .map(({ id, grid, until, reason }) => ({ id, reason, name: grid ?? "", until: written(dayOf(until), today, lang) })),
}));
