/**
 * The shared tablet: somebody sits down with pass and PIN or without a name, and gets up again. Values:
 *
 *   health.seat    "" (looking) | "start" | "pin" | "consent" | "guide" | "gone" (no server)
 *   health.consent the kind that is asked for; health.agreeing "" | "asking" | "failed"
 *   health.pass    the pass that was scanned or typed, until the PIN is sent
 *   health.pin     how many digits of the PIN have been typed
 *   health.ending  seconds until the tablet signs out by itself, 0 while there is time
 *
 * Nothing is written on this device. Whoever gets up, or is away too long, leaves an empty start behind.
 */
import { get, set } from "../shared/store.js";
import { START } from "./guide.js";
import { leave } from "./guide_taps.js";
import { agree, sitting } from "./lounge_send.js";

const LAST = 10; // seconds that are counted aloud
const BEAT = 500; // ms
const TOLD = 10_000; // ms after which the server is told again that somebody is here
const EVENTS = ["pointerdown", "keydown", "input"];
const PATIENT = 3000; // ms for the last readings to arrive; the screen is empty already
const START_SECONDS = 120; // for who looks for a PIN; nothing of anybody is on the screen yet

let touched_at = 0;
let told_at = 0;
let watching = 0;

/** The screen is there. */
export const enter = async () => {
  addEventListener("pageshow", fresh);
  addEventListener("pagehide", forget);
  EVENTS.forEach((name) => addEventListener(name, touched, { passive: true, capture: true }));
  document.addEventListener("keydown", onKey);
  touched();
  watching ||= setInterval(watch, BEAT);
  const who = await sitting();
  if (who === null) return set("health.seat", "gone");
  const asks = who.signed && !who.consent_keep && !who.needs_guardian;
  if (asks) set("health.consent", "keep");
  set("health.seat", asks ? "consent" : who.signed ? "guide" : "start");
  told_at = Date.now();
};

/** The screen is gone. */
export const exit = () => {
  removeEventListener("pageshow", fresh);
  removeEventListener("pagehide", forget);
  EVENTS.forEach((name) => removeEventListener(name, touched, { capture: true }));
  document.removeEventListener("keydown", onKey);
  clearInterval(watching);
  watching = 0;
  rest();
};

// A page that the browser kept for the way back asks anew who sits here.
const fresh = ({ persisted }) => persisted && location.reload();

/** Nothing of anybody is left in this page. */
export const forget = () => {
  for (const [name, empty] of [["guide", START], ["sitter", null], ["saved", ""], ["pass", ""], ["pin", 0], ["title", ""], ["just", false], ["ending", 0], ["consent", "keep"], ["agreeing", ""], ["seat", ""]])
    set(`health.${name}`, empty);
  pin = "";
  document.querySelectorAll("main form").forEach((form) => form.reset());
};

// --- being there --------------------------------------------------------------------------------------

const touched = () => {
  touched_at = Date.now();
  if (get("health.ending")) set("health.ending", 0);
};

// Who waits for the clock to run out need not touch anything.
const patience = () => {
  const { until = 0 } = get("health.guide") ?? START;
  const seat = get("health.seat");
  const seconds = seat !== "pin" ? (get("health.sitter")?.idle_seconds ?? 60) : START_SECONDS;
  return Math.max(touched_at, Math.min(until, Date.now())) + seconds * 1000;
};

const busy = () => ["guide", "pin", "consent"].includes(get("health.seat"));

const watch = () => {
  if (!busy()) return;
  const left = patience() - Date.now();
  if (left <= 0) return finish();
  set("health.ending", left <= LAST * 1000 ? Math.ceil(left / 1000) : 0);
  const waits = (get("health.guide")?.until ?? 0) > Date.now();
  const here = waits || touched_at > told_at;
  if (here && get("health.sitter")?.signed && Date.now() - told_at > TOLD) stillHere();
};

const stillHere = async () => {
  told_at = Date.now();
  const who = await sitting();
  if (who && !who.signed && get("health.seat") === "guide" && !get("health.just")) finish();
};

/** Get up: by the button, or by being away. What was read and not yet kept goes to its owner's record first. */
export const finish = async () => {
  const signed = get("health.sitter")?.signed;
  const held = signed ? leave() : undefined;
  forget();
  rest();
  await Promise.race([held, new Promise((over) => setTimeout(over, PATIENT))]);
  if (signed) await fetch("/health/lounge/leave", { method: "POST", keepalive: true, credentials: "same-origin", redirect: "manual" }).catch(() => {});
  location.replace("/health/lounge");
};

/** Yes to what stands on the screen: keeping first, then being looked after. */
export const say_yes = async (kind, version) => {
  set("health.agreeing", "asking");
  const done = await agree(kind, version);
  set("health.agreeing", done ? "" : "failed");
  if (done) asked(kind);
};

/** No: nothing else is refused for it. */
export const say_no = (kind) => {
  set("health.agreeing", "");
  asked(kind);
};

const asked = (kind) => {
  const more = kind === "keep" && get("health.sitter")?.consent_keep && !get("health.sitter")?.consent_follow_up;
  if (more) return set("health.consent", "follow_up");
  set("health.seat", "guide");
};

/** Without a name: nothing is kept. */
export const justMeasure = () => {
  set("health.just", true);
  set("health.seat", "guide");
  rest();
};

// --- pass and PIN -------------------------------------------------------------------------------------

let pin = "";

/** A pass was scanned, or its six letters typed (a form's fields). */
export const passed = async (given) => {
  const { readPass } = await import("../events/pass.js");
  const text = typeof given === "string" ? given : (given?.code ?? "");
  const { token, short } = readPass(text);
  if (!token && !short) return set("health.wrong", "pass");
  rest();
  set("health.wrong", "");
  set("health.pass", token ?? short);
  set("health.seat", "pin");
};

/** A key of the PIN's pad: a digit or "back". */
export const digit = (key) => {
  pin = key === "back" ? pin.slice(0, -1) : (pin + key).slice(0, 8);
  set("health.pin", pin.length);
};

/** Send both. The browser itself does it: a whole new page, and the cookie is none of ours. */
export const sit = () => {
  const form = document.getElementById("sit");
  if (!form || pin.length < 4) return;
  form.elements.pass.value = get("health.pass");
  form.elements.pin.value = pin;
  form.submit();
};

const onKey = (event) => {
  if (get("health.seat") !== "pin" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("dialog, input")) return;
  if (/^\d$/.test(event.key)) digit(event.key);
  else if (event.key === "Backspace") digit("back");
  else if (event.key === "Enter" && !event.target.closest?.("button, a")) sit();
};

/** Back to the start. */
export const back = () => {
  forget();
  set("health.seat", "start");
};

// --- the camera ---------------------------------------------------------------------------------------

let scanner = null;
let quiet = null;

/** The start is there: a hand scanner is heard. */
export const listen = async () => {
  const hand = await import("../events/hand.js");
  quiet?.();
  quiet = hand.listen(passed);
};

/** The camera, on. `health.camera`: "off" or what scanner.js tells. */
export const look = async () => {
  const { start } = await import("../events/scanner.js");
  const video = document.getElementById("lounge-camera");
  if (!video) return;
  scanner?.stop();
  scanner = start(video, { heard: passed, told: (state) => set("health.camera", state) });
};

/** The camera and the hand scanner, off. */
export const rest = () => {
  scanner?.stop();
  scanner = null;
  quiet?.();
  quiet = null;
  set("health.camera", "off");
};
