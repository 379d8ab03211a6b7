/**
 * The phone's database. Plain in it: ids, states, numbers, times. Everything a person typed, took or
 * downloaded is sealed (vault.js).
 *
 *   keys     {account, key}                         CryptoKey, not extractable
 *   meta     name → value                           who is signed in, counters, last contact
 *   records  {id, account, number, state, sealed…}  the outbox, see records.js
 *   photos   {key: "account:sha256", sealed…}       JPEG bytes
 *   drafts   {key: "account:name", sealed…}         half-filled forms
 *   views    {key: "account:name", cursor, sealed}  downloaded rows
 */
import { openDB } from "idb";

const NAME = "linju";
const VERSION = 1;
let opening;

const upgrade = (db) => {
  db.createObjectStore("keys", { keyPath: "account" });
  db.createObjectStore("meta");
  db.createObjectStore("records", { keyPath: "id" }).createIndex("account", "account");
  for (const store of ["photos", "drafts", "views"])
    db.createObjectStore(store, { keyPath: "key" }).createIndex("account", "account");
};

const open = () => {
  opening ??= openDB(NAME, VERSION, { upgrade, blocking: forget, terminated: forget }).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
};

/** Another tab upgrades, or the system killed the connection (iOS in the background): open anew next time. */
const forget = () => {
  const old = opening;
  opening = undefined;
  old?.then((db) => db.close()).catch(() => {});
};

/** Run `work(db)`; when the connection turns out to be dead, once more on a new one. `work` must be repeatable. */
export const use = async (work) => {
  try {
    return await work(await open());
  } catch (error) {
    if (!dead(error)) throw error;
    forget();
    return work(await open());
  }
};

// A full disk (QuotaExceededError) or a broken rule of ours is no dead connection.
const dead = (error) => ["InvalidStateError", "UnknownError", "TransactionInactiveError"].includes(error?.name);

/** All of `work` or nothing; on disk before it resolves (a battery may fall out at the door). */
export const write = (stores, work) =>
  use(async (db) => {
    const tx = db.transaction(stores, "readwrite", { durability: "strict" });
    const closed = tx.done.catch(() => {}); // the failure is thrown below; never an unhandled rejection
    try {
      const result = await work(tx);
      await tx.done;
      return result;
    } catch (error) {
      abort(tx);
      await closed;
      throw error;
    }
  });

const abort = (tx) => {
  try {
    tx.abort();
  } catch {
    // It has ended already.
  }
};

export const get = (store, key) => use((db) => db.get(store, key));
export const put = (store, value, key) => write([store], (tx) => tx.objectStore(store).put(value, key));

/** A put that is complete even if the page goes away the next moment: committed without waiting for its success. */
export const hasty = (store, value) =>
  use(async (db) => {
    const tx = db.transaction(store, "readwrite");
    const done = tx.done;
    tx.store.put(value).catch(() => {}); // `done` tells of a failure
    tx.commit?.();
    await done;
  });
export const remove = (store, key) => write([store], (tx) => tx.objectStore(store).delete(key));
export const ofAccount = (store, account) => use((db) => db.getAllFromIndex(store, "account", account));
export const all = (store) => use((db) => db.getAll(store));
