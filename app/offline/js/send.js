/**
 * The one sender of this phone. It runs in the page (a service worker may not touch a POST), under a Web
 * Lock, so that of several tabs one sends. It is woken by the start, by coming to the front, by the network,
 * by a save and by its own timer; it waits 1 s … 5 min after a failure, for ever.
 *
 *   POST /api/commands {device_id, sent_at, commands: [≤ 100], heartbeat}
 *     → {server_time, results: [{id, status, sha256, receipt?, errors?, theirs?, fields?}], wipe?}
 *
 * A command is {data, id, kind, made_at, version} in its canonical spelling (bytes.js); the server hashes that
 * spelling of what arrived and echoes it as `sha256`. Without the echo nothing counts as answered.
 */
import { set } from "../shared/store.js";
import { current, expired, wipe } from "./account.js";
import { call } from "./api.js";
import { canonical, sha256 } from "./bytes.js";
import { device } from "./canary.js";
import * as db from "./db.js";
import { reach } from "./fault.js";
import { facts } from "./heart.js";
import { changed, follow, stored } from "./outbox.js";
import { distrust, upload } from "./photos.js";
import { answered, backoff, due, failed, leaving, nextDue, refused } from "./records.js";
import { unseal } from "./vault.js";

const MOST = 100; // commands in one request
const PICTURES = 6; // photos brought up before one request
const HEAVIEST = 400_000; // characters in one request
const CONTENT = [400, 413, 422]; // refusals that speak of what was sent; 403 or 404 speak of the server
const ROUND = 5 * 60_000; // ms between contacts when nothing happens

const link = { tries: 0, next_at: 0, trouble: "", status: 0, limit: MOST, lonely: 0, sending: false, contact_at: 0 };

/** What the sync centre tells about the line: {sending, trouble, status, next_at, contact_at}. */
export const line = () => ({ ...link });

const tell = (values) => {
  Object.assign(link, values);
  set("line", line());
};

/**
 * Send all that is due. Answers "done" (nothing left that could go now), "signin", "wiped" or "later".
 * The caller holds the sender's lock.
 */
export const flush = async ({ greet = false } = {}) => {
  tell({ sending: true });
  try {
    let hello = greet;
    for (;;) {
      const batch = portion(due(await stored(), Date.now()));
      if (!current() || (!batch.length && !hello)) return "done";
      const outcome = await step(batch);
      hello = false;
      if (outcome !== "go on") return outcome;
    }
  } finally {
    tell({ sending: false });
  }
};

// Few photos at a time: what is complete is delivered before the next picture travels.
const portion = (records) => {
  let pictures = 0;
  const fits = (record, i) => (pictures += record.photos.length) <= PICTURES || i === 0;
  const end = records.findIndex((record, i) => !fits(record, i));
  return records.slice(0, Math.min(link.limit, end < 0 ? records.length : end));
};

const step = async (batch) => {
  const { ready, stop } = await withPhotos(batch);
  if (stop) return stop;
  if (batch.length && !ready.length) return "go on";
  const parcel = await freeze(ready);
  await reach("sending");
  const answer = await post(parcel);
  await reach("sent");
  return settle(parcel, answer);
};

/** The records whose photos are all on the server; the others are marked, or the line is down. */
const withPhotos = async (batch) => {
  const ready = [];
  for (const record of batch) {
    const answer = await upload(record.photos);
    if (answer.is === "ok") ready.push(record);
    else if (answer.is === "refused") await mark(record.id, (now) => refused(now, reasons(answer, "photos"), Date.now()));
    else if (answer.is === "later" && answer.status === 500) await mark(record.id, (now) => failed(now, Date.now()));
    else return { ready, stop: await down(answer) };
  }
  return { ready };
};

/** Fix the bytes of this attempt, and remember their hash before they leave. */
const freeze = async (records) => {
  const { account, key } = current();
  const parcel = [];
  let weight = 0;
  for (const { id, kind, version, made_at, sealed } of records) {
    const { data } = await unseal(key, sealed, `${account}:${id}`);
    const text = canonical({ id, kind, version, made_at, data });
    if (parcel.length && (weight += text.length) > HEAVIEST) break;
    parcel.push({ id, text, sealed, sent: await sha256(text) });
  }
  const frozen = await db.write(["records"], async (tx) => {
    const going = [];
    for (const part of parcel) {
      const now = await tx.objectStore("records").get(part.id);
      if (now?.sealed.iv.join() !== part.sealed.iv.join()) continue; // edited this very moment: next round
      await tx.objectStore("records").put(leaving(now, part.sent));
      going.push(part);
    }
    return going;
  });
  return frozen;
};

const post = async (parcel) => {
  const heartbeat = await facts(await stored());
  const head = JSON.stringify({ device_id: device(), sent_at: new Date().toISOString(), heartbeat });
  const body = `${head.slice(0, -1)},"commands":[${parcel.map(({ text }) => text).join(",")}]}`;
  return call("POST", "/api/commands", { body });
};

