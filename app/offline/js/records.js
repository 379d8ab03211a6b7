/**
 * The life of a record, as pure functions: what happens to it when it is edited, sent, answered.
 *
 *   queued     on this phone, will be sent by itself
 *   sending    bytes may have left the phone; the same bytes are sent again until there is an answer
 *   held       the server waits for its parent; sent again by itself
 *   delivered  applied exactly once; `receipt` = {no, sha256}; kept 14 days
 *   rejected   broke a rule: waits for the person, blocks nobody but its children
 *   conflict   another version exists: both are shown, the person chooses
 *   withdrawn  the person decided against it; kept 14 days
 *
 * A record: {id, account, number, kind, version, made_at, parent, revise, photos, state, sealed, sha256,
 * earlier, answer, receipt, tries, next_at, done_at}. `sealed` holds {data, title}. `sha256` is the hash of the
 * bytes that left with this content, empty when it was edited since; `earlier` keeps what left before:
 * [{sha256, sealed, photos}]. Times are milliseconds, `made_at` is ISO.
 */

export const WAITING = ["queued", "sending", "held"];
export const STUCK = ["rejected", "conflict"];
export const stuck = (records) => records.filter(({ state }) => STUCK.includes(state)).length;
export const unsent = (record) => WAITING.includes(record.state) || STUCK.includes(record.state);

const HELD_FOR = 5 * 60_000;
const KEPT_FOR = 14 * 24 * 3600_000;
const LONGEST = 5 * 60_000;

/** Milliseconds to wait after `tries` failures: 1 s, 2 s, 4 s … 5 min, spread by up to a half. */
export const backoff = (tries, random = Math.random()) => Math.min(LONGEST, 1000 * 2 ** Math.min(tries, 20)) * (0.5 + random / 2);

/** The records to send now, oldest first. A child waits until its parent is delivered. */
export const due = (records, now) => {
  const byId = new Map(records.map((record) => [record.id, record]));
  const free = ({ parent }) => !parent || !byId.has(parent) || byId.get(parent).state === "delivered";
  return records
    .filter((record) => WAITING.includes(record.state) && (record.next_at ?? 0) <= now && free(record))
    .sort((a, b) => a.number - b.number);
};

/** When the next record becomes due by itself, or Infinity. */
export const nextDue = (records) =>
  Math.min(Infinity, ...records.filter((record) => WAITING.includes(record.state)).map((record) => record.next_at ?? 0));

/** New content from the person. What left the phone before is remembered: the answer to it may still come. */
export const edited = (record, sealed, photos) => ({
  ...record,
  sealed,
  photos,
  state: "queued",
  earlier: record.sha256 ? [...record.earlier, { sha256: record.sha256, sealed: record.sealed, photos: record.photos }] : record.earlier,
  sha256: "",
  answer: undefined,
  tries: 0,
  next_at: 0,
});

/** The bytes with this hash are about to leave. */
export const leaving = (record, sha256) => ({ ...record, state: "sending", sha256 });

/** No usable answer came for this record alone; it waits longer each time. */
export const failed = (record, now) => {
  const tries = (record.tries ?? 0) + 1;
  return { ...record, tries, next_at: now + backoff(tries) };
};

/** The server cannot take it as it is. `answer` = {errors: [{field, code, message}]}. */
export const refused = (record, answer, now) => ({ ...record, state: "rejected", answer, tries: 0, next_at: 0, done_at: now });

/**
 * What the server's `result` to the bytes with hash `sent` makes of the record as it is *now*.
 * Returns {record, revision}: `revision` is true when older bytes were applied and the newer content has
 * to follow as a change of its own.
 */
export const answered = (record, sent, result, now) => {
  if (!echoes(result, sent)) return { record: failed(record, now) };
  if (record.state === "withdrawn" && !accepted(result)) return { record };
  if (record.sha256 !== sent) return overtaken(record, sent, result, now);
  const verdict = VERDICTS[result.status];
  return verdict ? verdict(record, result, now) : { record: failed(record, now) };
};

const accepted = ({ status }) => status === "applied" || status === "duplicate";

// Rule 1: only a body that names our very bytes counts as an answer.
// A refusal of a command that is not even readable names none; nothing is lost by believing it.
const echoes = (result, sent) =>
  (result.sha256 === sent && (!accepted(result) || result.receipt?.sha256 === sent)) || (result.status === "rejected" && !result.sha256);

const delivered = (record, { receipt }, now) => ({
  record: { ...record, state: "delivered", receipt, answer: undefined, earlier: [], tries: 0, next_at: 0, done_at: now },
});

const held = (record, _result, now) => ({ record: { ...record, state: "held", next_at: now + HELD_FOR } });

const rejected = (record, { errors }, now) => ({ record: refused(record, { errors: errors ?? [] }, now) });

// The same id is there with other bytes. If those are bytes this phone sent before an edit, whose answer
// was lost, nobody else is involved: they are delivered, and the edit follows.
const conflict = (record, result, now) => {
  const mine = record.earlier.find(({ sha256 }) => sha256 === result.receipt?.sha256);
  if (mine) return split(record, mine, result.receipt, now);
  const { errors = [], theirs = null, fields = [] } = result;
  return { record: { ...record, state: "conflict", answer: { errors, theirs, fields }, tries: 0, next_at: 0 } };
};

const VERDICTS = { applied: delivered, duplicate: delivered, held, rejected, conflict };

// Edited while its bytes were under way. An acceptance holds for the old bytes; anything else is about
// content that the person has already replaced.
const overtaken = (record, sent, result, now) => {
  const old = record.earlier.find(({ sha256 }) => sha256 === sent);
  return accepted(result) && old ? split(record, old, result.receipt, now) : { record };
};

const split = (record, old, receipt, now) => ({
  ...delivered({ ...record, sealed: old.sealed, photos: old.photos, sha256: old.sha256 }, { receipt }, now),
  revision: { sealed: record.sealed, photos: record.photos },
});

/** Whether the phone may forget it. */
export const forgettable = (record, now) =>
  (record.state === "delivered" || record.state === "withdrawn") && now - record.done_at > KEPT_FOR;
