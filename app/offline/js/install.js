/**
 * Putting Linju on the home screen: the value "install" = "" | "prompt" | "ios" | "menu", the way this browser
 * offers, and "" when it is there already or the person said not now (asked again after 30 days, twice at most).
 *
 * The moment: after the first visit has been delivered, or on the second day here: then the person knows what it is
 * good for. On an iPhone at once, because the icon has a store of its own and what was logged before would stay behind.
 */
import { get as value, keep, select, set } from "../shared/store.js";

const PAUSE = 30 * 24 * 3600_000;

keep("install.later", { times: 0, at: 0 });
keep("install.first", ""); // the day this phone first came here

const day = () => new Date().toDateString();
if (typeof window !== "undefined" && !value("install.first")) set("install.first", day());

select(
  "install",
  ["installable", "install.later", "install.first", "blocked", "signed", "outbox"],
  (installable, { times, at }, first, blocked, signed, outbox) => {
    if (blocked || standalone() || !["in", "expired"].includes(signed)) return "";
    if (times >= 2 || Date.now() - at < PAUSE) return "";
    if (ios()) return "ios";
    if (first === day() && !outbox.some(({ state }) => state === "delivered")) return "";
    return installable ? "prompt" : android() ? "menu" : "";
  },
  "",
);
if (value("installable") === undefined) set("installable", false);

const standalone = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const ios = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
const android = () => /Android|HarmonyOS|ArkWeb/i.test(navigator.userAgent);

/** The person wants it. The browser asks; its answer is respected. */
export const install = async () => {
  const prompt = globalThis.linju?.prompt;
  if (!prompt) return;
  await prompt.prompt();
  const { outcome } = await prompt.userChoice;
  globalThis.linju.prompt = undefined; // it can be used once
  set("installable", false);
  if (outcome !== "accepted") later();
};

/** Not now. */
export const later = () => {
  const { times } = value("install.later");
  set("install.later", { times: times + 1, at: Date.now() });
};
