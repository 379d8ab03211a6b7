/**
 * What a tap in the guided check does: the machine of guide.js with this phone's clock, judge and person; and keeping what
 * was read. Values:
 *
 *   health.guide  the state of the check    health.now   ms, ticks while somebody waits    health.title  for the sync centre
 *   health.saved  "" | "saving" | "saved" (on this phone) | "sent" | "unsaved" | "none" (nothing is kept)
 *
 * `health.place` says where: "home" (one's own phone: into the outbox) or "lounge" (the tablet: to the server, nothing stays).
 */
import { v7 } from "uuid";

import { get, set } from "../shared/store.js";
import { START, step } from "./guide.js";
import { askAnew, keep, restore, saveDraft } from "./guide_home.js";
import { judge } from "./judge.js";
import { whoNow } from "./guide_screen.js";
import { count, send } from "./lounge_send.js";

const BEAT = 500; // ms

const state = () => get("health.guide") ?? START;
const world = () => ({ now: Date.now(), judge, who: whoNow(), id: v7 });

/** One tap: `tap("key", "7")`. */
export const tap = (what, argument) => move([what, typeof argument === "object" && argument?.nativeEvent ? undefined : argument]);

const move = (event) => {
  const before = state();
  const after = step(before, event, world());
  if (after === before) return;
  if (event[0] !== "tick" && event[0] !== "heard") set("health.notes", []);
  set("health.guide", after);
  if (after.step !== before.step) arrived(after);
  if (after.readings.length > kept && ["urgent", "result"].includes(after.step)) hold(after);
  else if (get("health.place") === "home" && whoNow().keeping) saveDraft(after);
};

/** Begin one measure; `title` is what the sync centre calls it, without any value. */
export const begin = (measure, title) => {
  set("health.title", title);
  set("health.saved", "");
  kept = 0;
  move(["choose", measure]);
};

/** Away from the check. What was read and not yet kept is kept first; resolves when that is done, or cannot be. */
export const leave = () => {
  const now = state();
  const held = now.readings.length > kept && now.step !== "choose" ? hold(now) : retry();
  if (get("health.place") === "home") Promise.resolve(held).then(() => unsaved || saveDraft(START));
  set("health.guide", START);
  kept = 0;
  arrived(START);
  return held;
};

// Where one goes on is at the top, and is said.
const arrived = ({ step: where }) => {
  beat(where === "rest" || where === "between");
  requestAnimationFrame(() => {
    const low = document.documentElement.dataset.elder !== undefined && where === "type";
    if (low) document.querySelector("[data-guide]")?.scrollIntoView(); // all keys in sight, however large the letters
    else scrollTo({ top: 0 });
    document.querySelector("[data-guide] :is(h1, h2)")?.focus({ preventScroll: true });
  });
};

let timer = 0;
const beat = (on) => {
  clearInterval(timer);
  timer = 0;
  if (!on) return;
  const tick = () => {
    set("health.now", Date.now());
    move(["tick"]);
  };
  tick();
  timer = setInterval(tick, BEAT);
};

// --- keeping ------------------------------------------------------------------------------------------

let kept = 0; // readings of this check that were handed on

const hold = async (now) => {
  const fresh = now.readings.slice(kept);
  kept = now.readings.length;
  const { keeping } = whoNow();
  if (!keeping) {
    set("health.saved", "none");
    if (get("health.place") === "lounge" && now.step === "result") count();
    return;
  }
  set("health.saved", "saving");
  const before = unsaved?.check_id === now.check ? unsaved.readings : [];
  unsaved = { check_id: now.check, readings: [...before, ...fresh] };
  await retry();
};

let unsaved = null;

/** Keep once more what could not be kept. */
export const retry = async () => {
  if (!unsaved) return;
  const data = unsaved;
  const how = get("health.place") === "lounge" ? send : (what) => keep(what, get("health.title") ?? "");
  const said = await how(data).catch((error) => (console.error("keep a reading", error), "unsaved"));
  if (said !== "unsaved" && unsaved === data) unsaved = null;
  set("health.saved", said);
};

// --- the instrument -----------------------------------------------------------------------------------

/** Ask the instrument. `health.cuff`: "" | "asking" | why not, `health.notes`: what it said besides (codes of bluetooth/cuff.js). */
export const instrument = async () => {
  const { measure } = state();
  set("health.cuff", "asking");
  try {
    const cuff = await import("./bluetooth/cuff.js");
    const heard = await cuff.measure(measure);
    set("health.cuff", "");
    move(["heard", heard]);
    set("health.notes", heard.notes ?? []);
  } catch (error) {
    set("health.cuff", typeof error?.code === "string" ? error.code : "refused");
  }
};

// --- keys ---------------------------------------------------------------------------------------------

/** The screen is there ("home" or "lounge"): real keys work like those on it, and a check that was under way goes on. */
export const enter = async (place) => {
  set("health.place", place);
  document.addEventListener("keydown", onKey);
  document.addEventListener("mousedown", keepFocus);
  set("health.bluetooth", Boolean(globalThis.navigator?.bluetooth));
  if (get("health.bluetooth")) import("./bluetooth/cuff.js").catch(() => {}); // there when tapped: a tap permits it only for moments
  if (place === "home") askAnew();
  if (place !== "home" || state().step !== "choose") return;
  const before = await restore();
  if (before && state().step === "choose") {
    set("health.guide", before.state);
    set("health.title", before.title);
    arrived(before.state);
  }
};

/** The screen is gone. */
export const exit = () => {
  document.removeEventListener("keydown", onKey);
  document.removeEventListener("mousedown", keepFocus);
  beat(false);
};

const onKey = (event) => {
  if (state().step !== "type" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, textarea, dialog")) return;
  if (event.key === "Enter" && event.target.closest?.("button, a, summary")) return; // it presses what it stands on
  const what = event.key === "Enter" ? ["next"] : event.key === "Backspace" ? ["key", "back"] : /^[0-9.]$/.test(event.key) ? ["key", event.key] : null;
  if (!what) return;
  event.preventDefault();
  move(what);
};

// A tapped key does not take the focus, so that Enter goes on afterwards.
const keepFocus = (event) => event.target.closest?.("[data-pad]") && event.preventDefault();
