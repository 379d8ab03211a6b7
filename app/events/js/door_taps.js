/** What happens at the door: choosing the event, the camera, a scan, taking it back. Values: door.js. */
import { work } from "../offline/boot.js";
import { get, set } from "../shared/store.js";
import { scans } from "./book.js";
import { clock, eventOf, NOBODY, personBy } from "./door.js";
import { listen } from "./hand.js";
import { judge, MAY_INSIST } from "./judge.js";
import * as lens from "./lens.js";
import { digestsOf, readPass, whatElse } from "./pass.js";
import { sound, unlock } from "./voice.js";

const FIELD = "door-code";
const WORDS = "door-words";
const PATIENCE = 4_000; // ms that an unknown pass may be asked about
const SOUNDS = { enter: "good", back: "good", insisted: "good", already: "again", undone: "again", noted: "again" };

const asked = () => new URLSearchParams(location.search).get("event") ?? "";
const here = () => eventOf(get("door.book"), get("door.chosen"), asked(), Date.now());

// --- the screen ---------------------------------------------------------------------------------------

let quiet = null;

/** It is there: a hand scanner is heard, and the camera comes on where it may. */
export const enter = async () => {
  if (asked()) set("door.chosen", asked()); // somebody may have stood at another door before
  quiet?.();
  quiet = listen((text) => scanned(text, "hid"));
  set("door.listens", true);
  if (await lens.allowed()) look();
};

/** The address names an event that is not here: it may have been published a minute ago. */
export const seek = async () => {
  if (get("online") !== false) await (await work()).wake("manual");
};

/** It is gone. */
export const leave = () => {
  quiet?.();
  quiet = null;
  set("door.listens", false);
  lens.turnOff();
  set("door.verdict", NOBODY);
};

/** Stand at the door of this event; a reload finds it again. */
export const choose = (id) => {
  set("door.chosen", id);
  set("door.verdict", NOBODY);
  history.replaceState(history.state, "", `/door?event=${encodeURIComponent(id)}`);
};

/** The camera, on. */
export const look = () => {
  unlock();
  lens.turnOn((text) => scanned(text, "camera"));
};

export const rest = () => lens.turnOff();
export const light = () => lens.light();

/** A setting of this phone: "sound" or "speech". */
export const prefer = (name, event) => {
  unlock();
  set(`door.${name}`, Boolean(event?.target?.checked ?? event));
};

/** Six letters (or a whole address) in the field. What is no code stays there to be mended. */
export const typed = async ({ code = "" } = {}) => {
  unlock();
  const field = document.getElementById(FIELD);
  if (!code.trim()) return field?.focus();
  await scanned(code, "typed");
  if (!field) return;
  if (get("door.verdict").code.startsWith("no:")) field.select();
  else field.value = "";
  field.focus();
};

// --- a scan -------------------------------------------------------------------------------------------

let line = Promise.resolve();

/** One after the other: the second scan of a card must know of the first. */
export const scanned = (text, via) => (line = line.then(() => scan(text, via)).catch(failed));

const failed = (error) => {
  console.error("scan", error);
  show({ code: "unsaved", why: error?.name ?? "" });
};

const scan = async (text, via) => {
  const event = here();
  if (!event) return show({ code: "no:event", via });
  const { token, short } = readPass(text);
  if (!token && !short) return show({ code: `no:${whatElse(text)}`, via });
  const pass = token ?? short;
  let found = await judged(event, pass);
  if (found.code === "unknown" && get("online") !== false) {
    show({ code: "checking", via }, { silent: true });
    await asking();
    found = await judged(event, pass);
  }
  await settle(event, pass, via, found, found.letsIn);
};

const judged = async (event, pass) => {
  const book = get("door.book");
  const digests = await digestsOf(pass, book.communities);
  const all = new Map([...get("door.digests"), [pass, digests]]);
  set("door.digests", all);
  return judge(book, event, scans(get("outbox") ?? [], event), personBy(book, all), digests, Date.now() / 1000);
};

// A pass that was issued a minute ago: bring what lies here up to date, but nobody waits for long.
const asking = async () => {
  const engine = await work();
  await Promise.race([engine.wake("manual"), new Promise((done) => setTimeout(done, PATIENCE))]);
};

// What is let in goes to the server; a refusal is between the two at the door.
const settle = async (event, pass, via, { code, name, came }, letIn) => {
  const record = letIn ? await keep(event, pass, via, name) : "";
  const insisted = letIn && MAY_INSIST.has(code);
  show({
    code: insisted ? (code === "unknown" ? "noted" : "insisted") : code,
    name, via, record,
    text: pass,
    insist: !letIn && MAY_INSIST.has(code),
    came: came === null ? "" : clock(came),
  });
};

const keep = async (event, pass, via, name) => {
  const { outbox } = await work();
  const title = [name || pass, get("door.book").events.get(event)?.title ?? ""].join(" · ");
  const data = { event_id: event, pass, via, let_in: true };
  return (await outbox.save({ kind: "checkin.scan", version: 1, title, page: `/door?event=${event}`, data })).id;
};

let shown = 0;
const show = (verdict, { silent = false } = {}) => {
  shown += 1;
  set("door.verdict", { ...NOBODY, at: clock(Date.now() / 1000), ...verdict, number: shown });
  requestAnimationFrame(() => document.querySelector("[data-verdict]")?.scrollIntoView({ block: "nearest" }));
  if (!silent) sound(SOUNDS[verdict.code] ?? "bad", WORDS);
};

/** Somebody who is refused for want of a place comes in all the same: a person at the door has decided. */
export const insist = () => {
  const { text, via, code, name, insist: may } = get("door.verdict");
  if (!may) return;
  set("door.verdict", { ...get("door.verdict"), insist: false }); // two taps are one
  line = line.then(() => settle(here(), text, via, { code, name, came: null }, true)).catch(failed);
  return line;
};

/**
 * Take a scan back: what has not left this phone is not sent; what has is followed by an order to the server
 * (`checkin.undo`).
 */
export const undo = async (id) => {
  const { outbox } = await work();
  const record = (get("outbox") ?? []).find((one) => one.id === id);
  if (!record) return;
  if (record.state === "queued") await outbox.withdraw(id);
  else await outbox.save({ kind: "checkin.undo", version: 1, parent: id, title: record.title, page: record.page ?? "", data: { event_id: record.data.event_id, pass: record.data.pass, scan_id: id } });
  show({ code: "undone", name: record.title.split(" · ")[0] });
};
