/**
 * What a person has to mend in a visit before it is worth keeping, as far as the phone can tell. Pure.
 * The server decides (app/visits/payload.py); these are the same borders, told at the door instead of afterwards.
 */

export const MAX_NOTE = 2000;
export const MAX_NEED = 500;
export const MAX_VALUE = 200;
const PHONE = /^\+?[0-9]{7,15}$/;
const DAYS = ["born_on", "moved_out_on"];
const PHONES = ["phone", "emergency_phone"];

/** A phone number without the blanks and dashes that people put in. */
export const plainPhone = (text) => text.replace(/[\s\-－()（）]/g, "");

/**
 * Field path → code of what is wrong; empty when it can be saved. `data` is the form as it stands, rows in which nothing
 * was written included (offline/js/fields.js, raw): those are not wrong, they are not there.
 */
export const check = (data, now = Date.now()) => {
  const found = {};
  if (!data.outcome) found.outcome = "outcome_missing";
  const start = Date.parse(data.started_at ?? "");
  if (Number.isNaN(start) || start > now + 15 * 60_000) found.started_at = "started_in_future";
  if ((data.note ?? "").length > MAX_NOTE) found.note = "note_too_long";
  (data.needs ?? []).forEach((need, place) => Object.assign(found, under(`needs.${place}`, ofNeed(need))));
  (data.corrections ?? []).forEach((one, place) => Object.assign(found, under(`corrections.${place}`, ofCorrection(one))));
  return found;
};

const under = (path, found) => Object.fromEntries(Object.entries(found).map(([field, code]) => [`${path}.${field}`, code]));

const ofNeed = ({ category = "", text = "" } = {}) => ({
  ...(category || !text.trim() ? {} : { category: "need_category" }),
  ...(text.trim() || !category ? {} : { text: "need_empty" }),
  ...(text.length > MAX_NEED ? { text: "need_too_long" } : {}),
});

const ofCorrection = ({ person_id, field, value = "" } = {}) => {
  if (!value.trim()) return field ? { value: "value_missing" } : {};
  if (!person_id) return { person_id: "person_missing" };
  if (!field) return { field: "field_missing" };
  if (value.length > MAX_VALUE) return { value: "value_too_long" };
  if (PHONES.includes(field) && !PHONE.test(plainPhone(value))) return { value: "not_a_phone" };
  if (DAYS.includes(field) && !/^\d{4}-\d\d-\d\d$/.test(value)) return { value: "not_a_day" };
  return {};
};

/**
 * Who was probably met, ticked beforehand: somebody who lives alone; else those in care of several, when it is one;
 * else nobody, because a guess that nobody corrects becomes a record.
 */
export const likely = (people) => {
  if (people.length === 1) return [people[0].id];
  const cared = people.filter(({ groups }) => groups?.length);
  return cared.length === 1 ? [cared[0].id] : [];
};
