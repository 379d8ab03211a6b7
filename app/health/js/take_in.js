/** `/health/own`: a file with readings from elsewhere goes straight to the server; what became of it stands below. */
import { set } from "../shared/store.js";

const EMPTY = { step: "", readings: 0, known: 0, refused: 0, lines: [], error: "" };
const SHOWN = 20; // lines that say why

const show = (what) => set("health.taken", { ...EMPTY, ...what });

/** A file was chosen. `whose`: "" or "?person=…". The same file once more keeps nothing twice. */
export const send = async (whose, event) => {
  const field = event?.target ?? document.getElementById("take-in");
  const file = field?.files?.[0];
  if (!file) return;
  show({ step: "sending" });
  const answer = await post(`/health/own/fhir${whose}`, file);
  field.value = ""; // the same file, mended, may be chosen again
  if (answer.status === 401) return location.assign("/health");
  show(answer.ok ? done(answer.body) : { step: "failed", error: answer.body?.detail ?? "" });
};

const done = ({ readings, lines }) => {
  const refused = lines.filter(({ status }) => status === "refused");
  const known = lines.filter(({ status }) => status === "duplicate").length;
  const why = refused.slice(0, SHOWN).map((one) => ({ id: `${one.entry}`, number: one.entry + 1, why: one.why }));
  return { step: "done", readings, known, refused: refused.length, lines: why };
};

const post = async (url, body) => {
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/fhir+json" } });
    return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return { ok: false, status: 0, body: null };
  }
};
