/** A sentence above the dock for a few seconds: the value "notice". Modules `set("notice", {what, …})`. */
import { get, set, subscribe } from "../shared/store.js";

const SECONDS = { saved: 4, exported: 6, copied: 6, unsaved: 12, no_photo: 9, failed: 9 };

if (typeof window !== "undefined") {
  subscribe("notice", () => {
    const shown = get("notice");
    if (shown?.what) setTimeout(() => get("notice") === shown && set("notice", { what: "" }), 1000 * (SECONDS[shown.what] ?? 6));
  });
  subscribe("failure", () => set("notice", { what: "failed", at: Date.now() }));
}
