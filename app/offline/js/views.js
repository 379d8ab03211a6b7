/**
 * Downloaded rows. `GET /api/views/<name>?since=<cursor>` → {rows, gone, cursor, reset?, more?}: only what changed since
 * the cursor; every row has an `id`. Without `since`, or with `reset`, the rows replace what is here.
 *
 * One view is one sealed value on the phone, rows and cursor together, so a diff is applied whole or not at
 * all. The value "view:<name>" holds the rows as soon as a screen asks for them; "arriving:<name>" = {done, total} counts
 * them while they come for the first time.
 */
import { get as value, provide, set } from "../shared/store.js";
import { current } from "./account.js";
import { call } from "./api.js";
import * as db from "./db.js";
import { seal, unseal } from "./vault.js";

const FRESH = 60_000; // ms
const FIRST = ["round", "words"]; // what nearly every screen at a door waits for
const LAST = "people"; // the heaviest, for the search only
const shown = new Set(); // names some screen has asked for

/**
 * Start answering screens: a view is opened when the first reader asks. FIRST are opened at once: readers only ask when
 * the page has been taken over, and on a slow phone the rows are unsealed by then.
 */
export const serve = () => {
  for (const name of FIRST) unasked.set(name, open(name).catch((error) => console.error(`view ${name}`, error)));
  provide("view:", (name) => opened(name.slice("view:".length)));
};

const unasked = new Map(); // name -> its rows are on their way
const opened = (name) => {
  const coming = unasked.get(name);
  unasked.delete(name);
  return coming ?? open(name);
};

const open = async (name) => {
  shown.add(name);
  const { rows } = await load(name);
  if (rows) set(`view:${name}`, rows);
};

const load = async (name) => {
  const me = current();
  const stored = me && (await db.get("views", `${me.account}:${name}`));
  if (!stored) return { cursor: "", fetched_at: 0 };
  try {
    return { ...stored, rows: await unseal(me.key, stored.sealed, stored.key) };
  } catch {
    return { cursor: "", fetched_at: 0 }; // unreadable: downloaded again
  }
};

/** Somebody else works here now: forget what is on the screens, show theirs. */
export const reopen = () => Promise.all([...shown].map((name) => (set(`view:${name}`, undefined), open(name))));

/** The names of the views that lie on this phone for the account; also the value "kept". */
export const kept = async () => {
  const { account = "" } = current() ?? {};
  const keys = await db.use((store) => store.getAllKeysFromIndex("views", "account", account));
  const names = keys.map((key) => key.slice(account.length + 1));
  set("kept", names);
  return names;
};

/**
 * Bring every view of the account up to date. Those of FIRST travel side by side, so that a door and its words come
 * together; the others follow one by one. Answers "done" or the first reason to stop (api.js).
 */
export const refresh = async ({ force = false } = {}) => {
  const names = current()?.profile.views ?? [];
  const first = await Promise.all(names.filter((name) => FIRST.includes(name)).map((name) => renew(name, force)));
  for (const answer of first) if (stops(answer)) return answer;
  const rest = names.filter((one) => !FIRST.includes(one)).sort((a, b) => (a === LAST) - (b === LAST));
  for (const name of rest) {
    const answer = await renew(name, force);
    if (stops(answer)) return answer;
  }
  return "done";
};

const stops = (answer) => answer !== "done" && answer !== "refused";

const renew = async (name, force) => {
  const me = current();
  let view = await load(name);
  if (!force && Date.now() - view.fetched_at < FRESH) return "done";
  for (;;) {
    const since = view.cursor ? `?since=${encodeURIComponent(view.cursor)}` : "";
    const answer = await call("GET", `/api/views/${name}${since}`, since ? {} : { progress: arriving(name) });
    if (answer.is !== "ok") return answer.is;
    if (!Array.isArray(answer.json.rows)) return "foreign";
    if (current() !== me) return "changed";
    view = await keep(me, name, view, answer.json);
    if (!answer.json.more) return "done";
  }
};

const arriving = (name) => (part, headers) => {
  const total = Number(headers.get("linju-rows")) || 0;
  set(`arriving:${name}`, { done: Math.floor(total * part), total });
};

const keep = async (me, name, before, { rows, gone = [], cursor, reset }) => {
  const base = reset || !before.cursor ? [] : (before.rows ?? []);
  const after = rows.length || gone.length || base !== before.rows ? merged(base, rows, gone) : before.rows;
  const key = `${me.account}:${name}`;
  const sealed = after === before.rows ? before.sealed : await seal(me.key, after, key);
  const view = { key, account: me.account, cursor, fetched_at: Date.now(), sealed };
  await db.put("views", view);
  if (shown.has(name) && value(`view:${name}`) !== after) set(`view:${name}`, after);
  return { ...view, rows: after };
};

const merged = (base, rows, gone) => {
  const byId = new Map(base.map((row) => [row.id, row]));
  for (const row of rows) byId.set(row.id, row);
  for (const id of gone) byId.delete(id);
  return [...byId.values()];
};
