/**
 * A guided check, step by step, as a pure machine: no clock, no store, no network.
 *
 *   step(state, [what, argument], world) → the next state
 *
 * `world` = {now (ms), judge (judge.js), who {age, sex, settings}, id() → a new id}. Steps: "choose", "context", "posture",
 * "rest", "type", "problem", "between", "urgent", "result". `readings` are what was read off, each as the command
 * "health.measure" wants it. A blood pressure is read twice, and a third time when the two differ by too much.
 */
import { mendsOf } from "./guide_mends.js";

/** What is asked for, one number after the other. */
export const FIELDS = {
  bp: ["systolic", "diastolic", "pulse"],
  glucose: ["glucose"],
  bmi: ["weight", "height"],
  waist: ["waist"],
  spo2: ["spo2"],
  temperature: ["temperature"],
  pulse: ["pulse"],
  uric_acid: ["uric_acid"],
};
const LONGEST = 6; // letters of a number

const CLEAN = { field: "", typed: "", values: {}, comparators: {}, not_heard: false, confirmed: [], problem: null, device: "", until: 0 };
export const START = { ...CLEAN, step: "choose", measure: "", context: "", arm: "", check: "", no_pulse: false, readings: [], verdict: null };

/** The numbers of a reading of this check. Who has skipped the pulse once is not asked for it again. */
export const fieldsOf = ({ measure, no_pulse }) => (FIELDS[measure] ?? []).filter((field) => !(no_pulse && measure === "bp" && field === "pulse"));

const optional = ({ measure }, field) => measure === "bp" && field === "pulse";

/** The next state; a tap that means nothing here changes nothing. */
export const step = (state, [what, argument], world) => MOVES[what]?.(state, argument, world) ?? state;

const only = (steps, move) => (state, argument, world) => (steps.includes(state.step) ? move(state, argument, world) : state);

const chosen = (_state, measure, { id }) => {
  if (!FIELDS[measure]) return undefined;
  const begun = { ...START, measure, check: id() };
  if (measure === "glucose") return { ...begun, step: "context" };
  return measure === "bp" ? { ...begun, step: "posture" } : typing(begun);
};

const seated = (state, arm, world) => {
  const seconds = world.who.settings.rest_seconds;
  return seconds > 0 ? waiting({ ...state, arm }, "rest", seconds, world) : typing({ ...state, arm });
};

const waiting = (state, where, seconds, { now }) => ({ ...state, ...CLEAN, step: where, until: now + seconds * 1000 });

const typing = (state, field = fieldsOf(state)[0]) => ({ ...state, step: "type", field, typed: "", until: 0, problem: null });

const skipped = (state) => typing({ ...state, ...CLEAN, verdict: null });

const ticked = (state, _, { now }) => (now >= state.until ? skipped(state) : state);

// --- typing -------------------------------------------------------------------------------------------

const pressed = (state, key, world) => {
  if (key === "back") return state.typed ? { ...state, typed: state.typed.slice(0, -1) } : before(state);
  if (!/^[0-9.]$/.test(key) || state.typed.length >= LONGEST) return state;
  if (key === "." && (state.typed.includes(".") || !state.typed)) return state;
  const typed = state.typed === "0" && key !== "." ? key : state.typed + key;
  const next = { ...state, typed };
  return whole(next) ? entered(next, undefined, world) : next;
};

/**
 * Whether nothing can follow, so that the next number is asked for by itself: 1 or 2 begin three digits, 3 … 9 two.
 * Never after the last number of a reading: what has been typed is looked over once.
 */
const whole = ({ measure, field, typed, ...rest }) =>
  measure === "bp" && field !== fieldsOf({ measure, ...rest }).at(-1) && /^([12]\d\d|[3-9]\d)$/.test(typed);

// An empty field and one step back: the number before it can be typed anew.
const before = (state) => {
  const fields = fieldsOf(state);
  const place = fields.indexOf(state.field);
  return place > 0 ? typing(state, fields[place - 1]) : state;
};

const entered = (state, _, world) => {
  const { field, typed } = state;
  if (!typed && optional(state, field) && !has(state, field)) return special(state, "skip", world);
  if (!typed && state.values[field] === undefined && !(field === "diastolic" && state.not_heard) && !state.comparators[field]) return state;
  return onward(typed ? put(state, { [field]: Number(typed) }) : state, world);
};

const put = (state, values) => {
  const comparators = Object.fromEntries(Object.entries(state.comparators).filter(([field]) => !(field in values)));
  const fresh = Object.keys(values);
  return {
    ...state, comparators, values: { ...state.values, ...values }, typed: "",
    not_heard: state.not_heard && !("diastolic" in values),
    confirmed: state.confirmed.filter((field) => !fresh.includes(field)),
  };
};

const without = (values, field) => Object.fromEntries(Object.entries(values).filter(([name]) => name !== field));

const onward = (state, world) => {
  const fields = fieldsOf(state);
  const next = fields.slice(fields.indexOf(state.field) + 1).find((field) => !has(state, field));
  return next ? typing(state, next) : checked(state, world);
};

const has = (state, field) => field in state.values || field in state.comparators || (field === "diastolic" && state.not_heard);

/** "lo", "hi": the meter showed no number; "unheard": no diastolic; "skip": a number that may be missing. */
const special = (state, key, world) => {
  const { field } = state;
  if (key === "skip") return optional(state, field) ? onward({ ...state, no_pulse: true, values: without(state.values, field), typed: "" }, world) : state;
  if (key === "unheard") return field === "diastolic" ? onward({ ...state, not_heard: true, values: without(state.values, field), typed: "" }, world) : state;
  if (field !== "glucose") return state;
  return onward({ ...state, comparators: { glucose: key === "lo" ? "<" : ">" }, values: without(state.values, field), typed: "" }, world);
};

