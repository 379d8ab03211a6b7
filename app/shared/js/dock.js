/** The bottom of the screen shows the places of whoever works on this phone: a changed role shows at the next contact. */
import { get, subscribe } from "./store.js";

if (typeof window !== "undefined") {
  subscribe("account", () => {
    const person = get("account");
    if (!person || person.dock) window.linju?.dock?.(person?.dock ?? "");
  });
}
