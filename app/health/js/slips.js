// What cannot be taken as it was typed, the twin of rules/reading.py, traps.py and slips.py.

import { ARMS, BMI_USUAL, CONTEXTS, GAP, LIMITS, LONGEST_DEVICE, MISTAKES, NAMES, SENTENCES, SPECS, UNITS } from "./bands.js";
import { bmiOf, certain } from "./scales.js";

const holds = (field, value) => LIMITS[field].least <= value && value <= LIMITS[field].most;
const soft = ({ least, most, soft_least, soft_most }) => [soft_least ?? least, soft_most ?? most];
const hard = ({ least, most }) => [least, most];
const usual = (field, value) => holds(field, value) && soft(LIMITS[field])[0] <= value && value <= soft(LIMITS[field])[1];

/** {field, code, mistake, limit, message: {zh, en}}: a slip as a screen tells it. */
const slip = (code, field, mistake = "", limit = null) => {
  const say = (language) => {
    const values = { name: NAMES[field]?.[language] ?? field, unit: LIMITS[field]?.unit?.[language], least: limit?.[0], most: limit?.[1] };
    const said = SENTENCES[code][language].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    return mistake ? said + (language ? " " : "") + MISTAKES[mistake][language] : said;
  };
  const told = limit && { least: limit[0], most: limit[1], unit: LIMITS[field].unit[0] };
  return { field, code: code === "confirm_together" ? "confirm" : code, mistake, limit: told, message: { zh: say(0), en: say(1) } };
};

/** {taken, errors}: the reading with the limit of a Lo or Hi filled in, and what is wrong with it. */
export const complete = (measure, typed) => {
  const taken = { context: "", arm: "", device: "", comparators: {}, not_heard: false, confirmed: [], ...typed };
  const values = { ...taken.values };
  if (taken.not_heard && values.diastolic === 0) delete values.diastolic;
  for (const [name, sign] of Object.entries(taken.comparators))
    if (Object.keys(LIMITS).includes(name)) values[name] ??= sign === "<" ? LIMITS[name].least : LIMITS[name].most;
  const errors = wrongShape(measure, values, taken.not_heard);
  if (errors.length) return { taken, errors };
  const ordered = Object.fromEntries(SPECS[measure].fields.filter((name) => name in values).map((name) => [name, values[name]]));
  const made = { ...taken, values: ordered };
  return { taken: made, errors: [...impossible(ordered), ...wrongWords(measure, made)] };
};

/** What is possible but rare and has not been confirmed. */
export const doubts = ({ values, comparators, confirmed }) => doubtful(values).filter(({ field }) => !(field in comparators) && !confirmed.includes(field));

function wrongShape(measure, values, unheard) {
  const { needed, fields } = SPECS[measure];
  const missing = (name) => name === "diastolic" && unheard;
  const names = Object.keys(values);
  const isNumber = (value) => typeof value === "number" && Math.abs(value) < 1e300;
  return [
    ...names.filter((name) => !fields.includes(name) || missing(name)).map((name) => slip("unknown_field", name)),
    ...needed.filter((name) => !(name in values) && !missing(name)).map((name) => slip("missing", name)),
    ...names.filter((name) => fields.includes(name) && !isNumber(values[name])).map((name) => slip("not_a_number", name)),
  ];
}

function wrongWords(measure, { values, context, arm, device, comparators }) {
  const { needed, timed } = SPECS[measure];
  const found = [];
  if (context && !(timed && CONTEXTS.includes(context))) found.push(slip("context_unknown", "context"));
  if (arm && !ARMS.includes(arm)) found.push(slip("arm_unknown", "arm"));
  if ([...device].length > LONGEST_DEVICE) found.push(slip("device_too_long", "device"));
  for (const [name, sign] of Object.entries(comparators))
    if (!(name in values) || !["<", ">"].includes(sign) || needed.length > 1) found.push(slip("comparator_unknown", name));
    else if (!certain(measure, name, values[name], sign, context)) found.push(slip("comparator_unclear", name));
  return found;
}

function impossible(values) {
  if (isSwapped(values)) return [slip("swapped", "systolic", "swapped")];
  const zero = values.diastolic === 0;
  const outside = Object.keys(values).filter((field) => !holds(field, values[field]));
  const found = zero ? [slip("not_heard", "diastolic", "not_heard")] : [];
  for (const field of outside.filter((name) => !(zero && name === "diastolic")))
    found.push(slip(values[field] < LIMITS[field].least ? "too_low" : "too_high", field, likelyUnit(field, values), hard(LIMITS[field])));
  if (!outside.length && "diastolic" in values && values.systolic - values.diastolic < GAP) found.push(slip("too_close", "diastolic"));
  return found;
}

const isSwapped = ({ systolic, diastolic }) =>
  diastolic !== undefined && diastolic - systolic >= GAP && holds("systolic", diastolic) && holds("diastolic", systolic);

/** The other unit in which an impossible number would be an everyday one. */
function likelyUnit(field, values) {
  if (field === "diastolic" && holds("systolic", values.systolic ?? 0)) return "";
  const would = UNITS.filter(([name]) => name === field).map(([, unit, times, plus]) => [unit, values[field] * times + plus]);
  const found = would.find(([, value]) => usual(field, value)) ?? would.find(([, value]) => holds(field, value));
  return found?.[0] ?? "";
}

function doubtful(values) {
  const together = hardlyFit(values);
  return Object.entries(values).flatMap(([field, value]) => {
    const size = field === "weight" || field === "height";
    if (!usual(field, value)) return [slip("confirm", field, size ? together : "", soft(LIMITS[field]))];
    return field === "weight" && together ? [slip("confirm_together", field, together)] : [];
  });
}

const fitting = (weight, height) => BMI_USUAL[0] <= bmiOf(weight, height) && bmiOf(weight, height) <= BMI_USUAL[1];

function hardlyFit({ weight, height }) {
  if (weight === undefined) return "";
  if (weight > height && holds("height", weight) && fitting(height, weight)) return "weight_height";
  return bmiOf(weight, height) > BMI_USUAL[1] && fitting(weight / 2, height) ? "jin" : "";
}
