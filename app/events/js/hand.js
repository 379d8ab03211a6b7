/**
 * Tells a hand scanner from a hand. A hand scanner is a keyboard that types a whole code within a blink and ends with
 * Enter (some with Tab). It is listened to wherever the focus is.
 *
 * Keys are read by their place (`event.code`) while an input method is composing: a Chinese keyboard would swallow them.
 */

const SHORTEST = 6; // letters of the shortest code
const BLINK = 50; // ms between two keys at most, on average; people need 80 and more
const PAUSE = 250; // ms: whatever came before is another text

/** Collects keys. `key(name, at)` answers the whole text when the last key ended a scan, else "". `at`: ms. */
export const collector = () => {
  let text = "";
  let first = 0;
  let last = 0;
  return {
    /** Whether a key now would begin a new text. */
    rests: (at) => !text || at - last > PAUSE,
    key(name, at) {
      if (at - last > PAUSE) text = "";
      if (name === "Enter" || name === "Tab") {
        const whole = text;
        const quick = whole.length >= SHORTEST && (at - first) / whole.length <= BLINK;
        text = "";
        return quick ? whole : "";
      }
      if (name.length !== 1) return "";
      if (!text) first = at;
      text += name;
      last = at;
      return "";
    },
  };
};

/** What a keydown event writes: one letter, "Enter", "Tab", or another name that is not collected. */
export const written = ({ key, code, shiftKey, isComposing }) => {
  if (key !== "Process" && !isComposing && key !== "Unidentified") return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? MARKS[code + (shiftKey ? "+" : "")] ?? code;
};

const MARKS = { Slash: "/", Period: ".", Minus: "-", "Minus+": "_", Semicolon: ";", "Semicolon+": ":", NumpadEnter: "Enter" };

/**
 * Listen until the returned function is called. `heard(text)` gets what a scanner typed; a field that it was typed into
 * is as it was before, and the Enter presses no button.
 */
export const listen = (heard, where = document) => {
  const keys = collector();
  let before = null; // {field, value}: what the field held before the first key
  const onKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = event.timeStamp;
    if (keys.rests(at)) before = held(event.target);
    const text = keys.key(written(event), at);
    if (!text) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    restore(before);
    heard(text);
  };
  where.addEventListener("keydown", onKey, true);
  return () => where.removeEventListener("keydown", onKey, true);
};

const held = (field) => (field && "value" in field && field.tagName === "INPUT" ? { field, value: field.value } : null);

const restore = (before) => {
  if (!before || before.field.value === before.value) return;
  before.field.value = before.value;
  before.field.dispatchEvent(new Event("input", { bubbles: true }));
};
