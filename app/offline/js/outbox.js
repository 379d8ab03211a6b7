/**
 * The outbox: what the person did, kept until the server has it. The value "outbox" holds the opened records
 * of the signed-in account, newest first:
 *
 *   {id, number, kind, version, title, state, made_at, data, photos, parent, errors, theirs, fields, receipt, page}
 *
 * Writing is: seal, then one transaction for record, number, photos and the draft it came from.
 */
import { v7 } from "uuid";

import { set } from "../shared/store.js";
import { current } from "./account.js";
import { sing } from "./canary.js";
import * as db from "./db.js";
import { reach } from "./fault.js";
import { edited, forgettable, unsent } from "./records.js";
import { seal, unseal } from "./vault.js";

const opened = new Map(); // id -> {sealed, content}: nothing is decrypted twice
let told = () => {};

/** Called after every change of the outbox, with the reason; the sender listens. */
export const onChange = (listener) => {
  told = listener;
};

export class NotSignedIn extends Error {}

const person = () => {
  const me = current();
  if (!me) throw new NotSignedIn("nobody is signed in on this phone");
  return me;
};

/**
 * Keep a command on this phone. Resolves with the record once it is on disk.
 *
 * `command` = {kind, version, data, title, page, parent?, revise?} (`title`: a line for the sync centre, `page`:
 * the address of its form); `photos` are the hashes of photos stored before.
 * `draft` is the name of the draft that it replaces; `settles` the id of the record whose `follow` it is. Rejects with NotSignedIn, QuotaExceededError or
 * `MissingPhoto`; the draft is then untouched.
 */
export const save = async (command, { photos = [], draft, settles } = {}) => {
  const { account, key } = person();
  const id = v7();
  const sealed = await seal(key, { data: command.data, title: command.title ?? "", page: command.page ?? "" }, `${account}:${id}`);
  const record = fresh(id, account, command, sealed, photos);
  await reach("saving");
  await db.write(["records", "photos", "drafts", "meta"], async (tx) => {
    await present(tx, account, photos);
    if (await tx.objectStore("records").getKey(id)) return; // committed before the connection died
    if (settles && !(await taken(tx, settles))) return; // another tab was first
    record.number = await next(tx, account);
    await tx.objectStore("records").put(record);
    if (draft) await tx.objectStore("drafts").delete(`${account}:${draft}`);
  });
  await reach("saved");
  await changed("save");
  return record;
};

const fresh = (id, account, { kind, version = 1, parent = "", revise: how = null }, sealed, photos) => ({
  id, account, kind, version, parent, revise: how, sealed, photos,
  number: 0, made_at: new Date().toISOString(), state: "queued", sha256: "", earlier: [], tries: 0, next_at: 0, done_at: 0,
});

const taken = async (tx, id) => {
  const { follow: open, ...record } = (await tx.objectStore("records").get(id)) ?? {};
  if (open) await tx.objectStore("records").put(record);
  return Boolean(open);
};

const next = async (tx, account) => {
  const meta = tx.objectStore("meta");
  const number = ((await meta.get(`number:${account}`)) ?? 0) + 1;
  await meta.put(number, `number:${account}`);
  return number;
};

export class MissingPhoto extends Error {}

const present = async (tx, account, photos) => {
  for (const sha of photos)
    if (!(await tx.objectStore("photos").getKey(`${account}:${sha}`))) throw new MissingPhoto(sha);
};

/**
 * New content for a record that is not delivered: a new attempt under the same id. A delivered one stays as
 * it is, and the change becomes a record of its own. `revise` of the first = {kind, id, base} says how: its
 * kind, and the data fields that name the first record and the revision the person was looking at.
 */
export const edit = async (id, data, { title, photos = [], draft } = {}) => {
  const { account, key } = person();
  const before = await db.get("records", id);
  if (before.state === "delivered") return revise(before, data, { title, photos, draft });
  const { page, ...old } = await unseal(key, before.sealed, `${account}:${id}`);
  const kept = { ...references(before.revise, old.data), ...data };
  const mine = await ours(account, photos, old.data.photos);
  const sealed = await seal(key, { data: kept, title: title || old.title, page }, `${account}:${id}`);
  let after;
  await db.write(["records", "photos", "drafts"], async (tx) => {
    await present(tx, account, mine);
    const now = await tx.objectStore("records").get(id);
    after = now.state === "delivered" ? null : edited(now, sealed, mine);
    if (after) await tx.objectStore("records").put(after);
    if (after && draft) await tx.objectStore("drafts").delete(`${account}:${draft}`);
  });
  if (!after) return revise(await db.get("records", id), data, { title, photos, draft }); // delivered meanwhile
  await changed("save");
  return after;
};

const revise = async ({ id, kind, version, revise: how, sealed }, data, { title, photos, ...rest }) => {
  const { account, key } = person();
  const old = await unseal(key, sealed, `${account}:${id}`);
  const change = how ? { ...data, ...reference(id, how, old.data) } : data;
  const command = { kind: how?.kind ?? kind, version, parent: id, revise: how, title: title || old.title, page: old.page, data: change };
  return save(command, { ...rest, photos: await ours(account, photos, old.data.photos) });
};

// Photos that came with an earlier version may have left this phone: the server has them.
const ours = async (account, photos, sent = []) => {
  const here = new Set((await db.ofAccount("photos", account)).map(({ sha256 }) => sha256));
  return photos.filter((photo) => here.has(photo) || !sent.includes(photo));
};

