/** The screen "card": one household of this phone, and the taps on it. All thinking is in household.js. */
import { work } from "../offline/boot.js";
import { select, set, subscribe } from "../shared/store.js";
import { door, noted, over, short } from "./door.js";
import "./given.js";
import { marks, needs, notes, proposals, visits } from "./household.js";
import { people } from "./people.js";

select(
  "card",
  ["cards", "view:round", "outbox", "words", "today", "lang", "sync"],
  (cards, round, outbox, words, today, lang, { drafts }, id) => {
    const row = cards.get(id);
    if (!row) return MISSING;
    const due = round.find((one) => one.id === id);
    return {
      ready: true,
      missing: false,
      id,
      door: due ? door(due, over(outbox).get(id), today, words, noted(outbox).get(id)) : { ...NO_DOOR, label: short(row) },
      place: [row.estate, row.grid].filter(Boolean).join(" · "),
      people: people(row, today, words),
      notes: notes(row, outbox, today, lang),
      needs: needs(row, outbox, today, words, lang),
      visits: visits(row, outbox, today, words, lang),
      marks: marks(row, outbox, words, today, lang),
      proposals: proposals(row, outbox),
      draft: drafts.some(({ name }) => name === `visit.log:${id}`),
    };
  },
);

const NO_DOOR = { id: "", label: "", estate: "", head: "", people: 0, tags: [], state: "none", outcome: "", mark: "", late: 0, left: 0, reason: "", again: "" };
const MISSING = {
  ready: false, missing: true, id: "", door: NO_DOOR, place: "", people: [], notes: [], needs: [], visits: [], marks: [], proposals: [], draft: false,
};

/** Which need is being closed, for the sheet. */
set("closing", { id: "", text: "" });
export const closing = (id, text) => set("closing", { id, text });

/** A sheet whose form was saved has done its work. */
subscribe("notice", () => {
  for (const sheet of document.querySelectorAll("dialog[open]")) if (sheet.querySelector("form[data-kind]")) sheet.close();
});

const keep = async (kind, data, title) => (await work()).outbox.save({ kind, data, title });

/** A note no longer holds. */
export const end_note = (id, title) => keep("note.end", { note_id: id }, title);

/** A noted cause was a mistake, or has settled. */
export const end_mark = (id, title) => keep("priority.end", { mark_id: id }, title);
