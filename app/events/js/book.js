/**
 * The view "door" (app/events/service/door.py) as a book to look things up in, with what this phone has done written over
 * it. Pure. Moments are Unix seconds.
 */

const HALF = 32; // hex digits of a digest that travel
const NOWHERE = { state: "none", came: null, left: null };

/** Rows of the view → {events: Map, communities, passes: Map(digest → pass), places: Map(event → rows)}. */
export const book = (rows) => {
  const made = { events: new Map(), communities: [], passes: new Map(), places: new Map(), names: new Map() };
  for (const row of rows) WRITE[row.kind]?.(made, row);
  made.communities = [...new Set([...made.events.values()].map(({ community }) => community))];
  return made;
};

const WRITE = {
  event: (made, row) => made.events.set(row.id, row),
  pass: (made, row) => {
    made.names.set(row.person, row.name);
    for (const digest of [row.token, row.short]) {
      // Six letters may be somebody else's after a pass was revoked.
      if (row.revoked === null || !made.passes.has(digest)) made.passes.set(digest, row);
    }
  },
  place: (made, row) => {
    if (!made.places.has(row.event)) made.places.set(row.event, []);
    made.places.get(row.event).push(row);
  },
};

/** The pass that one of these digests names, or undefined. */
export const passOf = ({ passes }, digests) => digests.map((digest) => passes.get(digest.slice(0, HALF))).find(Boolean);

/**
 * The records of the outbox that say something about an event, oldest first:
 * [{id, text, via, at, letIn, state, name}]. What was taken back is not in it; what the server refused let nobody in.
 */
export const scans = (outbox, event) => {
  const undone = new Set(outbox.filter(({ kind, state }) => kind === "checkin.undo" && state !== "withdrawn").map(({ data }) => data?.scan_id));
  return outbox
    .filter(({ kind, state, data, id }) => kind === "checkin.scan" && data?.event_id === event && state !== "withdrawn" && !undone.has(id))
    .map(({ id, data, made_at, state, title }) => ({
      id, state, text: data.pass, via: data.via, letIn: data.let_in !== false && state !== "rejected", at: Date.parse(made_at) / 1000, name: title.split(" · ")[0],
    }))
    .sort((a, b) => a.at - b.at);
};

/**
 * What is known about an event: the book and this phone's own scans over it. `personOf(text)` names the person of a
 * scanned text, or the text itself where nobody is known.
 *
 *   {place(person), came, taken}
 */
export const standing = ({ places, events }, event, mine, personOf) => {
  const known = new Map();
  let guests = 0;
  for (const row of places.get(event) ?? []) {
    if (row.person) known.set(row.person, row);
    else if (row.came !== null) guests += 1;
  }
  let taken = events.get(event)?.taken ?? 0;
  for (const { text, at, letIn } of mine) {
    const person = personOf(text);
    const before = known.get(person) ?? NOWHERE;
    if (!letIn || (before.came !== null && (before.left === null || before.left > at))) continue;
    if (before.state === "none" && before.came === null) taken += 1;
    known.set(person, { ...before, came: at, left: null });
  }
  const came = guests + [...known.values()].filter((row) => row.came !== null).length;
  return { place: (person) => known.get(person) ?? NOWHERE, came, taken };
};
