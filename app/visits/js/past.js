/**
 * A visit of the timeline, opened: everything it ever said, who wrote it and when, the newest first, with its photos.
 * The versions come from the server (past_taps.js); what this phone has not delivered yet stands above them.
 *
 *   value "past" {id, household, state: "" | "loading" | "ready" | "offline" | "gone", versions: [{number, by, at, body}],
 *                 urls: {sha256: URL}}
 */
import { select, set } from "../shared/store.js";
import "./given.js";
import { shown, waitingVersions } from "./versions.js";

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
