/** The guided check on one's own phone: readings go into the outbox, a check under way is a draft like any other. */
import { work } from "../offline/boot.js";
import { get, set } from "../shared/store.js";

const NAME = "health.measure:now";
const FRESH = 30 * 60_000; // ms after which a check that was left is not gone on with
const UNDER_WAY = ["rest", "type", "problem", "between"];

/** Into the outbox, with the draft that it came from. Resolves with "saved". Rejects as outbox.save does. */
export const keep = async (data, title) => {
  const { outbox } = await work();
  await outbox.save({ kind: "health.measure", version: 1, title, page: "", data }, { draft: NAME });
  return "saved";
};

let writing = Promise.resolve();

/** What has been typed so far, on disk; `health.drafted`: the step that lies there. Never rejects: without it the check goes on all the same. */
export const saveDraft = (state) => {
  if (!get("account")) return writing;
  writing = writing.then(() => write(state)).catch((error) => console.error("draft", error));
  return writing;
};

const write = async (state) => {
  const { drafts } = await work();
  if (UNDER_WAY.includes(state.step)) await drafts.put(NAME, { state, title: get("health.title") ?? "" });
  else await drafts.discard(NAME);
  set("health.drafted", state.step);
};

/** {state, title} of a check that was cut off a little while ago, or null. */
export const restore = async () => {
  try {
    const { drafts } = await work();
    const draft = await drafts.get(NAME);
    return draft && Date.now() - draft.saved_at < FRESH && UNDER_WAY.includes(draft.content.state?.step) ? draft.content : null;
  } catch {
    return null;
  }
};

/** What this phone knows of its owner is asked for anew: they may have agreed, or taken it back, a moment ago. Never rejects. */
export const askAnew = async () => {
  try {
    const engine = await work();
    if (navigator.onLine && get("account")?.views?.includes("health")) await engine.wake("manual");
  } catch {
    // what is known stands
  }
};
