/** The versions of one visit as they are read. Pure. */
import { MARKS } from "./door.js";
import { moment } from "./people.js";
import { say } from "./speech.js";

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