const settle = async (parcel, answer) => {
  if (answer.json?.wipe) return wiped();
  if (answer.is !== "ok") return unsettled(parcel, answer);
  if (!Array.isArray(answer.json.results) || !answer.json.server_time) return down({ is: "foreign", status: answer.status });
  await contact(answer.json);
  const results = new Map(answer.json.results.map((result) => [result.id, result]));
  for (const { id, sent } of parcel) await conclude(id, sent, results.get(id) ?? {});
  await reach("settled");
  await changed("settled");
  tell({ tries: 0, next_at: 0, trouble: "", status: 0, limit: MOST, lonely: 0 });
  return "go on";
};

/** At the start: when phone and server last spoke. */
export const remember = async () => tell({ contact_at: (await db.get("meta", "contact"))?.at ?? 0 });

const contact = async ({ server_time: time }) => {
  const now = Date.now();
  await db.put("meta", { at: now, drift: now - Date.parse(time) }, "contact");
  await reach("answered");
  tell({ contact_at: now });
};

const conclude = async (id, sent, result) => {
  let revision;
  await db.write(["records"], async (tx) => {
    const store = tx.objectStore("records");
    const record = await store.get(id);
    if (!record || record.state === "delivered") return;
    const next = answered(record, sent, result, Date.now());
    revision = next.revision;
    await store.put(revision ? { ...next.record, follow: revision } : next.record);
    if (next.record.state === "delivered") await release(store, record);
  });
  if (revision) await follows(id);
  if (result.status === "held" && lacksPhotos(result)) await distrust((await db.get("records", id)).photos);
};

const lacksPhotos = ({ errors = [] }) => errors.some(({ field }) => field?.startsWith("photos"));

// Children that the server holds need not wait for the timer.
const release = async (store, { id, account }) => {
  for (const child of await store.index("account").getAll(account))
    if (child.parent === id && child.state === "held") await store.put({ ...child, next_at: 0 });
};

/** Edits whose older bytes were applied first become records of their own; also after a crash in between. */
export const follows = async (only) => {
  for (const record of await stored())
    if (record.follow && (!only || record.id === only)) await follow(record);
};

const unsettled = async (parcel, answer) => {
  const culprit = answer.is === "later" ? answer.status === 500 : CONTENT.includes(answer.status);
  return culprit ? suspect(parcel, answer) : down(answer);
};

// Our own server chokes on this request. Halve it until the one record is found that it cannot take; that
// one waits (500) or goes to the person (4xx), the others travel on.
const suspect = async (parcel, answer) => {
  if (parcel.length > 1) {
    tell({ limit: Math.max(1, Math.floor(parcel.length / 2)) });
    return "go on";
  }
  if (!parcel.length || link.lonely >= 3) return down(answer);
  const how = answer.is === "refused" ? (now) => refused(now, reasons(answer), Date.now()) : (now) => failed(now, Date.now());
  await mark(parcel[0].id, how);
  tell({ lonely: answer.is === "refused" ? 0 : link.lonely + 1 });
  return "go on";
};

const mark = async (id, how) => {
  await db.write(["records"], async (tx) => {
    const now = await tx.objectStore("records").get(id);
    if (now && now.state !== "delivered") await tx.objectStore("records").put(how(now));
  });
  await changed("settled");
};

const reasons = ({ json, status }, field = null) => ({
  errors: json?.errors ?? [{ field, code: json?.code ?? `http_${status}`, message: json?.detail ?? json?.title ?? "" }],
});

const wiped = async () => {
  await wipe();
  await changed("wiped");
  return "wiped";
};

/** The line, not a record, is at fault. */
export const down = async (answer) => {
  if (answer.json?.wipe) return wiped();
  if (answer.is === "signin") {
    expired();
    tell({ trouble: "signin", status: 401, next_at: 0 });
    return "signin";
  }
  const wait = Math.max(backoff(link.tries), (answer.after ?? 0) * 1000);
  tell({ tries: link.tries + 1, next_at: Date.now() + wait, trouble: answer.is, status: answer.status ?? 0, lonely: 0 });
  return "later";
};

let lacking = 0; // contacts in a row after which a list was missing

/** How it went with the lists (views.js). One that did not come is asked for again, sooner first, then ever later. */
export const listed = async (outcome) => {
  lacking = ["done", "changed"].includes(outcome) ? 0 : lacking + 1;
  if (lacking) await down({ is: outcome, after: Math.min(ROUND / 1000, 2 ** (lacking - 1)) });
};

/** A person asks, or the network is back: do not wait for the old timer. */
export const impatient = () => tell({ tries: 0, next_at: 0, limit: MOST });

/** When to try again by itself, in ms from now. */
export const pause = (records) => {
  const now = Date.now();
  const soonest = link.trouble === "signin" ? Infinity : Math.max(link.next_at, lacking ? 0 : nextDue(records));
  return Math.max(500, Math.min(soonest, now + ROUND) - now);
};
