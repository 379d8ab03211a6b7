/** The taps that fill the visit form, loaded when the first of them comes. */
import { call } from "../offline/api.js";
import { read } from "../offline/fields.js";
import { get, set } from "../shared/store.js";
import { clockOf, dayOf } from "./days.js";

/** Throw the draft away and begin with an empty form. */
export const start_anew = async (name) => {
  const { discard } = await import("../offline/form.js");
  await discard(name);
  location.reload();
};

/**
 * Fetch the visit that is edited. Without a network one's own visit of this phone is enough while nobody has changed it.
 */
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
