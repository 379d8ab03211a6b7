/** What every contact says about this phone, so that a supervisor sees a phone in trouble. No person, no place. */
import { get as value, set } from "../shared/store.js";
import { current } from "./account.js";
import * as db from "./db.js";
import { stuck, unsent } from "./records.js";

const MOST = 500; // unsent records listed to the server
const storage = globalThis.navigator?.storage;

/** {unsent, quarantined, oldest_unsent_at, persisted, quota, usage, engine, clock_drift_ms, last_number, waiting} */
export const facts = async (records) => {
  const waiting = records.filter(unsent);
  const oldest = waiting.map(({ made_at }) => made_at).sort()[0] ?? null;
  const { persisted, quota, usage } = await space();
  const { drift = null } = (await db.get("meta", "contact")) ?? {};
  return {
    unsent: waiting.length, quarantined: stuck(records), oldest_unsent_at: oldest,
    persisted, quota, usage, engine: navigator.userAgent.slice(0, 200), clock_drift_ms: drift,
    last_number: (await db.get("meta", `number:${current()?.account}`)) ?? 0,
    waiting: waiting.slice(0, MOST).map(({ id, number, made_at }) => ({ id, number, made_at, label: label(id) })),
  };
};

// The server may know it: should the phone lose the record, the person reads which one it was.
const label = (id) => ((value("outbox") ?? []).find((record) => record.id === id)?.title ?? "").slice(0, 80);

/** Bytes and the browser's promise; null where it does not say. The value "space". */
export const space = async () => {
  let found = { persisted: null, quota: null, usage: null };
  try {
    const [persisted, { quota = null, usage = null }] = await Promise.all([storage.persisted(), storage.estimate()]);
    found = { persisted, quota, usage };
  } catch {
    // An old or restricted browser: we say that we do not know.
  }
  set("space", found);
  return found;
};

/** Ask the browser once per start not to throw our data away; asked when there is something to lose. */
let asked = false;
export const persist = async () => {
  if (asked) return;
  asked = true;
  try {
    if (!(await storage.persisted())) await storage.persist();
  } catch {
    // The answer is shown by `space` either way.
  }
  await space();
};
