/** The visit form on this phone: who and what it offers, what is wrong with it, and the taps that fill it. */
import { call } from "../offline/api.js";
import { read } from "../offline/fields.js";
import { get, select, set } from "../shared/store.js";
import { check, likely } from "./check.js";
import { clockOf, dayOf, nextTry } from "./days.js";
import { MARKS, reason, short } from "./doors.js";
import { about, moment, people } from "./household.js";
import { offered, say } from "./speech.js";
import "./card.js";

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

/** Throw the draft away and begin with an empty form. */
export const start_anew = async (name) => {
  const { discard } = await import("../offline/form.js");
  await discard(name);
  location.reload();
};

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

/**
 * The visit that is edited, as it stands: value "visit.base" {id, state: "" | "loading" | "ready" | "offline", revision, data}.
 * The server is asked; without a network one's own visit of this phone is enough while nobody has changed it.
 */
set("visit.base", { id: "", state: "", revision: 0, data: {} });
export const load = async (id, household) => {
  if (!id || (get("visit.base").id === id && get("visit.base").state === "ready")) return;
  set("visit.base", { id, state: "loading", revision: 0, data: {} });
  const answer = await call("GET", `/api/visits/${id}/revisions`);
  const last = answer.is === "ok" ? answer.json.at(-1) : mine(id, household);
  set("visit.base", last ? { id, state: "ready", revision: last.number, data: whole(last.body, household) } : { id, state: "offline", revision: 0, data: {} });
};

const mine = (id, household) => {
  const line = (get("cards")?.get(household)?.visits ?? []).find((one) => one.id === id);
  const record = (get("outbox") ?? []).find((one) => one.id === id);
  return record && line?.revision === 1 ? { number: 1, body: record.data } : null;
};

// The server keeps proposed values under seal; the card has those that still wait.
const whole = (body, household) => {
  const waiting = get("cards")?.get(household)?.proposals ?? [];
  const value = (one) => one.value ?? waiting.find(({ person_id, field }) => person_id === one.person_id && field === one.field)?.value ?? "";
  return { ...body, corrections: (body.corrections ?? []).map((one) => ({ ...one, value: value(one) })).filter((one) => one.value) };
};

/** What the server wants mended in the record that is opened again, beside its fields. */
export const mend = (id) => {
  const record = (get("outbox") ?? []).find((one) => one.id === id);
  set("visit.problems", Object.fromEntries((record?.errors ?? []).filter(({ field }) => field).map(({ field, message, code }) => [placed(field), message || code])));
};

// "people.2" is said beside the people, "needs.0.text" beside that text.
const placed = (field) => (/^(people|topics|photos)\./.test(field) ? field.split(".")[0] : field);

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

/** A phrase that was tapped, put to the end of the note. */
export const phrase = (text) => {
  const note = document.querySelector("form [name=note]");
  const before = note.value.trimEnd();
  const joint = !before || /[。！？；，.!?;,]$/.test(before) ? "" : "，";
  type(note, before + joint + text);
};

const type = (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Take away one row of `field`: the rows after it move up. */
export const drop = (field, place) => {
  const form = document.querySelector(`form [name^="${field}.${place}."]`)?.form;
  const rows = get(`rows:${field}`) ?? 0;
  if (!form || !rows) return;
  const left = (read(form, { raw: true })[field] ?? []).filter((_, i) => i !== Number(place));
  left.forEach((row, i) => write(form, `${field}.${i}`, row));
  write(form, `${field}.${rows - 1}`, {});
  set(`rows:${field}`, rows - 1);
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const write = (form, path, row) => {
  for (const input of form.querySelectorAll(`[name^="${path}."]`)) {
    const said = row[input.name.slice(path.length + 1)] ?? "";
    if (input.type === "radio") input.checked = said ? input.value === said : input.defaultChecked;
    else input.value = said;
  }
};

/** The time was corrected by hand: `local` is "2026-03-02T10:05". */
export const began = (local) => {
  const at = new Date(local);
  if (!Number.isNaN(at.getTime())) type(document.querySelector("form [name=started_at]"), at.toISOString());
};

/** Show the time of the form in the field that corrects it. */
export const open_time = () => {
  const field = document.getElementById("started-at-local");
  const at = document.querySelector("form [name=started_at]").value || new Date().toISOString();
  field.value = `${dayOf(at)}T${clockOf(at)}`;
};
