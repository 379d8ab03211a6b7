/** What every screen of a visit starts from on this phone: the day it is, the community's words, the cards by household. */
import { select, set } from "../shared/store.js";
import { dayOf } from "./days.js";
import { vocabulary } from "./speech.js";

/** Seen again whenever the phone is taken out of the pocket. */
const look = () => set("today", dayOf(Date.now()));
look();
if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", look);
  setInterval(look, 60_000);
}

// Before the words have come the doors are shown without them.
select("words", ["view:words", "lang"], vocabulary, new Map());

select("cards", ["view:cards"], (rows) => new Map(rows.map((row) => [row.id, row])));
