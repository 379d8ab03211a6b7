/**
 * A household's card as pure functions: its row of the view "cards" and the records of the outbox in, what the card shows
 * out. Records that the server may not know yet stand in their place, with their mark.
 */
import { dayOf, written } from "./days.js";
import { MARKS } from "./door.js";
import { about, moment } from "./people.js";
import { say } from "./speech.js";

/** Not yet on the server for sure: what the view says is older than this. */
const pending = ({ state }) => MARKS[state] !== "sent";

/** Visits, the newest first: those on this phone that the server has not shown yet, then those of the view. */
export const visits = (row, outbox, today, words, lang) => {
  const known = new Set(row.visits.map(({ id }) => id));
  const records = about(outbox, row.id);
  const mine = records.filter(({ id, kind }) => kind === "visit.log" && !known.has(id)).map(fresh);
  const edits = records.filter((record) => record.kind === "visit.edit" && pending(record));
  const names = new Map(row.people.map(({ id, name }) => [id, name]));
  return [...mine, ...row.visits.map((one) => told(one, row.id, edits))]
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map((one) => ({
      ...one,
      when: moment(one.at, today, lang),
      people: one.people.map((id) => names.get(id)).filter(Boolean).join("、"),
      topics: one.topics.map((code) => say(words, `topic:${code}`)).join(lang === "en" ? ", " : "、"),
      photos: one.photos.length,
    }));
};

const EMPTY = { people: [], topics: [], note: "", photos: [], by: "", edited: "", revision: 1 };

const fresh = ({ id, state, data, receipt }) => ({
  ...EMPTY, ...said(data), id, mark: MARKS[state], no: receipt?.no ?? "", mine: true,
  edit: `/visit?household=${data.household_id}&record=${id}`,
});

const said = ({ started_at, mode, outcome, people = [], topics = [], note = "", photos = [] }) => ({
  at: started_at, mode, outcome, people, topics, note, photos,
});

// An edit that waits on this phone is what its author wants to read.
const told = (one, household, edits) => {
  const edit = edits.find(({ data }) => data.visit_id === one.id);
  const { at, mode, outcome, by, mine, people: met, topics, note, revision, edited, photos, id, no } = one;
  return {
    id, no, at, mode, outcome, by, mine, people: met, topics, note, revision, edited, photos,
    ...(edit ? said(edit.data) : {}), mark: edit ? MARKS[edit.state] : "",
    edit: `/visit?household=${household}&edit=${id}`,
  };
};

/** Records of `kind` that end something, by the id of what they end. */
const ending = (outbox, kind, name) =>
  new Map(outbox.filter((one) => one.kind === kind && MARKS[one.state]).map(({ data, state }) => [data[name], MARKS[state]]));

/** Those of the view that were not ended here; what is being ended says how far that is. */
const open = (rows, ended) =>
  rows.filter(({ id }) => ended.get(id) !== "sent").map((one) => ({ ...one, mark: ended.get(one.id) ?? "", fresh: false }));

/** Notes at the door: the ones written here, then those of the view. */
export const notes = (row, outbox, today, lang) => {
  const known = new Set(row.notes.map(({ id }) => id));
  const ended = ending(outbox, "note.end", "note_id");
  const fresh = about(outbox, row.id)
    .filter(({ kind, id }) => kind === "note.write" && !known.has(id) && ended.get(id) !== "sent")
    .map(({ id, data, state, made_at }) => ({ id, text: data.text, readers: data.readers, by: "", on: made_at, mark: MARKS[state], fresh: true }));
  return [...fresh, ...open(row.notes, ended)].map((one) => ({ ...one, when: written(dayOf(one.on), today, lang) }));
};

/** What somebody noted that moves the household up. */
export const marks = (row, outbox, words, today, lang) => {
  const known = new Set(row.marks.map(({ id }) => id));
  const fresh = about(outbox, row.id)
    .filter(({ kind, id }) => kind === "priority.mark" && !known.has(id))
    .map(({ id, data, state }) => ({ id, ...data, mark: MARKS[state], fresh: true }));
  return [...fresh, ...open(row.marks, ending(outbox, "priority.end", "mark_id"))].map(({ id, cause, since, mark, fresh: new_ }) => ({
    id, cause, mark, fresh: new_, since: written(since, today, lang),
  }));
};

/** Open needs: those of visits that still wait on this phone, then those of the view without the ones closed here. */
export const needs = (row, outbox, today, words, lang) => {
  const known = new Set(row.visits.map(({ id }) => id));
  const fresh = about(outbox, row.id)
    .filter(({ id, kind }) => kind === "visit.log" && !known.has(id))
    .flatMap(({ id, state, data }) =>
      (data.needs ?? []).map((one, place) => ({ ...one, id: `${id}.${place}`, on: data.started_at, mark: MARKS[state], fresh: true })),
    );
  return [...fresh, ...open(row.needs, ending(outbox, "need.close", "need_id"))].map(({ id, category, text, urgency, on, mark, fresh: new_ }) => ({
    id, text, urgency, mark, fresh: new_, category: say(words, `need:${category}`), since: moment(on, today, lang),
  }));
};

/** Changes of the roster that wait for a decision: whose, which field, what it shall be. */
export const proposals = (row, outbox) => {
  const known = new Set(row.visits.map(({ id }) => id));
  const names = new Map(row.people.map(({ id, name }) => [id, name]));
  const fresh = about(outbox, row.id)
    .filter(({ id, kind }) => kind === "visit.log" && !known.has(id))
    .flatMap(({ id, state, data }) => (data.corrections ?? []).map((one, place) => ({ ...one, id: `${id}.${place}`, mark: MARKS[state] })));
  return [...fresh, ...row.proposals].map(({ id, person_id, field, value, mark = "" }) => ({
    id, field, value, mark, name: names.get(person_id) ?? "",
  }));
};
