/**
 * What this phone knows, by name: the values that screens written in Python read with
 * `app.shared.local.value(...)`. No server is asked; a change re-renders exactly the readers.
 *
 *   set("online", false)                       a plain value
 *   keep("lang", "zh")                         a plain value that survives a reload (localStorage)
 *   select("round", ["view:round", "outbox"],  a value computed from others, when somebody looks
 *          (rows, outbox, arg) => ..., [])
 *
 * The names of plain values are free. `view:<name>` holds the rows of a downloaded view, `outbox` the
 * records of this account (see offline/js). While a prerendered page is being taken over, every reader
 * sees its default, so the markup never mismatches; the real value follows in the same frame.
 */
import { useSyncExternalStore } from "react";
import { useLocation, useParams } from "react-router";

const PREFIX = "linju:";
const MEMORY = 64; // computed results kept per selector, one per argument

const values = new Map(); // name -> value
const defaults = new Map(); // name -> what a reader sees before there is a value
const kept = new Set(); // names written to localStorage
const selectors = new Map(); // name -> {from, compute, results: Map(arg -> {inputs, value})}
const providers = new Map(); // prefix -> function that fetches a value when the first reader asks
const wanted = new Set(); // names somebody reads
const listeners = new Map(); // name -> Set of functions
const browser = typeof window !== "undefined";

/** The value of `name` now; for a computed one `arg` is handed to its function. */
export const get = (name, arg) => {
  const selector = selectors.get(name);
  if (selector) return computed(selector, arg, name);
  return values.has(name) ? values.get(name) : defaults.get(name);
};

const computed = (selector, arg, name) => {
  const inputs = selector.from.map((source) => get(source));
  const known = selector.results.get(arg);
  if (known?.inputs.every((input, i) => Object.is(input, inputs[i]))) return known.value;
  const value = settle(known?.value, attempt(selector, inputs, arg, name));
  selector.results.delete(arg);
  selector.results.set(arg, { inputs, value });
  if (selector.results.size > MEMORY) selector.results.delete(selector.results.keys().next().value);
  return value;
};

// A screen that cannot be computed shows its empty state; the phone's other screens go on.
const attempt = (selector, inputs, arg, name) => {
  if (inputs.includes(undefined)) return defaults.get(name);
  try {
    return selector.compute(...inputs, arg);
  } catch (error) {
    console.error(`select ${name}`, error);
    return defaults.get(name);
  }
};

// An equal list or object keeps its identity: a sync that changed nothing re-renders nothing.
const settle = (before, after) => (same(before, after) ? before : after);
const same = (a, b) => {
  if (Object.is(a, b)) return true;
  if (!a || !b || typeof a !== "object" || typeof b !== "object" || Array.isArray(a) !== Array.isArray(b)) return false;
  if (!Array.isArray(a) && Object.getPrototypeOf(a) !== Object.prototype) return false; // a Map hides what it holds
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
};

/** Put a plain value; readers of it, and of whatever is computed from it, render again. */
export const set = (name, value) => {
  if (values.has(name) && Object.is(values.get(name), value)) return;
  values.set(name, value);
  if (kept.has(name) && browser) write(name, value);
  notify(name);
};

const write = (name, value) => {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the choice then lasts until the page is closed.
  }
};

const notify = (name) => {
  for (const listener of [...(listeners.get(name) ?? [])]) listener();
};

/** Call `listener` after every change of `name`; returns the function that stops it. */
export const subscribe = (name, listener) => {
  const names = plain(name);
  for (const each of names) {
    if (!listeners.has(each)) listeners.set(each, new Set());
    listeners.get(each).add(listener);
    want(each);
  }
  return () => names.forEach((each) => listeners.get(each).delete(listener));
};

const want = (name) => {
  if (wanted.has(name)) return;
  wanted.add(name);
  for (const [prefix, fetch] of providers) if (name.startsWith(prefix)) ask(fetch, name);
};

const ask = (fetch, name) => Promise.resolve(fetch(name)).catch((error) => console.error(`fetch ${name}`, error));

/** `fetch(name)` is called once for every name with this prefix that somebody reads, now or later. */
export const provide = (prefix, fetch) => {
  providers.set(prefix, fetch);
  for (const name of wanted) if (name.startsWith(prefix)) ask(fetch, name);
};

const plain = (name) => {
  const selector = selectors.get(name);
  return selector ? [...new Set([name, ...selector.from.flatMap(plain)])] : [name];
};

/** A plain value that is remembered on this phone, e.g. the language. Never personal data. */
export const keep = (name, fallback) => {
  kept.add(name);
  if (!defaults.has(name)) defaults.set(name, fallback);
  const stored = browser ? read(name) : undefined;
  if (stored !== undefined && !values.has(name)) set(name, stored);
};

const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
};

/**
 * A value computed from other named values. `compute(...inputs, arg)` must be pure; it runs when
 * somebody looks and one input is another object than last time. While an input has no value yet
 * readers see `empty`.
 */
export const select = (name, from, compute, empty) => {
  selectors.set(name, { from, compute, results: new Map() });
  if (empty !== undefined) defaults.set(name, empty);
  notify(name);
};

/** The hook behind `value(...)` in Python: `empty` is what prerendering and the first frame show. */
export const useLocal = (name, empty, arg) => {
  if (!defaults.has(name)) defaults.set(name, empty);
  return useSyncExternalStore(
    (listener) => subscribe(name, listener),
    () => get(name, arg) ?? defaults.get(name),
    () => defaults.get(name),
  );
};

/** A `[name]` part of the address, e.g. the id of /households/<id>. */
export const usePart = (name) => useParams()[name] ?? "";

/** A `?name=` of the address; empty while a prerendered page is being taken over. */
export const useQuery = (name) => {
  const { search } = useLocation();
  return useSyncExternalStore(
    () => () => {},
    () => new URLSearchParams(search).get(name) ?? "",
    () => "",
  );
};

/**
 * The handler behind `act(...)` in Python: load the module, call its function with the given
 * arguments and then whatever the browser handed to the event. Nothing may be thrown from here: an
 * unhandled rejection would queue a Reflex event and block Reflex's own queue while offline.
 */
export const run = async (load, name, args, given) => {
  try {
    return await (await load())[name](...args, ...given);
  } catch (error) {
    console.error(`act ${name}`, error);
    set("failure", { act: name, message: String(error?.message ?? error), at: Date.now() });
  }
};

/** Another tab of this phone changed a remembered value. */
if (browser) {
  window.addEventListener("storage", ({ key }) => {
    const name = key?.startsWith(PREFIX) ? key.slice(PREFIX.length) : "";
    if (kept.has(name)) set(name, read(name) ?? defaults.get(name));
  });
}

keep("lang", "zh");
keep("elder", false);
keep("theme", "auto");
select("dock.unsent", ["sync"], ({ unsent = 0 }) => unsent, 0); // shared/layout.py

/** The settings sheet (boot.js, in <head>) and the store tell each other what changed. */
if (browser) {
  window.addEventListener("linju:pref", ({ detail }) => set(detail.name, detail.value));
  for (const name of kept) subscribe(name, () => window.linju?.paint?.());
  subscribe("online", () => window.linju?.offline?.(get("online") === false));
}
