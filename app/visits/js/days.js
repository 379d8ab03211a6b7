/** Calendar days and times of this phone. A day is an ISO text "2026-03-02", a time an ISO text with zone. */

const pad = (number) => String(number).padStart(2, "0");

/** The local day of a moment (Date, ISO text or milliseconds). */
export const dayOf = (moment) => {
  const date = new Date(moment);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
};

/** Whole days from one day to another; negative when `to` lies before. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** "10:05" of a moment, local. */
export const clockOf = (moment) => {
  const date = new Date(moment);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
};

/** A day as a person writes it: 3月2日 / 2 Mar; with the year when it is another one than `today`'s. */
export const written = (day, today, lang) => {
  const [year, month, date] = day.split("-").map(Number);
  const other = !today.startsWith(`${year}-`);
  if (lang !== "en") return `${other ? `${year}年` : ""}${month}月${date}日`;
  return `${date} ${MONTHS[month - 1]}${other ? ` ${year}` : ""}`;
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Full years on `today` of somebody born on `born`; -1 when unknown. */
export const ageOn = (born, today) => {
  if (!born) return -1;
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
};

/**
 * The part of the week a moment lies in: morning, afternoon, evening, weekend.
 * The same borders as `app/visits/rules.py::part_of`.
 */
export const partOf = (moment) => {
  const date = new Date(moment);
  if (date.getDay() === 0 || date.getDay() === 6) return "weekend";
  if (date.getHours() < 12) return "morning";
  return date.getHours() < 17 ? "afternoon" : "evening";
};

const THEN = ["evening", "afternoon", "morning", "weekend"];

/** When to try next after these failed moments (newest last): `app/visits/rules.py::next_try`, on the phone. */
export const nextTry = (missed) => {
  if (!missed.length) return "";
  const tried = missed.map(partOf);
  const fresh = THEN.find((part) => !tried.includes(part));
  return fresh ?? [...THEN].sort((a, b) => tried.lastIndexOf(a) - tried.lastIndexOf(b))[0];
};
