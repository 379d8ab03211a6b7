/** The screen "roster" of a desk: send a file, watch it being read, look at what it would change, import it. */
import { get, set } from "../shared/store.js";

const OFTEN = 400; // ms between two looks at a job
const KEY = "linju:roster"; // the job of this tab survives a reload; only its id is kept
const BUSY = ["reading", "writing"];
const COUNTS = ["new", "changed", "moved_out", "unchanged", "new_households", "new_doors", "new_buildings", "new_grids"];

let started = false;
const chosen = { whole: true };

/** Called when the screen appears. */
export const open = async () => {
  if (started) return;
  started = true;
  await Promise.all([history(), resume()]);
};

const resume = async () => {
  const id = sessionStorage.getItem(KEY);
  if (id) await watch(id);
  else show({ step: "pick" });
};

const history = async () => {
  const answer = await ask("GET", "/api/roster/imports");
  if (answer.status === 401) location.assign("/login?next=/admin/roster");
  set("roster.allowed", ![403, 404].includes(answer.status));
  if (answer.ok) set("roster.past", answer.body.map(past));
};

const past = ({ id, file_name, counts, created_at, by }) => {
  const on = new Date(created_at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const number = (what) => counts[what] ?? 0;
  return { id, file_name, by, on, added: number("new"), changed: number("changed"), moved_out: number("moved_out") };
};

/** 全员名册 or only some of the people: asked before the file is chosen. */
export const whole = (value) => {
  chosen.whole = value === "all";
};

/** A file was chosen: it goes off at once. Nothing is written before somebody says so. */
export const send = async () => {
  const field = document.getElementById("roster-file");
  const file = field?.files?.[0];
  if (!file) return;
  show({ step: "sending", file_name: file.name });
  const where = `/api/roster?whole=${chosen.whole}&file_name=${encodeURIComponent(file.name)}`;
  const answer = await ask("POST", where, file, "application/octet-stream");
  field.value = ""; // the same file, mended, may be chosen again
  if (!answer.ok) return failed(answer);
  sessionStorage.setItem(KEY, answer.body.id);
  await watch(answer.body.id);
};

/** Write what was looked at. */
export const apply = async () => {
  const { id, confirm } = get("roster");
  const confirmed = Boolean(document.getElementById("confirmed")?.checked);
  if (confirm && !confirmed) return document.getElementById("confirmed")?.focus();
  const answer = await ask("POST", `/api/roster/${id}/apply`, JSON.stringify({ confirmed }), "application/json");
  if (!answer.ok) return failed(answer);
  await watch(id);
};

/** Start anew; the server forgets the file. */
export const again = () => {
  const id = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  show({ step: "pick" });
  window.scrollTo(0, 0);
  if (id) ask("DELETE", `/api/roster/${id}`);
};

const watch = async (id) => {
  for (;;) {
    const answer = await ask("GET", `/api/roster/${id}`);
    if (answer.status === 0) {
      set("roster", { ...get("roster"), waiting: true }); // no network: the server goes on, we look again
    } else if (!answer.ok) {
      sessionStorage.removeItem(KEY);
      return answer.status === 404 ? show({ step: "pick" }) : failed(answer);
    } else {
      show(screen(answer.body));
      if (!BUSY.includes(answer.body.status)) return answer.body.status === "done" ? history() : undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, OFTEN));
  }
};

/** A job as the screen shows it. */
export const screen = ({ id, file_name, status, share, error, report = {}, counts }) => ({
  id,
  step: status,
  file_name,
  percent: Math.round(share * 100),
  error,
  people: report.people ?? 0,
  households: report.households ?? 0,
  errors: report.errors ?? 0,
  warnings: report.warnings ?? 0,
  confirm: Boolean(report.confirm),
  nothing: Boolean(report.nothing),
  more_problems: Math.max(0, (report.problem_count ?? 0) - (report.problems ?? []).length),
  columns: (report.sheets ?? []).flatMap(({ name, columns }) => columns.map((one) => column(one, name))),
  problems: (report.problems ?? []).map(problem),
  counts: COUNTS.map((what) => ({ what, number: (status === "done" ? counts : report.counts)?.[what] ?? 0 })),
  added: (report.new ?? []).map(({ row, name, door }) => ({ id: String(row), name, door, words: "" })),
  changed: (report.changed ?? []).map(changed),
  moved_out: (report.moved_out ?? []).map(({ id: person, name, door }) => ({ id: person, name, door, words: "" })),
});

const column = ({ column: letter, title, read_as }, sheet) => ({ id: sheet + letter, letter, title, read_as: read_as ?? "" });

const problem = ({ severity, sheet, row, column: title, value, message }, place) => ({
  id: String(place),
  error: severity === "error",
  sheet,
  row: row ?? 0,
  column: title,
  value,
  message,
});

const changed = ({ id, name, changes }) => ({
  id,
  name,
  door: "",
  words: changes.map(({ label, old, new: now }) => `${label}：${old || "—"} → ${now || "—"}`).join("；"),
});

const show = (what) => set("roster", { ...EMPTY, ...what });
const failed = ({ status, body }) => {
  if (status === 401) return location.assign("/login?next=/admin/roster");
  return show({ step: "failed", error: status ? (body?.detail ?? "") : "", unreachable: !status });
};

const EMPTY = { ...screen({ id: "", file_name: "", status: "pick", share: 0, error: "" }), waiting: false, unreachable: false };

const ask = async (method, url, body, type) => {
  try {
    const answer = await fetch(url, { method, body, headers: type ? { "content-type": type } : {} });
    return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return { ok: false, status: 0, body: null };
  }
};
