/**
 * Half-filled forms, on disk while they are being typed. A draft: {key, account, name, photos, saved_at, sealed}.
 * Not sent anywhere; deleted when its record is saved or the person discards it.
 */
import { current } from "./account.js";
import * as db from "./db.js";
import { reach } from "./fault.js";
import { seal, unseal } from "./vault.js";

/** Keep `content` (any JSON) under `name`; `photos` are the hashes it needs. */
export const put = async (name, content, photos = []) => {
  const { account, key } = current();
  const id = `${account}:${name}`;
  const sealed = await seal(key, content, id);
  await db.hasty("drafts", { key: id, account, name, photos, saved_at: Date.now(), sealed });
  await reach("draft");
};

/** {content, saved_at} or null. */
export const get = async (name) => {
  const me = current();
  const draft = me && (await db.get("drafts", `${me.account}:${name}`));
  if (!draft) return null;
  try {
    return { content: await unseal(me.key, draft.sealed, draft.key), saved_at: draft.saved_at };
  } catch {
    return null;
  }
};

export const discard = async (name) => {
  const me = current();
  if (me) await db.remove("drafts", `${me.account}:${name}`);
};

/** [{name, saved_at}] of this account, newest first; the names say which form and which household. */
export const list = async () => {
  const me = current();
  const drafts = me ? await db.ofAccount("drafts", me.account) : [];
  return drafts.map(({ name, saved_at }) => ({ name, saved_at })).sort((a, b) => b.saved_at - a.saved_at);
};
