/** The taps on the sheet of stand_in.js: what may be taken over, taking, giving back. Each asks the server. */
import { call } from "../offline/api.js";
import { work } from "../offline/boot.js";
import { get, set } from "../shared/store.js";

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