// --- looking over -------------------------------------------------------------------------------------

/** What was read off, as the command and the judge want it. */
export const taken = ({ values, context, arm, device, comparators, not_heard, confirmed }) => ({ values, context, arm, device, comparators, not_heard, confirmed });

const checked = (state, world) => {
  const verdict = world.judge(state.measure, taken(state), world.who);
  if (verdict.errors?.length) return wrong(state, verdict.errors);
  const reading = { id: world.id(), taken_at: new Date(world.now).toISOString(), measure: state.measure, ...taken(state) };
  const done = { ...state, ...CLEAN, readings: [...state.readings, reading] };
  if (!wantsMore(done, world.who.settings)) return finished(done, undefined, world);
  return verdict.level === "urgent" ? { ...done, step: "urgent", verdict } : pausing(done, undefined, world);
};

const wrong = (state, errors) => {
  const [{ field, code }] = errors;
  const asks = errors.filter((one) => one.code === "confirm");
  const only_asks = asks.length === errors.length;
  const problem = { field: field || state.field, code, errors, ask: only_asks ? asks.map((one) => one.field) : [], mends: mendsOf(state, errors) };
  return { ...state, step: "problem", typed: "", problem };
};

const retyped = (state, asked) => {
  const field = asked ?? state.problem.field;
  return typing({ ...state, values: without(state.values, field) }, fieldsOf(state).includes(field) ? field : undefined);
};

const mended = (state, place, world) => {
  const mend = state.problem.mends[place];
  if (!mend) return state;
  const unheard = mend.kind === "not_heard" ? { not_heard: true, values: without(state.values, "diastolic") } : {};
  return checked({ ...put(state, mend.values ?? {}), ...unheard, problem: null }, world);
};

const kept = (state, _, world) => (state.problem.ask.length ? checked({ ...state, confirmed: [...state.confirmed, ...state.problem.ask] }, world) : state);

/** From an instrument. What it did not say (the pulse) is not asked for. */
const heard = (state, { values = {}, context, comparators = {}, device = "" }, world) => {
  const ours = (some) => Object.fromEntries(Object.entries(some ?? {}).filter(([field]) => FIELDS[state.measure].includes(field)));
  const next = { ...put(state, ours(values)), comparators: ours(comparators), device, context: state.context || context || "" };
  const missing = fieldsOf(next).find((field) => !has(next, field) && !optional(next, field));
  return missing ? typing(next, missing) : checked(next, world);
};

// --- once more, and the end ---------------------------------------------------------------------------

/** Whether this check asks for a further reading: a second always for blood pressure, a third when they differ. */
export const wantsMore = ({ measure, readings }, { third_over }) => {
  if (measure !== "bp" || readings.length === 0 || readings.length > 2) return false;
  if (readings.length === 1) return true;
  const [one, two] = readings.map(({ values }) => values);
  return ["systolic", "diastolic"].some((field) => Math.abs(one[field] - two[field]) > third_over);
};

const pausing = (state, _, world) => {
  const seconds = world.who.settings.between_seconds;
  return seconds > 0 ? waiting(state, "between", seconds, world) : skipped(state);
};

/** The mean of the readings, field by field; what one of them lacks is the mean of the others. */
export const average = (readings) => {
  const [first] = readings;
  if (readings.length === 1) return { values: first.values, context: first.context, arm: first.arm, device: first.device, comparators: first.comparators, not_heard: first.not_heard, confirmed: first.confirmed };
  const values = {};
  for (const field of new Set(readings.flatMap((one) => Object.keys(one.values)))) {
    const some = readings.map((one) => one.values[field]).filter((number) => number !== undefined);
    values[field] = some.reduce((sum, number) => sum + number, 0) / some.length;
  }
  const confirmed = [...new Set(readings.flatMap((one) => one.confirmed))];
  return { ...taken(first), values, confirmed, not_heard: !("diastolic" in values) };
};

const finished = (state, _, world) => {
  if (!state.readings.length) return START;
  const verdict = verdictOf(state, world);
  const seen = state.step === "urgent" || verdict.level !== "urgent";
  return { ...state, ...CLEAN, step: seen ? "result" : "urgent", verdict };
};

/** What all readings together mean. The numbers have passed one by one; their mean is asked about nothing. */
export const verdictOf = ({ measure, readings }, { judge, who }) => {
  const mean = average(readings);
  return judge(measure, { ...mean, confirmed: FIELDS[measure] }, who);
};

const TIMED = ["rest", "between"];
const MOVES = {
  choose: chosen,
  leave: () => START,
  context: only(["context"], (state, context) => typing({ ...state, context })),
  seat: only(["posture"], seated),
  skip: only(TIMED, skipped),
  tick: only(TIMED, ticked),
  key: only(["type"], pressed),
  special: only(["type"], special),
  next: only(["type"], entered),
  go: only(["type"], (state, field) => (fieldsOf(state).includes(field) ? typing(state.typed ? put(state, { [state.field]: Number(state.typed) }) : state, field) : state)),
  mend: only(["problem"], mended),
  keep: only(["problem"], kept),
  retype: only(["problem"], retyped),
  heard: only(["type", "rest", "between"], heard),
  again: only(["urgent"], (state, _, world) => (wantsMore(state, world.who.settings) ? pausing(state, _, world) : state)),
  finish: only(["urgent", "between", "type", "rest"], finished),
};
