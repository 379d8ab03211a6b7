/**
 * Large files that a screen needs without signal and only some people open: the engine of the scanner. They are not in
 * everybody's precache but come to the phones of those who keep the view that goes with them; the worker answers with
 * what lies here. `/large.json`, written by the build: {view: [address]}.
 *
 *   value "large"  {view: whether all its files are on this phone}
 */
import { set } from "../shared/store.js";
import { current } from "./account.js";

const STORE = "linju-large";
const LIST = "/large.json";

let complete = false;

/** What is here already; nobody is asked. */
export const lookFor = async () => {
  const store = await globalThis.caches?.open(STORE);
  const list = await (await store?.match(LIST))?.json();
  if (list) await report(store, list);
};

/** Fetch what this person's phone lacks, and drop what an older version left. Resolves when it has tried. */
export const fetchMissing = async () => {
  const views = current()?.profile.views ?? [];
  const store = views.length && !complete && (await globalThis.caches?.open(STORE));
  const answer = store && (await fetch(LIST, { cache: "no-cache" }).catch(() => null));
  if (!answer?.ok) return;
  const list = await answer.clone().json();
  const wanted = Object.entries(list).flatMap(([view, files]) => (views.includes(view) ? files : []));
  await store.put(LIST, answer);
  for (const file of wanted) if (!(await store.match(file))) await store.add(file);
  for (const { url } of await store.keys()) if (![LIST, ...wanted].includes(new URL(url).pathname)) await store.delete(url);
  complete = true;
  await report(store, list);
};

const report = async (store, list) => {
  const here = async (files) => (await Promise.all(files.map((file) => store.match(file)))).every(Boolean);
  const found = await Promise.all(Object.entries(list).map(async ([view, files]) => [view, await here(files)]));
  set("large", Object.fromEntries(found));
};
