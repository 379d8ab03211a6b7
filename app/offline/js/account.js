/**
 * Who works on this phone. The server's word is GET /api/me; between contacts the phone remembers it, so
 * that a cold start in the stairwell still opens the right person's data.
 *
 *   value "account"  {id, name, role, ...} or null
 *   value "signed"   "unknown" | "in" | "out" | "expired" (signed in here, but the server wants it again)
 */
import { get as value, set } from "../shared/store.js";
import { actFor, call } from "./api.js";
import { device, recount } from "./canary.js";
import * as db from "./db.js";
import { unsent } from "./records.js";
import { keyFrom } from "./vault.js";

let me = null; // {account, key, profile}
let left = 0; // how often somebody signed out here: an answer to an older question is not believed

/** {account, key, profile} of the person, or null. Everything stored is stored for `account`. */
export const current = () => me;

/** Cold start: the person this phone remembers, without asking anybody. */
export const recall = async () => {
  const profile = await db.get("meta", "active");
  const stored = profile && (await db.get("keys", profile.id));
  if (stored) adopt(profile, stored.key, value("signed") === "expired" ? "expired" : "in");
  else set("signed", "unknown");
  return me;
};

/** Ask the server who is signed in. Answers "same", "changed", "out", or what api.js calls the lack of an answer. */
export const meet = async () => {
  if ((await db.get("meta", "leaving")) && !(await tellLeaving())) return "out";
  const asked = left;
  const answer = await call("GET", `/api/me?device=${device()}`, { timeout: 15_000 });
  if (asked !== left) return "out";
  if (answer.is === "ok" && answer.json.id) return enter(answer.json, asked);
  if (answer.is !== "signin") return answer.is === "ok" ? "foreign" : answer.is;
  if (answer.json?.wipe) await wipe();
  set("signed", me ? "expired" : "out");
  return "out";
};

const enter = async (profile, asked) => {
  const { phone_key: secret, ...known } = profile;
  const before = me?.account;
  if (profile.wipe) {
    await wipe();
    return "out";
  }
  if (before && before !== known.id) await forget(before);
  const key = await keyFrom(secret);
  if (asked !== left) return "out";
  await db.write(["keys", "meta"], async (tx) => {
    await tx.objectStore("keys").put({ account: known.id, key });
    await tx.objectStore("meta").put(known, "active");
  });
  await recount(known.id, known.device);
  adopt(known, key, "in");
  return before === known.id ? "same" : "changed";
};

const adopt = (profile, key, signed) => {
  me = { account: profile.id, key, profile };
  actFor(profile.id);
  set("account", profile);
  set("signed", signed);
};

/** The session is over or belongs to somebody else: keep everything, ask to sign in. */
export const expired = () => set("signed", me ? "expired" : "out");

/**
 * Sign out on this phone, also without a network: the key, the downloaded rows and what was delivered go;
 * unsent records and drafts stay as ciphertext for their author. The server hears of it at once or later.
 */
export const leave = async ({ tell = true } = {}) => {
  left += 1;
  await db.put("meta", Date.now(), "leaving");
  if (me) await forget(me.account);
  if (tell) await tellLeaving();
};

// Done when the server no longer knows the session: the answer to a sign-out may come from the Wi-Fi's own page.
const tellLeaving = async () => {
  await call("POST", "/auth/logout", { timeout: 10_000 });
  const { is } = await call("GET", `/api/me?device=${device()}`, { timeout: 10_000 });
  if (is === "signin") await db.remove("meta", "leaving");
  return is === "signin";
};

/** Delete an account's key first, then what may go. Repeatable at any point. */
export const forget = async (account) => {
  await db.write(["keys", "meta"], async (tx) => {
    await tx.objectStore("keys").delete(account);
    if ((await tx.objectStore("meta").get("active"))?.id === account) await tx.objectStore("meta").delete("active");
  });
  if (me?.account === account) {
    me = null;
    actFor("");
    set("account", null);
    set("signed", "out");
  }
  await sweep(account);
};

/** The server's order: nothing readable stays for anybody, and the server is told. */
export const wipe = async () => {
  for (const { account } of await db.all("keys")) await forget(account);
  await call("POST", "/api/wiped", { body: JSON.stringify({ device_id: device() }) });
};

const sweep = (account) =>
  db.write(["records", "photos", "drafts", "views"], async (tx) => {
    const of = (store) => tx.objectStore(store).index("account").getAll(account);
    for (const { key } of await of("views")) await tx.objectStore("views").delete(key);
    const needed = new Set();
    for (const record of await of("records")) {
      if (unsent(record)) record.photos.forEach((photo) => needed.add(photo));
      else await tx.objectStore("records").delete(record.id);
    }
    for (const draft of await of("drafts")) draft.photos.forEach((photo) => needed.add(photo));
    for (const photo of await of("photos"))
      if (!needed.has(photo.sha256)) await tx.objectStore("photos").delete(photo.key);
  });
