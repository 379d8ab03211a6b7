/**
 * A visit of the timeline, opened: everything it ever said, who wrote it and when, the newest first, with its photos.
 * The versions come from the server (past_taps.js); what this phone has not delivered yet stands above them.
 *
 *   value "past" {id, household, state: "" | "loading" | "ready" | "offline" | "gone", versions: [{number, by, at, body}],
 *                 urls: {sha256: URL}}
 */
import { select, set } from "../shared/store.js";
import { MARKS } from "./door.js";
import "./given.js";
import { moment } from "./people.js";
import { say } from "./speech.js";

const NOTHING = { id: "", household: "", state: "", versions: [], urls: {} };
set("past", NOTHING);

select("past.screen", ["past", "cards", "outbox", "account", "words", "today", "lang"], (past, cards, outbox, account, words, today, lang) => {
  const row = cards.get(past.household);
  const names = new Map(row?.people.map(({ id, name }) => [id, name]));
  const waiting = waitingVersions(past.id, outbox, account);
  const written = past.versions.length ? past.versions.at(-1).number : 0;
  return {
    id: past.id,
    state: waiting.length && past.state === "offline" ? "ready" : past.state,
    versions: [...past.versions, ...waiting.map((one, place) => ({ ...one, number: written + 1 + place }))]
      .reverse()
      .map((one) => shown(one, past, names, words, today, lang)),
  };
});

/** What was typed here and is not delivered: the visit itself, or edits of it; oldest first. */
export const waitingVersions = (id, outbox, account) =>
  outbox
    .filter((one) => MARKS[one.state] && one.state !== "delivered" && (one.id === id || (one.kind === "visit.edit" && one.data?.visit_id === id)))
    .sort((a, b) => a.number - b.number)
    .map(({ data, made_at, state }) => ({ by: account?.name ?? "", at: made_at, body: data, mark: MARKS[state] }));

/** One version as it is read. People who no longer live there are counted, not named. */
export const shown = ({ number, by, at, body, mark = "" }, past, names, words, today, lang) => {
  const { people = [], topics = [], needs = [], corrections = [], photos = [] } = body;
  const known = people.map((id) => names.get(id)).filter(Boolean);
  const comma = lang === "en" ? ", " : "、";
  return {
    number,
    by,
    mark,
    when: moment(at, today, lang),
    started: moment(body.started_at, today, lang),
    mode: body.mode ?? "visit",
    outcome: body.outcome ?? "",
    people: known.join(comma),
    others: people.length - known.length,
    topics: topics.map((code) => say(words, `topic:${code}`)).join(comma),
    note: body.note ?? "",
    needs: needs.map(({ category, text, urgency }) => ({ category: say(words, `need:${category}`), text, urgency })),
    corrections: corrections.map(({ person_id, field, value = "" }) => ({ name: names.get(person_id) ?? "", field, value })),
    photos: photos.map((sha256) => past.urls[sha256] ?? `/api/visits/${past.id}/photos/${sha256}`),
  };
};
