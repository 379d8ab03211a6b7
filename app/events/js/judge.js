/** One scan at the door of one event: who it is and what is to be said. Pure; the decision itself is admission.js. */
import { decide, LETS_IN } from "./admission.js";
import { passOf, standing } from "./book.js";

/**
 * Who stays outside unless a person at the door decides otherwise. The server lets it stand and shows it for review
 * (`STANDS` in rules/admission.py); a pass that nobody knows yet it looks up when it hears of it.
 */
export const MAY_INSIST = new Set(["full", "waiting", "no_walk_in", "unknown"]);

/** The local day of a moment (Unix seconds) as the server writes it. Events take place where the phone is. */
export const dayOf = (unix) => {
  const date = new Date(unix * 1000);
  const pad = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
};

/**
 * {code, letsIn, person, name, came}: `code` is a verdict of admission.js; `came`: when they came before, or null.
 *
 * `mine`: this phone's scans of the event (book.js), `personOf` names their people; `digests` are of what was read.
 */
export const judge = (book, event, mine, personOf, digests, now) => {
  const pass = passOf(book, digests);
  const row = book.events.get(event);
  const { place, taken } = standing(book, event, mine, personOf);
  const known = pass && pass.person ? place(pass.person) : { state: "none", came: null, left: null };
  const code = decide({
    now,
    today: dayOf(now),
    code: "none",
    event: { ...row, taken },
    comer: { shows: "pass", known: Boolean(pass), revoked: pass?.revoked ?? null, pin: "none", staff: false },
    place: { state: known.state, came: known.came, left: known.left },
  });
  return { code, letsIn: LETS_IN.has(code), person: pass?.person ?? "", name: pass?.name ?? "", came: known.came };
};
