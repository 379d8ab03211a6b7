/** How numbers that were read off in another unit, or that changed places, are mended by one tap. Pure. */

const round = (number, digits) => Number(number.toFixed(digits));

// Mistake (rules/traps.py) → how a number of the other unit turns into ours, to as many places as an instrument shows.
const UNITS = {
  kpa: (one) => round(one * 7.50062, 0),
  mg_dl: (one, field) => (field === "uric_acid" ? round(one * 59.48, 0) : round(one / 18.02, 1)),
  jin: (one) => round(one / 2, 1),
  metres: (one) => round(one * 100, 1),
  chi: (one) => round((one * 100) / 3, 1),
  fahrenheit: (one) => round(((one - 32) * 5) / 9, 1),
  fraction: (one) => round(one * 100, 0),
};
const SWAPS = { swapped: ["systolic", "diastolic"], weight_height: ["weight", "height"] };

/** [{kind, field, values, now: [numbers]}], one for each likely mistake that the judge names; `now`: as they would be. */
export const mendsOf = ({ values }, errors) =>
  [...new Set(errors.map(({ mistake }) => mistake).filter(Boolean))].map((kind) => mendOf(kind, values, errors)).filter(Boolean);

const mendOf = (kind, values, errors) => {
  if (kind === "not_heard") return { kind, field: "diastolic", values: {}, now: [] };
  const fields = SWAPS[kind] ?? errors.filter((one) => one.mistake === kind).map(({ field }) => field);
  if (!fields.every((field) => Number.isFinite(values[field]))) return null;
  const now = SWAPS[kind] ? [...fields].reverse().map((field) => values[field]) : fields.map((field) => UNITS[kind]?.(values[field], field));
  if (now.includes(undefined)) return null;
  return { kind, field: fields[0], values: Object.fromEntries(fields.map((field, place) => [field, now[place]])), now };
};
