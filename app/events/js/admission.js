// Who may come in, decided on a phone without a network. The twin of rules/admission.py: both are run on
// tests/events/admission_cases.json. Moments are Unix seconds, days are local YYYY-MM-DD.

/** The verdicts that open the door. */
export const LETS_IN = new Set(["enter", "back"]);

/** The one decision, in this order: the code, the event, the hour, the person, their place. */
export const decide = (case_) => ofCode(case_) ?? ofEvent(case_) ?? ofComer(case_) ?? ofPlace(case_);

const by = (stamp, now) => stamp !== null && stamp <= now;

function ofCode({ comer, code }) {
  if (comer.staff) return "staff";
  return code === "forged" || code === "expired" ? code : null;
}

function ofEvent({ now, today, event, place }) {
  if (!by(event.published, now)) return "unpublished";
  if (by(event.cancelled, now)) return "cancelled";
  if (place.came !== null && place.left === null) return "already";
  if (by(event.finished, now)) return "finished";
  if (event.opens <= now && now <= event.closes) return null;
  if (today !== event.day) return "wrong_day";
  return now < event.opens ? "early" : "finished";
}

function ofComer({ now, comer }) {
  if (comer.shows === "nothing") return "needs_name";
  if (by(comer.revoked, now)) return "revoked";
  if (!comer.known) return comer.shows === "name" ? "needs_name" : "unknown";
  return comer.pin === "missing" ? "needs_pin" : null;
}

function ofPlace({ event, place }) {
  if (place.came !== null) return "back";
  if (place.state === "confirmed") return "enter";
  if (place.state === "waiting") return "waiting";
  if (!event.walk_in) return "no_walk_in";
  return event.capacity !== null && event.taken >= event.capacity ? "full" : "enter";
}
