/** The sync centre's rows and buttons. */
import { get as value, select, set } from "../shared/store.js";
import { work } from "./boot.js";

select(
  "sync.rows",
  ["outbox", "lang"],
  (outbox, lang) => outbox.map((record) => row(record, lang)),
);

const MARKS = { queued: "saved", sending: "sending", held: "held", delivered: "sent", rejected: "attention", conflict: "attention", withdrawn: "none" };

const row = ({ id, number, kind, title, state, made_at, receipt, errors, data, theirs, fields, page, unreadable }, lang) => ({
  id, number, kind, title, state,
  made: moment(made_at, lang),
  mark: MARKS[state],
  receipt: receipt?.no ?? "",
  errors: errors.map(({ field, code, message }) => ({ field: field ?? "", code: code ?? "", message: message ?? "" })),
  differences: theirs ? differing(data, theirs, fields) : [],
  edit: page && !unreadable ? `${page}${page.includes("?") ? "&" : "?"}record=${id}` : "",
  unreadable: Boolean(unreadable),
});

const differing = (mine, theirs, fields) =>
  (fields.length ? fields : Object.keys(theirs).filter((name) => text(mine[name]) !== text(theirs[name]))).map((field) => ({
    field, mine: text(mine[field]), theirs: text(theirs[field]),
  }));

const text = (value) => {
  if (value === undefined || value === null || value === "") return "—";
  if (Array.isArray(value)) return value.map(text).join("、") || "—";
  return typeof value === "object" ? Object.values(value).filter((each) => typeof each !== "object").join(" ") : String(value);
};

/** "3月2日 10:14", in the person's language and time. */
export const moment = (when, lang) => {
  const date = new Date(when);
  if (!when || Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }).format(date);
};

// Plain words need plain numbers: what the person sees of the line and the storage.
select(
  "sync.state",
  ["sync", "space", "online", "signed", "missing", "lang"],
  (sync, space, online, signed, missing, lang) => ({
    ready: signed !== "unknown",
    unsent: sync.unsent, stuck: sync.stuck, strangers: sync.strangers,
    sending: sync.sending, trouble: online ? sync.trouble : sync.trouble || "offline",
    contact: moment(sync.contact_at, lang), next: sync.next_at > Date.now() ? moment(sync.next_at, lang) : "",
    persisted: space.persisted === null ? "unknown" : space.persisted ? "yes" : "no",
    used: size(space.usage), free: space.quota === null ? "" : size(space.quota - space.usage),
    missing: missing.map(({ number, label, made_at }) => ({ number, label, made: moment(made_at, lang) })),
  }),
);

const size = (bytes) => {
  if (bytes === null || bytes === undefined) return "";
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
};

export const send_now = async () => (await work()).hurry();
export const resend = async (id) => (await work()).outbox.resend(id);
export const withdraw = async (id) => (await work()).outbox.withdraw(id);
export const keep_mine = async (id) => (await work()).outbox.insist(id);
export const leave = async () => (await work()).signOut();
export const read_missing = async () => (await work()).readMissing();
export const update = async () => (await import("./update.js")).apply();

/** All that has not been sent, as a file the person can hand to somebody. It is readable: the page says so. */
export const save_file = async () => {
  const { photos } = await work();
  const records = (value("outbox") ?? []).filter(({ state }) => state !== "delivered");
  const pictures = {};
  for (const name of records.flatMap((record) => record.photos)) pictures[name] = await photos.base64(name);
  const commands = records.map(({ id, kind, version, made_at, data, state, number }) => ({ id, kind, version, made_at, data, state, number }));
  const file = new Blob([JSON.stringify({ commands, photos: pictures }, null, 1)], { type: "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `linju-${new Date().toISOString().slice(0, 10)}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  set("notice", { what: "exported", number: records.length, at: Date.now() });
};
