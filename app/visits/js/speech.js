/**
 * The view "words": what rules, groups, causes and the lists of the form are called, in both languages
 * (app/visits/service/words.py).
 */

/** Rows of the view in one language: id → {text, kind, code, place, retired}. */
export const vocabulary = (rows, lang) =>
  new Map(rows.map(({ id, zh, en, ...rest }) => [id, { ...rest, text: (lang === "en" ? en : zh) || zh }]));

/**
 * The words of an id with {values} filled in. An unknown id is its bare code, so that nothing is silently missing; while
 * the words are still on their way there is nothing to say.
 */
export const say = (words, id, values = {}) => {
  if (!words.size) return "";
  const text = words.get(id)?.text ?? id.slice(id.indexOf(":") + 1);
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all).replace(/\b1 days\b/g, "1 day");
};

/** The words of one list that are offered now, in their order: [{code, name}]. */
export const offered = (words, kind) =>
  [...words.values()]
    .filter((word) => word.kind === kind && !word.retired)
    .sort((a, b) => a.place - b.place)
    .map(({ code, text }) => ({ code, name: text }));
