/** Sends the note of the complaints page, keeps its text until the server has it, shows earlier answers. */
import { set } from "../shared/store.js";

const DRAFT = "linju:feedback"; // of this tab only: a complaint is nobody else's business on a shared phone

export const draft = (typed) => sessionStorage.setItem(DRAFT, typed?.target?.value ?? typed);

export const send = async (fields) => {
  set("feedback.state", "sending");
  try {
    const answer = await fetch("/api/feedback", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: fields.text ?? "", contact: fields.contact ?? "", page: document.referrer.slice(0, 200) }),
    });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) return fail(body.detail ?? "");
    sessionStorage.removeItem(DRAFT);
    document.getElementById("feedback-form")?.reset();
    const known = await load();
    set("feedback.code", known ? "" : body.code); // who is signed in finds the answer below
    set("feedback.state", "sent");
  } catch {
    set("feedback.state", "offline");
  }
};

const fail = (sentence) => {
  set("feedback.problem", sentence);
  set("feedback.state", "refused");
};

/** Earlier notes of whoever is signed in; nobody signed in or no network: none. Returns whether somebody is. */
export const load = async () => {
  try {
    const answer = await fetch("/api/feedback");
    set("feedback.mine", answer.ok ? (await answer.json()).map(shown) : []);
    return answer.ok;
  } catch {
    return false; // without a network the page still takes a note
  }
};

/** What became of a note that was written without signing in. */
export const look = async ({ code }) => {
  set("feedback.unknown", "");
  set("feedback.found", { id: "", text: "", created_at: "", answer: "", code: "" });
  try {
    const answer = await fetch("/api/feedback/look-up", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: code ?? "" }),
    });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) set("feedback.found", shown(body));
    else set("feedback.unknown", body.detail ?? "?");
  } catch {
    set("feedback.unknown", "offline");
  }
};

const shown = (note) => ({ ...note, created_at: note.created_at.slice(0, 10) });

/** Puts a kept draft back into the field. */
export const restore = () => {
  const field = document.getElementById("text");
  const kept = sessionStorage.getItem(DRAFT);
  if (field && kept && !field.value) field.value = kept;
  load();
};
