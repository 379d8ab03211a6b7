/**
 * How this phone notices that the browser threw its data away. Every record has a number; the last number
 * and the numbers not yet sent are also kept outside the database: in localStorage, and the last number in a
 * cookie and (by the heartbeat) on the server. No name and no content is in there.
 *
 * At the start the two are compared. Numbers that were unsent and are gone are `missing`:
 * value "missing" = [{number, made_at}], until the person has read it.
 */
import { v7 } from "uuid";

import { set } from "../shared/store.js";
import * as db from "./db.js";
import { unsent } from "./records.js";

const COOKIE = "linju_device";
const YEAR = 31_536_000;
const slot = (account) => `linju:canary:${account}`;
let id = "";

/** This phone's name: in the cookie, because it outlives an eviction, and in localStorage. */
export const device = () => {
  id ||= cookie().id || stored("linju:device") || v7();
  keep("linju:device", id);
  return id;
};

const cookie = () => {
  const text = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? "";
  const [name = "", last = "0"] = text.split(".");
  return { id: /^[\w-]{8,64}$/.test(name) ? name : "", last: Number(last) || 0 };
};

const stored = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

const keep = (name, text) => {
  try {
    localStorage.setItem(name, text);
  } catch {
    // Full or forbidden: the cookie and the server still know the last number.
  }
};

const bird = (account) => {
  try {
    return JSON.parse(stored(slot(account)) ?? "null") ?? { last: 0, unsent: [] };
  } catch {
    return { last: 0, unsent: [] };
  }
};

/** Write down what `records` says; call it only after the database has committed. */
export const sing = (account, records, last) => {
  const waiting = records.filter(unsent).map(({ number, made_at }) => [number, made_at]);
  keep(slot(account), JSON.stringify({ last, unsent: waiting }));
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${COOKIE}=${device()}.${Math.max(last, cookie().last)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
};

/**
 * Before an account works here: never give a number twice, and find out what is missing.
 * `known` is what the server remembers of this phone: {last_number, waiting: [{id, number, label, made_at}]}.
 */
export const recount = async (account, known = {}) => {
  const { last, unsent: waiting } = bird(account); // read before the database: another tab may be saving
  const records = await db.ofAccount("records", account);
  const counted = (await db.get("meta", `number:${account}`)) ?? 0;
  const highest = Math.max(counted, last, known.last_number ?? 0, ...records.map(({ number }) => number));
  if (highest > counted) await db.put("meta", highest, `number:${account}`);
  await remember(account, [...lost(waiting, records), ...lostByServer(known.waiting ?? [], records)]);
};

const lost = (waiting, records) => {
  const there = new Set(records.map(({ number }) => number));
  return waiting.filter(([number]) => !there.has(number)).map(([number, made_at]) => ({ number, made_at, label: "" }));
};

const lostByServer = (waiting, records) => {
  const there = new Set(records.map(({ id }) => id));
  return waiting.filter(({ id }) => !there.has(id)).map(({ number, made_at, label }) => ({ number, made_at, label }));
};

const remember = async (account, gone) => {
  const before = (await db.get("meta", `missing:${account}`)) ?? [];
  const missing = new Map([...before, ...gone].map((item) => [item.number, item]));
  const list = [...missing.values()].sort((a, b) => a.number - b.number);
  if (gone.length) await db.put("meta", list, `missing:${account}`);
  set("missing", list);
};

/** The person has read what is missing. */
export const acknowledge = async (account) => {
  await db.remove("meta", `missing:${account}`);
  set("missing", []);
};
