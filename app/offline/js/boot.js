/**
 * The first few bytes of "without signal": decides whether this browser may work offline at all, catches what
 * happens only once (the install prompt), loads the engine and, after the first paint, registers the worker.
 */
import { set } from "../shared/store.js";

const browser = typeof window !== "undefined";

/** "" or why offline work must not start here: "wechat" | "insecure" | "storage". */
export const obstacle = () => {
  if (/MicroMessenger/i.test(navigator.userAgent)) return "wechat";
  if (!window.isSecureContext || !globalThis.crypto?.subtle) return "insecure";
  return globalThis.indexedDB ? "" : "storage";
};

let engine;
/** The engine, started. Rejects where offline work is not possible. */
export const work = async () => {
  const why = obstacle();
  if (why) throw new Error(`no offline work here: ${why}`);
  engine ??= import("./engine.js");
  await (await engine).started();
  return engine;
};

const begin = () => {
  set("blocked", obstacle());
  (globalThis.linju ??= {}).newVersion = newVersion;
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // our own hint comes at a better moment (install.js)
    (globalThis.linju ??= {}).prompt = event;
    set("installable", true);
  });
  document.addEventListener("submit", signOut);
  window.addEventListener("appinstalled", () => set("installable", false));
  // A phone that has worked here reads its store while the page is being taken over, a new one as soon as a screen for
  // people at work has been painted. A visitor's first screen comes before all that.
  const painted = (then) => requestAnimationFrame(() => setTimeout(then, 0));
  if (known()) open();
  if (known()) painted(update);
  else if (document.querySelector(".lj-shell[data-dock]")) painted(() => (open(), update()));
  else (window.requestIdleCallback ?? setTimeout)(() => (open(), update()), { timeout: 3000 });
};

const known = () => {
  try {
    return Boolean(localStorage.getItem("linju:device"));
  } catch {
    return true;
  }
};

/**
 * Signing out, here or everywhere (shared/layout.py, accounts/page): the phone forgets first. Where it cannot, and for
 * "everywhere", the form posts as it is.
 */
const signOut = (event) => {
  const form = event.target;
  const path = new URL(form.getAttribute("action") ?? "", location.href).pathname;
  if (!path.startsWith("/auth/logout") || obstacle()) return;
  event.preventDefault();
  const here = path === "/auth/logout";
  work()
    .then((engine) => engine.signOut({ tell: here }))
    .then(() => (here ? location.assign("/") : form.submit()))
    .catch(() => form.submit());
};

/** Reflex found a server of another version (state.js is patched to ask here): no reload, we come to it. */
const newVersion = (info) => {
  import("./update.js").then(({ mismatch }) => mismatch(info)).catch(() => {});
  return true;
};

const open = () => {
  if (!obstacle()) work().catch((error) => console.error("offline", error));
};

const update = () => {
  if (obstacle()) return;
  import("./update.js").then(({ watch }) => watch()).catch((error) => console.error("update", error));
};

if (browser) begin();