// The first edit was made looking at revision 1, an edit of that edit at 2, and so on.
const reference = (id, how, old, base) => ({ [how.id]: old[how.id] ?? id, [how.base]: base ?? (old[how.base] ?? 0) + 1 });

const references = (how, old) => Object.fromEntries([how?.id, how?.base].filter((name) => name in old).map((name) => [name, old[name]]));

/** An edit whose older bytes were applied first (records.js) becomes a record of its own, once. */
export const follow = async (record) => {
  const { key, account } = person();
  const { sealed, photos } = record.follow;
  const { data, title } = await unseal(key, sealed, `${account}:${record.id}`);
  return revise(record, data, { title, photos, settles: record.id });
};

/** Send a stuck or waiting record again as it is. */
export const resend = (id) => change(id, (record) => ({ ...record, state: "queued", answer: undefined, tries: 0, next_at: 0 }));

/** Nothing that waits waits any longer. */
export const hurry = async () => {
  const me = current();
  if (me)
    await db.write(["records"], async (tx) => {
      const records = await tx.objectStore("records").index("account").getAll(me.account);
      for (const record of records.filter(({ next_at }) => next_at)) await tx.objectStore("records").put({ ...record, next_at: 0 });
    });
};

/** The person decides against it; it is kept 14 days and can be taken up again with `resend`. */
export const withdraw = (id) =>
  change(id, (record) => (record.state === "delivered" ? record : { ...record, state: "withdrawn", done_at: Date.now() }));

/**
 * In a conflict: mine shall hold. It follows as a change of what is there, made looking at their revision; the
 * conflicting record is withdrawn.
 */
export const insist = async (id) => {
  const { account, key } = person();
  const { sealed, answer, kind, version, revise: how, photos } = await db.get("records", id);
  const { data, title, page } = await unseal(key, sealed, `${account}:${id}`);
  const mine = how ? { ...data, ...reference(id, how, data, answer?.theirs?.revision ?? 1) } : data;
  const made = await save({ kind: how?.kind ?? kind, version, revise: how, title, page, data: mine }, { photos });
  await withdraw(id);
  return made;
};

/** Change one record in a transaction of its own; `how` is pure and may run twice. */
export const change = async (id, how, reason = "save") => {
  await db.write(["records"], async (tx) => {
    const record = await tx.objectStore("records").get(id);
    if (record) await tx.objectStore("records").put(how(record));
  });
  await changed(reason);
};

/** The stored records of the signed-in account. */
export const stored = async () => (current() ? db.ofAccount("records", current().account) : []);

/** Read everything again and tell every reader: the screens, the second store, the sender, other tabs. */
export const changed = async (reason) => {
  const records = await show();
  told(reason, records);
};

/** Fill the value "outbox" and the second store from the database. */
export const show = async () => {
  const me = current();
  if (!me) {
    opened.clear();
    set("outbox", []);
    return [];
  }
  const records = await db.ofAccount("records", me.account);
  sing(me.account, records, (await db.get("meta", `number:${me.account}`)) ?? 0);
  const views = await Promise.all(records.map((record) => look(me, record)));
  if (current() === me) set("outbox", views.sort((a, b) => b.number - a.number));
  return records;
};

const look = async (me, record) => {
  const known = opened.get(record.id);
  const content = known?.sealed.iv.join() === record.sealed.iv.join() ? known.content : await read(me, record);
  opened.set(record.id, { sealed: record.sealed, content });
  const { id, number, kind, version, state, made_at, photos, parent, receipt, next_at, done_at } = record;
  const { errors = [], theirs = null, fields = [] } = record.answer ?? {};
  return { id, number, kind, version, state, made_at, photos, parent, receipt: receipt ?? null, next_at, done_at, errors, theirs, fields, ...content };
};

// A record that cannot be opened stays visible and is never deleted: its bytes may still be sent by nobody else.
const read = async (me, record) => {
  try {
    return await unseal(me.key, record.sealed, `${me.account}:${record.id}`);
  } catch {
    return { data: {}, title: "", unreadable: true };
  }
};

/** Forget what has been delivered long ago. */
export const tidy = async () => {
  const me = current();
  if (!me) return;
  const now = Date.now();
  await db.write(["records", "photos", "drafts"], async (tx) => {
    const records = await tx.objectStore("records").index("account").getAll(me.account);
    const old = records.filter((record) => forgettable(record, now));
    for (const { id } of old) await tx.objectStore("records").delete(id);
    const drafts = await tx.objectStore("drafts").index("account").getAll(me.account);
    const needed = new Set([...drafts, ...records.filter((record) => needy(record, now))].flatMap(pictures));
    for (const { key, sha256, taken_at } of await tx.objectStore("photos").index("account").getAll(me.account))
      if (!needed.has(sha256) && now - taken_at > 3600_000) await tx.objectStore("photos").delete(key);
  });
};

// A delivered photo stays a day, so that the person still sees what was sent.
const needy = (record, now) => unsent(record) || record.follow || now - record.done_at < 24 * 3600_000;
const pictures = ({ photos, earlier = [], follow: next }) => [...photos, ...earlier.flatMap((each) => each.photos), ...(next?.photos ?? [])];

/** How many records wait here for other people to sign in. */
export const strangers = async () => {
  const mine = current()?.account;
  return (await db.all("records")).filter((record) => record.account !== mine && unsent(record)).length;
};
