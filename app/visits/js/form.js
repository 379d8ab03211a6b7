/** The visit form on this phone: who and what it offers, and what is wrong with it. Its taps: form_taps.js. */
import { read } from "../offline/fields.js";
import { get, select, set } from "../shared/store.js";
import { check, likely } from "./check.js";
import { dayOf, nextTry } from "./days.js";
import { MARKS, reason, short } from "./door.js";
import "./given.js";
import { about, moment, people } from "./people.js";
import { offered, say } from "./speech.js";

const NOBODY = { id: "", when: "", mark: "", edit: "" };
const MISSING = { ready: false, missing: true, id: "", label: "", reason: "", again: "", people: [], topics: [], needs: [], phrases: [], earlier: NOBODY };

select("visit", ["cards", "view:round", "outbox", "words", "today", "lang"], (cards, round, outbox, words, today, lang, id) => {
  const row = cards.get(id);
  if (!row) return MISSING;
  const due = round.find((one) => one.id === id);
  const ticked = likely(row.people.map(({ id: person, tags }) => ({ id: person, groups: tags })));
  return {
    ready: true,
    missing: false,
    id,
    label: short(row),
    reason: due ? reason(due, today, words) : "",
    again: say(words, `try:${nextTry([...missed(row), Date.now()])}`),
    people: people(row, today, words).map(({ id: person, name, relation }) => ({ id: person, name, relation, likely: ticked.includes(person) })),
    topics: offered(words, "topic"),
    needs: offered(words, "need"),
    phrases: offered(words, "phrase"),
    earlier: earlierToday(outbox, id, today, lang),
  };
});

// The tries since somebody was last met, newest last.
const missed = ({ visits }) => {
  const since = visits.findIndex(({ outcome }) => outcome !== "not_home");
  return (since < 0 ? visits : visits.slice(0, since)).map(({ at }) => at).reverse();
};

const earlierToday = (outbox, id, today, lang) => {
  const one = about(outbox, id).find(({ kind, data }) => kind === "visit.log" && dayOf(data.started_at) === today);
  if (!one) return NOBODY;
  return { id: one.id, when: moment(one.data.started_at, today, lang), mark: MARKS[one.state], edit: `/visit?household=${id}&record=${one.id}` };
};

select("visit.draft", ["draft", "today", "lang"], (draft, today, lang, id) =>
  draft?.name === `visit.log:${id}` || /^(record|visit\.edit):/.test(draft?.name ?? "")
    ? { name: draft.name, restored: Boolean(draft.restored), when: draft.saved_at ? moment(draft.saved_at, today, lang) : "", failed: draft.failed ?? "" }
    : { name: "", restored: false, when: "", failed: "" },
);

// Field path → what is wrong with it: a code of check.js, or a sentence of the server.
set("visit.problems", {});

// What is in the form now, whether it logs or edits: one of the two is on the screen.
select("visit.logging", ["form:visit.log"], (typed) => typed, {});
select("visit.editing", ["form:visit.edit"], (typed) => typed, {});

/** What of the form the screen depends on while it is filled in. The argument is the visit that is edited, or "". */
select("visit.now", ["visit.logging", "visit.editing", "today", "lang"], (log, edit, today, lang, editing) => {
  const typed = editing ? edit : log;
  return {
    outcome: typed.outcome ?? "",
    when: typed.started_at ? moment(typed.started_at, today, lang) : "",
    fields: Object.fromEntries((typed.corrections ?? []).map((one, place) => [place, one?.field ?? ""])),
  };
});

// The visit that is edited, as it stands: {id, state: "" | "loading" | "ready" | "offline", revision, data}.
set("visit.base", { id: "", state: "", revision: 0, data: {} });

/**
 * The sync handler before saving: says what has to be mended and keeps the form open. Nothing typed is touched.
 */
export const guard = (event) => {
  const form = event.currentTarget;
  const problems = check(read(form, { raw: true }));
  set("visit.problems", problems);
  const [first] = Object.keys(problems);
  if (!first) return;
  event.preventDefault();
  event.stopPropagation();
  if (!watched.has(form)) form.addEventListener("input", () => again(form));
  watched.add(form);
  requestAnimationFrame(() => reveal(form, first));
};

const watched = new WeakSet();

// What was mended stops being wrong at once; nothing new is complained about while somebody is writing.
const again = (form) => {
  const now = check(read(form, { raw: true }));
  const before = get("visit.problems");
  set("visit.problems", Object.fromEntries(Object.entries(before).filter(([field]) => now[field])));
};

const reveal = (form, name) => {
  const field = form.querySelector(`[name="${CSS.escape(name)}"]`) ?? form.querySelector(`[name^="${CSS.escape(name.split(".")[0])}"]`);
  field?.focus({ preventScroll: true });
  field?.closest("fieldset, .lj-field")?.scrollIntoView({ block: "center" });
};
