/**
 * The working part of "without signal", loaded after the first paint (boot.js): opens what this phone knows,
 * then keeps it and the server in step. Other modules call `started()` before they use the outbox.
 */
import { get as value, set } from "../shared/store.js";
import { current, leave, meet, recall } from "./account.js";
import { acknowledge, recount } from "./canary.js";
import * as drafts from "./drafts.js";
import { persist, space } from "./heart.js";
import * as outbox from "./outbox.js";
import * as photos from "./photos.js";
import { nextDue, stuck, unsent, WAITING } from "./records.js";
import { down, flush, follows, impatient, line, listed, pause, remember } from "./send.js";
import { kept, refresh, reopen, serve } from "./views.js";

const LOCK = "linju:sender";
const PATIENCE = 45_000; // ms a visible tab waits for another tab that holds the lock
const ASK_AGAIN = 3_000; // ms until it asks for the lock again
const MEET_AGAIN = 10 * 60_000;
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("linju");

let start;
/** The engine is up: the remembered account and its records are open. Never rejects. */
export const started = () => (start ??= begin().catch((error) => {
  console.error("offline", error);
  set("blocked", "storage");
}));

const begin = async () => {
  outbox.onChange(onChange);
  await recall();
  serve();
  await Promise.all([remember(), current() && recount(current().account)]); // before show(): it writes the canary anew
  summarise(await outbox.show());
  await kept();
  large("lookFor");
  listen();
  wake("start");
  space().then(outbox.tidy).catch((error) => console.error("tidy", error));
};

const listen = () => {
  addEventListener("online", () => (impatient(), wake("online")));
  addEventListener("offline", notice);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake("visible"));
  addEventListener("pageshow", (event) => event.persisted && wake("visible"));
  others?.addEventListener("message", ({ data }) => heard(data));
  notice();
};

const heard = async (what) => {
  if (what === "account") {
    await recall();
    await reopen();
  }
  if (what === "views") return reopen();
  summarise(await outbox.show());
};

const onChange = (reason, records) => {
  summarise(records);
  others?.postMessage(reason === "wiped" ? "account" : "outbox");
  if (reason === "save") {
    persist();
    wake("save");
  }
};

// --- contact -----------------------------------------------------------------------------------------

let running = null;
let again = "";
let timer = 0;
let met_at = 0;
let blocked_since = 0;

/**
 * Try to bring phone and server in step. While a contact is under way another is put behind it. Resolves when
 * there is nothing more to do now.
 */
export const wake = (why) => {
  if (running) again = why;
  else running = exclusively(why).catch(complain).then(ended).catch(complain);
  return running;
};

const complain = (error) => console.error("contact", error);

const ended = async () => {
  running = null;
  const why = again;
  again = "";
  notice();
  const records = await outbox.stored().catch(() => []);
  summarise(records);
  clearTimeout(timer);
  if (why) return wake(why);
  timer = setTimeout(() => wake("timer"), blocked_since ? ASK_AGAIN : pause(records));
};

// One sender per phone. A page that is left gives the lock back: WebKit keeps it, lock and all, for the way back. A tab
// that the system froze may still hold it: after a while it is taken over. Should two send, the server recognises the
// same bytes.
const exclusively = async (why) => {
  if (!navigator.locks) return contact(why);
  const steal = blocked_since && Date.now() - blocked_since > PATIENCE && document.visibilityState === "visible";
  return navigator.locks.request(LOCK, steal ? { steal: true } : { ifAvailable: true }, async (lock) => {
    blocked_since = lock ? 0 : blocked_since || Date.now();
    if (lock) await untilLeft(contact(why));
  });
};

const untilLeft = (work) =>
  new Promise((done, fail) => {
    const listening = new AbortController();
    addEventListener("pagehide", done, { signal: listening.signal });
    work.then(done, fail).finally(() => listening.abort());
  });

const contact = async (why) => {
  if (why === "timer" && line().next_at > Date.now()) return;
  if (navigator.onLine === false && why !== "manual") return;
  if (!(await known(why))) return;
  await follows();
  // Somebody new with nothing to send looks at an empty list: the round comes before the greeting.
  const early = !(await kept()).length && !(await outbox.stored()).some(unsent) && (await refresh()) === "done";
  const outcome = await flush({ greet: why !== "save" });
  if (outcome === "wiped") return reopen();
  if (outcome !== "done") return;
  const lists = early ? "done" : await refresh({ force: why === "manual" });
  await listed(lists);
  if (lists === "done") others?.postMessage("views");
  await kept();
  large("fetchMissing");
};

// What is large comes last, and nothing waits for it.
const large = (deed) => import("./large.js").then((module) => module[deed]()).catch((error) => console.error("large", error));

// Whose work may travel? The server is asked at the start, from time to time, and after a 401.
const known = async (why) => {
  const fresh = Date.now() - met_at < MEET_AGAIN && value("signed") === "in";
  if (fresh && why !== "start" && why !== "manual") return true;
  const answer = await meet();
  if (answer === "changed" || answer === "out") {
    others?.postMessage("account");
    await reopen();
    summarise(await outbox.show());
  }
  if (answer === "same" || answer === "changed") met_at = Date.now();
  else if (answer !== "out") await down({ is: answer });
  return !["out", "offline", "foreign"].includes(answer) && Boolean(current());
};

/** 立即发送: everything that waits, now. */
export const hurry = async () => {
  await outbox.hurry();
  impatient();
  await wake("manual");
};

/** Reached by sign-in pages after a successful sign-in without a page load, and by tests. */
export const remeet = () => {
  met_at = 0;
  return wake("start");
};

// --- what screens see --------------------------------------------------------------------------------

/** The values "online" and "sync". */
const notice = () => set("online", navigator.onLine !== false && !["offline", "foreign", "later"].includes(line().trouble));

const summarise = async (records) => {
  const count = (states) => records.filter(({ state }) => states.includes(state)).length;
  set("sync", {
    unsent: records.filter(unsent).length, waiting: count(WAITING), stuck: stuck(records), delivered: count(["delivered"]),
    next_due: nextDue(records), strangers: await outbox.strangers(), drafts: await drafts.list(), ...line(),
  });
};

/** Read access for a person with a console and for tests: `await linju.outbox()`. */
Object.assign((globalThis.linju ??= {}), {
  outbox: () => value("outbox") ?? [],
  stored: outbox.stored,
  line,
  wake,
  value,
});

/** Sign out on this phone, with or without a network (account.js). */
export const signOut = async ({ tell = true } = {}) => {
  await leave({ tell });
  others?.postMessage("account");
  await reopen();
  summarise(await outbox.show());
};

export const readMissing = () => acknowledge(current()?.account);

export { drafts, outbox, photos };
