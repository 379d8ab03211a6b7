/** What the tablet tells the server about the check that is under way. Nothing is stored here. */
import { get, set } from "../shared/store.js";

const JSON_BODY = { "content-type": "application/json", accept: "application/json" };

const ask = async (path, body) => {
  const options = body === undefined ? {} : { method: "POST", headers: JSON_BODY, body: JSON.stringify(body) };
  const answer = await fetch(path, { ...options, credentials: "same-origin", cache: "no-store" });
  const json = /json/.test(answer.headers.get("content-type") ?? "") ? await answer.json() : null;
  return { status: answer.status, ok: answer.ok, json };
};

/** Readings of whoever sits here, to their record. Resolves with "sent", "unsaved" (try again) or "over" (signed out). */
export const send = async (data) => {
  const { ok, status } = await ask("/api/health/sitting/measure", data);
  if (ok) return "sent";
  return status === 401 ? "over" : "unsaved";
};

/** One more anonymous check was made. Nothing about it is told; that it could not be counted is no matter. */
export const count = () => ask("/api/health/just-measured", {}).catch(() => {});

/**
 * Who sits here: `health.sitter` = {signed, name, age, sex, consent_keep, …settings}. Asking also tells the server that
 * somebody is still there. Resolves with it, or null where the server cannot be reached.
 */
export const sitting = async () => {
  try {
    const { ok, json } = await ask("/api/health/sitting");
    return ok && json ? seen(json.person, json.settings) : null;
  } catch {
    return null;
  }
};

const seen = (person, settings) => {
  const who = { ...settings, ...person, signed: Boolean(person) };
  set("health.sitter", who);
  return who;
};

/** Whoever sits here agrees to one kind, in the words of that version. Resolves with whether it is so now. */
export const agree = async (kind, version) => {
  try {
    const { ok, json } = await ask("/api/health/sitting/consent", { kind, version });
    if (ok && json) seen(json.person, get("health.sitter"));
    return ok;
  } catch {
    return false;
  }
};
