/** The screen "search" of this phone, and what typing into it changes. All thinking is in match.js. */
import { get, select, set } from "../shared/store.js";
import { find, index } from "./match.js";

const STEP = 30; // people drawn at once: two phone screens
const START = { text: "", most: STEP };

if (get("search.typed") === undefined) set("search.typed", START);

select("search.index", ["view:people"], index);

select("search", ["search.index", "search.typed"], (all, { text, most }) => {
  const found = find(all, text, most);
  return {
    ready: true,
    known: all.name.length,
    text: text.trim(),
    total: found.total,
    more: Math.max(0, found.total - most),
    people: found.people.map(row),
  };
});

const row = ({ person, home, name, born, by, tail, hit: [from, to] }) => ({
  id: `${home.id}:${person}`,
  household_id: home.id,
  door: home.door,
  before: name.slice(0, from),
  hit: name.slice(from, to),
  after: name.slice(to),
  born,
  by,
  tail,
});

/** Every input counts, also half a syllable: the list follows the finger. */
export const type = (event) => set("search.typed", { text: String(event?.target?.value ?? event ?? ""), most: STEP });

export const more = () => {
  const typed = get("search.typed");
  set("search.typed", { ...typed, most: typed.most + STEP });
};

/** Empty the field and be ready for the next text. */
export const clear = () => {
  set("search.typed", START);
  const field = document.getElementById("q");
  if (field) field.value = "";
  field?.focus();
};

/** Coming back from a household: the field says again what the list answers. */
export const restore = () => {
  const field = document.getElementById("q");
  if (!field) return;
  if (field.value) type(field.value);
  else field.value = get("search.typed")?.text ?? "";
};

/** Enter closes the keyboard, so that the list is seen; nothing is sent. */
export const done = () => document.activeElement?.blur();
