/** Opening a visit of the timeline (past.js): its versions are asked for, photos still on this phone are unsealed. */
import { call } from "../offline/api.js";
import { work } from "../offline/boot.js";
import { get, set } from "../shared/store.js";

const STATES = { ok: "ready", refused: "gone" };

/** Show the visit `id` of a household. Nothing is kept: the next one replaces it. */
export const show = async (id, household) => {
  Object.values(get("past").urls).forEach((url) => URL.revokeObjectURL(url));
  const opened = { id, household, state: "loading", versions: [], urls: {} };
  set("past", opened);
  const [urls, answer] = await Promise.all([here(id), delivered(id) ? call("GET", `/api/visits/${id}/revisions`) : { is: "offline" }]);
  if (get("past") !== opened) return;
  const versions = answer.is === "ok" ? answer.json : [];
  set("past", { ...opened, urls, versions, state: STATES[answer.is] ?? "offline" });
};

const record = (id) => (get("outbox") ?? []).find((one) => one.id === id);
const delivered = (id) => (record(id)?.state ?? "delivered") === "delivered";

// Photos of this phone's own records about the visit, as URLs; none where they have been tidied away.
const here = async (id) => {
  const mine = (get("outbox") ?? []).filter((one) => one.id === id || one.data?.visit_id === id);
  const { photos } = await work();
  const found = await Promise.all(mine.flatMap((one) => one.data?.photos ?? []).map(async (sha256) => [sha256, await photos.show(sha256).catch(() => "")]));
  return Object.fromEntries(found.filter(([, url]) => url));
};
