/** The slip for a door that did not open, from what lies on this phone. It names nobody who lives there. */
import { select } from "../shared/store.js";
import { clockOf, dayOf, nextTry, written } from "./days.js";
import "./given.js";
import { about } from "./people.js";

const NOTHING = { ready: false, name: "", phone: "", address: "", hours: "", words: "", qr: "", visitor: "", when: "", again: "" };

select("slip", ["view:committee", "cards", "outbox", "account", "today", "lang"], (committees, cards, outbox, account, today, lang, id) => {
  // A cadre works for one committee as a rule; a card says of which community its door is.
  const committee = committees.find((one) => one.id === cards.get(id)?.community_id) ?? committees[0];
  if (!committee) return NOTHING;
  const tried = about(outbox, id).find(({ kind, data }) => kind === "visit.log" && data.outcome === "not_home" && dayOf(data.started_at) === today);
  const at = tried?.data.started_at ?? new Date().toISOString();
  const { name, phone, address, hours, words, qr } = committee;
  return { ready: true, name, phone, address, hours, words, qr, visitor: account?.name ?? "", when: `${written(dayOf(at), today, lang)} ${clockOf(at)}`, again: nextTry([at]) };
});
