/** What the screens of the guided check show (app/health/page). What taps change: guide_taps.js. */
import { get, select, set } from "../shared/store.js";
import { FIELDS, fieldsOf, START, wantsMore } from "./guide.js";

/** What holds where a community has set nothing, or nobody has told this phone. */
export const SETTINGS = {
  rest_seconds: 300, between_seconds: 60, third_over: 5, urgent_systolic: 180, urgent_diastolic: 110, urgent_spo2: 90,
  urgent_glucose_high: 167, urgent_glucose_low: 39, urgent_pulse_low: 0, urgent_pulse_high: 0, urgent_temperature: 0, idle_seconds: 60,
};
const NUMBERS = Object.keys(SETTINGS);

set("health.guide", START);
set("health.now", 0);
set("health.saved", "");
set("health.cuff", "");
set("health.sitter", null); // GET /api/health/sitting: who sits at the tablet, or nobody

const row = (rows) => (rows ?? [])[0] ?? null;

/** Who measures here: {age, sex, settings, keeping}. `keeping`: whether the readings are kept. */
export const whoNow = () => {
  const who = get("health.place") === "lounge" ? get("health.sitter") : row(get("view:health"));
  const settings = { ...SETTINGS, ...Object.fromEntries(NUMBERS.filter((name) => Number.isFinite(who?.[name])).map((name) => [name, who[name]])) };
  return { age: who?.age ?? null, sex: who?.sex ?? "", settings, keeping: Boolean(who?.consent_keep) && !get("health.just") };
};

/** Whether what is measured on this phone is kept: "yes", "no" (no consent yet), "none" (staff), "" while nobody knows. */
select("health.keeping", ["view:health"], (rows) => (row(rows) ? (row(rows).consent_keep ? "yes" : "no") : "none"), "");

/** Who sits at the tablet; without a name nobody knows. */
select("health.seated", ["health.sitter"], (who) => ({ name: who?.signed ? (who.name ?? "") : "", kept: Boolean(who?.consent_keep), years: who?.keep_years ?? 5 }));

const told = () => {
  const who = get("health.place") === "lounge" ? get("health.sitter") : row(get("view:health"));
  return whoNow().keeping && who?.consent_follow_up ? "yes" : "no";
};

const NOBODY = { step: "choose", measure: "", field: "", typed: "", number: 1, last: false, left: "", done: [], so_far: [], problem: null, result: null, more: false, told: "no", kept: false };

select("health.screen", ["health.guide", "health.now", "lang"], (state, now, lang) => ({
  ...NOBODY,
  step: state.step,
  measure: state.measure,
  field: state.field,
  typed: state.typed,
  number: state.readings.length + 1,
  last: state.field === fieldsOf(state).at(-1),
  left: state.until ? clock(Math.max(0, state.until - now)) : "",
  so_far: FIELDS[state.measure]?.length > 1 ? figures(state) : [],
  done: state.readings.map((reading, place) => line(reading, place)),
  problem: state.problem ? problem(state, lang) : NO_PROBLEM,
  result: state.verdict ? result(state, lang) : NO_RESULT,
  more: wantsMore(state, whoNow().settings),
  told: told(),
  kept: whoNow().keeping,
}));

const NO_PROBLEM = { text: "", ask: false, field: "", mends: [] };
const NO_RESULT = { level: "", words: "", repeat: "", advice: "", again: "", source: "", figures: [], symptoms: [], averaged: false, rule: "" };

/** "4:05" of milliseconds, rounded up: a timer never says 0:00 while it runs. */
export const clock = (ms) => {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const DIGITS = { temperature: 1, glucose: 1, weight: 1, height: 1, waist: 1 };

/** A number as people read it: no more digits than an instrument shows. */
export const shown = (field, value) => (value === undefined ? "" : Number(value).toFixed(DIGITS[field] && !Number.isInteger(value) ? DIGITS[field] : 0));

const said = ({ values, comparators, not_heard }, field) => {
  if (comparators?.[field]) return comparators[field] === "<" ? "Lo" : "Hi";
  if (field === "diastolic" && not_heard) return "—";
  return shown(field, values[field]);
};

// What has been typed of this reading, in the order it is asked for; a tap goes back to one of them.
const figures = (state) => fieldsOf(state).map((field) => ({ field, text: field === state.field && state.typed ? state.typed : said(state, field), here: field === state.field }));

const text = (words, lang) => (typeof words === "string" ? words : (words?.[lang] ?? words?.zh ?? ""));

const line = (reading, place) => ({
  key: reading.id, number: place + 1,
  text: reading.measure === "bp" ? `${said(reading, "systolic")}/${said(reading, "diastolic")}` : FIELDS[reading.measure].map((field) => said(reading, field)).filter(Boolean).join(" · "),
  pulse: reading.measure === "bp" ? said(reading, "pulse") : "",
});

const problem = ({ problem: { field, errors, ask, mends } }, lang) => ({
  field,
  ask: ask.length > 0,
  text: errors.map((one) => text(one.message, lang)).filter((one, place, all) => one && all.indexOf(one) === place).join(" "),
  mends: mends.map(({ kind, field: of, now }, place) => ({ kind, field: of, place, one: String(now[0] ?? ""), two: String(now[1] ?? "") })),
});

const result = ({ verdict, readings, measure }, lang) => ({
  ...NO_RESULT,
  level: verdict.level,
  words: text(verdict.words, lang),
  repeat: text(verdict.repeat, lang),
  advice: text(verdict.advice, lang),
  again: text(verdict.again, lang),
  source: text(verdict.source, lang),
  rule: text(verdict.rule, lang),
  symptoms: (verdict.symptoms ?? []).map((one) => text(one, lang)),
  averaged: readings.length > 1,
  figures: mean(measure, readings),
});

const mean = (measure, readings) =>
  FIELDS[measure].map((field) => {
    const some = readings.map(({ values }) => values[field]).filter((one) => one !== undefined);
    const value = some.length ? some.reduce((sum, one) => sum + one, 0) / some.length : undefined;
    return { field, text: value === undefined ? said(readings[0], field) : shown(field, value), here: false };
  }).filter((one) => one.text);
