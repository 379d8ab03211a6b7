/**
 * An open phone comes to the new version without losing a half-filled form.
 *
 * A new worker installs beside the old one and waits. It takes over when the person says so, or by itself at
 * a moment when nobody is filling anything in: right after the start, on a change of screen, when the app goes
 * to the background. Every form is on disk before the page is loaded anew.
 *
 *   value "update": "" | "ready" | "reload"   value "editing": how many forms on this page hold something unsaved
 */
import { get as value, set } from "../shared/store.js";
import { flushForms } from "./forms.js";

const RECHECK = 10 * 60_000;
const FIRST_AGAIN = 5_000;
const COOLDOWN = 5 * 60_000;
const worker = globalThis.navigator?.serviceWorker;

let registration = null;
let checked_at = 0;
let reloading = false;
let decided = false; // in this tab: by the person, or at a quiet moment

/** Register the worker and follow its life. */
export const watch = async () => {
  if (!worker) return;
  let controlled = Boolean(worker.controller);
  worker.addEventListener("controllerchange", () => {
    if (controlled) takenOver();
    controlled = true;
  });
  await enrol();
  document.addEventListener("visibilitychange", moment);
  addEventListener("online", recheck);
  addEventListener("vite:preloadError", gone);
  onNavigation(() => moment({ type: "navigation" }));
};

// The first install fetches the whole app: on a poor line one file fails and all is undone. It begins again by itself,
// because whoever waits for it looks at this page until the phone is ready for the stairwell.
const enrol = async (wait = FIRST_AGAIN) => {
  const again = () => setTimeout(() => enrol(Math.min(RECHECK, wait * 2)), wait);
  try {
    registration = await worker.register("/sw.js", { updateViaCache: "none" });
  } catch (error) {
    console.error("worker", error);
    return again();
  }
  checked_at = Date.now();
  const first = !worker.controller && registration.installing;
  if (first) first.addEventListener("statechange", () => first.state === "redundant" && !registration.active && again());
  follow(registration);
  worker.ready.then(({ active }) => worker.controller ?? active.postMessage({ type: "CLAIM" })); // see worker.py
};

const follow = (reg) => {
  if (reg.waiting && worker.controller) ready("found");
  reg.addEventListener("updatefound", () => {
    const fresh = reg.installing;
    fresh?.addEventListener("statechange", () => fresh.state === "installed" && worker.controller && ready("installed"));
  });
};

const ready = () => {
  set("update", "ready");
  const untouched = performance.now() < 8000 && navigator.userActivation?.hasBeenActive === false;
  if (untouched && idle()) apply();
};

const idle = () => !value("editing");

const moment = ({ type }) => {
  const away = document.visibilityState === "hidden";
  if (!away && type === "visibilitychange") recheck();
  if (value("update") === "ready" && idle() && (away || type === "navigation")) apply();
};

const onNavigation = (listener) => {
  const push = history.pushState;
  history.pushState = function (...args) {
    push.apply(this, args);
    setTimeout(listener, 0);
  };
};

const recheck = () => {
  if (!registration || Date.now() - checked_at < RECHECK) return;
  checked_at = Date.now();
  registration.update().catch(() => {}); // no network: next time
};

/** Come to the new version now. Every form is saved first. */
export const apply = async () => {
  decided = true;
  await flushForms();
  const waiting = registration?.waiting;
  if (waiting) waiting.postMessage({ type: "SKIP_WAITING" }); // controllerchange follows
  else await reload();
};

const takenOver = async () => {
  // Another tab may have decided it: a form in this one is saved, but not torn away while it is typed in.
  if (decided || idle()) await reload();
  else set("update", "reload");
};

const reload = async () => {
  if (reloading) return;
  reloading = true;
  await flushForms();
  location.reload();
};

/**
 * The server runs another version than this page. Ask for the worker's update; without a worker load the page
 * anew, at most once in five minutes, so that a server that disagrees with its own build never makes a loop.
 */
export const mismatch = async () => {
  if (registration ?? worker?.controller) {
    registration ??= await worker.getRegistration().catch(() => null);
    const before = registration?.waiting;
    await registration?.update().catch(() => {});
    if (registration?.installing || registration?.waiting || before) return;
  }
  if (recently()) return;
  if (idle() && !worker?.controller) await reload();
};

const recently = () => {
  try {
    const last = Number(sessionStorage.getItem("linju:reloaded")) || 0;
    if (Date.now() - last < COOLDOWN) return true;
    sessionStorage.setItem("linju:reloaded", String(Date.now()));
    return false;
  } catch {
    return true;
  }
};

// A chunk of this version is no longer there: only a new page can help.
const gone = (event) => {
  event.preventDefault();
  if (navigator.onLine === false || recently()) return;
  apply().catch(() => {});
};
