// Bands on the phone, the twin of rules/bands.py and rules/bmi.py: which row a value falls into. Values are compared as
// they are; only what is shown is rounded.

import { ADULT, COLUMNS, DECIMALS, NOTE_ROWS, ROWS, UNSAID } from "./bands.js";

const BANDS = ROWS.map((row) => Object.fromEntries(COLUMNS.map((name, place) => [name, row[place]])));
const fits = (some, one) => some.length === 0 || some.includes(one);

/** `who`: {age (null: an adult), sex ("" unknown), context}. */
export const scale = (measure, field, { age, sex, context }) => {
  const years = age ?? ADULT;
  return BANDS.filter(
    (row) =>
      row.measure === measure && row.field === field && row.age_from <= years && years <= row.age_to &&
      fits(row.contexts, context || "random") && fits(row.sexes, sex || "unknown"),
  ); // prettier-ignore
};

const begins = ({ start, open_start }, value) => start === null || (open_start ? value > start : value >= start);

export const rowOf = (value, rows) => rows.filter((row) => begins(row, value)).pop();

/** Whether "below" or "above" this value can only be one band. */
export const certain = (measure, field, value, sign, context) => {
  const rows = scale(measure, field, { age: null, sex: "", context });
  if (rows.length < 2) return false;
  return sign === "<" ? value <= rows[1].start : begins(rows[rows.length - 1], value);
};

export const notesFor = (measure, { age, sex, context }) =>
  NOTE_ROWS.filter(
    (row) => row.measure === measure && row.age_from <= (age ?? ADULT) && fits(row.contexts, context || UNSAID) && fits(row.sexes, sex || "unknown"),
  ).map(({ note }) => note);

/** kg/m² of kg and cm, from whole millionths, so that the noise of binary fractions moves nobody across a line. */
export const bmiOf = (weight, height) => {
  const millionths = Math.floor(weight * 1e6 + 0.5);
  const across = Math.floor(height * 1e4 + 0.5);
  return across ? (millionths * 1e6) / (across * across) : 0;
};

/** The values that have a scale, by its field. */
export const judged = (measure, values) => {
  if (measure === "bmi") return { bmi: bmiOf(values.weight, values.height) };
  const names = measure === "bp" ? ["systolic", "diastolic"] : [measure];
  return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));
};

/** As a screen shows it: half goes up, one place or none. */
export const shown = (field, value) => {
  const places = DECIMALS[field] ?? 0;
  const whole = Math.floor(value * 10 ** places + 0.5);
  return places ? `${Math.floor(whole / 10)}.${whole % 10}` : String(whole);
};
