// What a reading means, judged on the phone without a network: the twin of rules/classify.py. Both are run on
// tests/health/boundaries.json and on thousands of random readings. It names a band and never diagnoses.

import { ADVICE, AGAIN, ISOLATED, NOTES, REPEAT, SETTINGS, SOURCES, SPECS, SYMPTOMS, URGENT, WORDS } from "./bands.js";
import { judged, notesFor, rowOf, scale, shown } from "./scales.js";
import { complete, doubts } from "./slips.js";

const LEVELS = ["ok", "watch", "see_doctor", "urgent"];
const both = (two) => (two ? { zh: two[0], en: two[1] } : "");

/**
 * `taken`: {values, context, arm, device, comparators, not_heard, confirmed}; all but values may be missing.
 * `who`: {age (null: an adult), sex ("" unknown), settings (urgent_… of the community)}.
 *
 * → {errors: [{field, code, mistake, limit, message}]}, code "confirm" for what is only asked back; or {errors: null,
 * band, level, words, repeat, advice, again, source, notes, rule, urgent, symptoms}. Words are {zh, en}, "" for none;
 * `rule`: the notes as one text; `urgent`: what is urgent, `symptoms`: those that ask for 120.
 */
export const judge = (measure, taken, { age = null, sex = "", settings = {} } = {}) => {
  if (!Object.keys(SPECS).includes(measure)) return { errors: [{ field: "measure", code: "measure_unknown", mistake: "", limit: null, message: "" }] };
  const made = complete(measure, taken);
  const errors = made.errors.length ? made.errors : doubts(made.taken);
  return errors.length ? { errors } : classify(measure, made.taken, { age, sex, settings: { ...SETTINGS, ...settings } });
};

function classify(measure, taken, { age, sex, settings }) {
  const who = { age, sex, context: taken.context };
  const values = judged(measure, taken.values);
  const rows = Object.entries(values).map(([field, value]) => rowOf(value, scale(measure, field, who)));
  const row = rows.reduce((best, one) => (one.rank > best.rank ? one : best));
  const keys = { ...row, notes: notesFor(measure, who), isolated: false };
  if (Object.entries(values).some(([field, value]) => looksOther(measure, field, value, who))) keys.notes.push("rounding");
  if (measure === "bp") pressures(keys, rows, "diastolic" in values);
  const urgent = urgentKind(taken, settings);
  if (urgent) Object.assign(keys, { level: LEVELS[3], again: urgent === "glucose_low" ? "quarter_hour" : "today" });
  return said(keys, urgent);
}

/** Whether what is shown, rounded, would be another band. */
function looksOther(measure, field, value, who) {
  const rows = scale(measure, field, who);
  return rowOf(value, rows) !== rowOf(Number(shown(field, value)), rows);
}

/** What two pressures say together. One that was not heard can only have made it higher. */
function pressures(keys, rows, heard) {
  const [systolic, diastolic] = rows.map(({ band }) => band in ISOLATED);
  if (!heard) {
    keys.repeat = "bp_unread";
    if (!systolic && keys.band !== "bp_child")
      Object.assign(keys, { band: "bp_unread", level: LEVELS[1], words: "bp_unread", advice: "bp_unread", again: "now" });
  } else if (systolic && !diastolic) keys.isolated = true;
  else if (diastolic && !systolic) keys.notes.unshift("isolated_diastolic");
}

/** What is urgent about it, or "". A meter's Lo and Hi always are. */
export function urgentKind({ values, comparators }, limits) {
  const { systolic = 0, diastolic = 0, glucose, spo2, pulse, temperature = 0 } = values;
  if (systolic >= limits.urgent_systolic || diastolic >= limits.urgent_diastolic) return "bp";
  if (glucose !== undefined && (comparators.glucose === "<" || glucose <= limits.urgent_glucose_low / 10)) return "glucose_low";
  if (glucose !== undefined && (comparators.glucose === ">" || glucose >= limits.urgent_glucose_high / 10)) return "glucose_high";
  if (spo2 !== undefined && spo2 < limits.urgent_spo2) return "spo2";
  const { urgent_pulse_low: slow, urgent_pulse_high: fast } = limits;
  if (pulse !== undefined && ((slow > 0 && pulse < slow) || (fast > 0 && pulse > fast))) return "pulse";
  return limits.urgent_temperature && temperature >= limits.urgent_temperature / 10 ? "temperature" : "";
}

function said({ band, level, words, repeat, advice, again, source, notes, isolated }, urgent) {
  const beside = notes.map((note) => both(NOTES[note]));
  return {
    errors: null, band, level, urgent,
    words: both(isolated ? ISOLATED[band] : WORDS[words]),
    repeat: both(REPEAT[repeat]),
    advice: both(urgent ? URGENT[urgent] : ADVICE[advice]),
    again: both(AGAIN[again]),
    source: both(SOURCES[source]),
    notes: beside,
    rule: beside.length ? { zh: beside.map(({ zh }) => zh).join(""), en: beside.map(({ en }) => en).join(" ") } : "",
    symptoms: (SYMPTOMS[urgent] ?? []).map(both),
  }; // prettier-ignore
}
