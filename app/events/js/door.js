/** The screen "door" of this phone (app/events/page/door.py). What a tap or a scan changes: door_taps.js. */
import { get, keep, select, set, subscribe } from "../shared/store.js";
import { book, passOf, scans, standing } from "./book.js";
import { dayOf } from "./judge.js";
import { digestsOf } from "./pass.js";

const LAST = 6; // rows
const NOBODY = { code: "", name: "", at: "", record: "", text: "", via: "", insist: false, came: "", number: 0 };

keep("door.sound", true);
keep("door.speech", false);
set("door.chosen", "");
set("door.verdict", NOBODY);
set("door.camera", { state: "off", torch: "none" });
set("door.digests", new Map()); // scanned text → its digests
set("door.minute", Date.now());

if (typeof window !== "undefined") {
  setInterval(() => set("door.minute", Date.now()), 30_000);
  subscribe("outbox", () => learn());
  subscribe("door.book", () => learn());
}

/** Work out the digests of what this phone has scanned, also before it was started anew. */
export const learn = async () => {
  const known = get("door.digests");
  const { communities } = get("door.book");
  const texts = (get("outbox") ?? []).filter(({ kind, data }) => kind === "checkin.scan" && !known.has(data?.pass)).map(({ data }) => data.pass);
  if (!texts.length || !communities.length) return;
  const made = await Promise.all(texts.map(async (text) => [text, await digestsOf(text, communities)]));
  set("door.digests", new Map([...get("door.digests"), ...made]));
};

select("door.book", ["view:door"], book, book([]));

/** Who a scanned text is: the person, or the text where the book does not know. */
export const personBy = (found, digests) => (text) => passOf(found, digests.get(text) ?? [])?.person || text;

/** The event at whose door this phone stands: chosen, named by the address, or the only one that is open now. */
export const eventOf = (found, chosen, asked, now) => {
  for (const id of [chosen, asked]) if (id && found.events.has(id)) return id;
  const open = [...found.events.values()].filter((event) => opened(event, now / 1000));
  return !asked && open.length === 1 ? open[0].id : "";
};

const opened = (event, at) => event.cancelled === null && event.finished === null && event.opens <= at && at <= event.closes;

select("door", ["view:door", "door.book", "door.chosen", "outbox", "door.digests", "door.minute", "lang"], (_rows, found, chosen, outbox, digests, now, lang, asked) => {
  const id = eventOf(found, chosen, asked, now);
  const event = found.events.get(id);
  const lines = [...found.events.values()].map((one) => line(one, found, outbox, digests, now, lang));
  if (!event) return { ...NOWHERE, ready: true, missing: Boolean(asked) && !found.events.has(asked), events: lines };
  const mine = scans(outbox, id);
  return {
    ready: true,
    missing: false,
    events: lines,
    ...line(event, found, outbox, digests, now, lang),
    expected: (found.places.get(id) ?? []).filter(({ state }) => state === "confirmed").length,
    waiting: mine.filter(({ state }) => state !== "delivered" && !STUCK.has(state)).length,
    clashes: mine.filter(({ state }) => STUCK.has(state)).length,
    last: mine.slice(-LAST).reverse().map((one) => row(one, found, digests)),
  };
});

const NOWHERE = { ready: false, missing: false, events: [], id: "", title: "", place: "", when: "", standing: "", came: 0, expected: 0, limit: 0, waiting: 0, clashes: 0, last: [] };

const line = (event, found, outbox, digests, now, lang) => ({
  id: event.id,
  title: event.title,
  place: event.place,
  when: `${day(event.starts, now, lang)}${clock(event.starts)}–${clock(event.ends)}`,
  standing: standingOf(event, now / 1000),
  came: standing(found, event.id, scans(outbox, event.id), personBy(found, digests)).came,
  limit: event.capacity ?? 0,
});

const standingOf = (event, at) => {
  if (event.cancelled !== null) return "cancelled";
  if (event.finished !== null || at > event.closes) return "finished";
  return at < event.opens ? "early" : "open";
};

const MARKS = { queued: "saved", sending: "sending", held: "held", delivered: "sent", conflict: "attention", rejected: "attention" };
const STUCK = new Set(["conflict", "rejected"]);

const row = ({ id, text, state, at, via, letIn, name }, found, digests) => ({
  id,
  name: passOf(found, digests.get(text) ?? [])?.name ?? name,
  at: clock(at),
  via,
  let_in: letIn,
  mark: MARKS[state] ?? "saved",
});

/** "14:05" of a moment (Unix seconds), local. */
export const clock = (unix) => {
  const date = new Date(unix * 1000);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
};

// Nothing for today: that is where people stand.
const day = (unix, now, lang) => {
  if (dayOf(unix) === dayOf(now / 1000)) return "";
  const date = new Date(unix * 1000);
  return lang === "en" ? `${date.getDate()}/${date.getMonth() + 1} ` : `${date.getMonth() + 1}月${date.getDate()}日 `;
};

/** What the screen says of a scan: see `verdict` in door_taps.js. */
export { NOBODY };

/** Whether this person may check people in: "yes", "no", or "" while nobody is known. */
select("door.mine", ["account"], (account) => (account?.views ? (account.views.includes("door") ? "yes" : "no") : ""), "");
