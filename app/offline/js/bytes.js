/** Bytes that the phone and the server must agree on. */

/**
 * The one spelling of a command that is hashed: keys sorted, no blanks, UTF-8, nothing escaped that JSON
 * does not demand. Python: `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.
 * Broken characters (half an emoji) become U+FFFD. Throws a RangeError for a number the two would spell
 * differently; what a form holds are texts and whole numbers.
 */
export const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") return `{${members(value).join(",")}}`;
  if (typeof value === "string") return JSON.stringify(whole(value));
  if (typeof value === "number") return spelled(value);
  return JSON.stringify(value ?? null);
};

const members = (object) =>
  Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(whole(key))}:${canonical(object[key])}`);

const whole = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

const spelled = (number) => {
  const text = JSON.stringify(number);
  if (/[en]/.test(text)) throw new RangeError(`${number} has no common spelling`);
  return text;
};

export const utf8 = (text) => new TextEncoder().encode(text);

/** SHA-256 of text (its UTF-8) or bytes, as 64 hex digits. */
export const sha256 = async (input) => {
  const bytes = typeof input === "string" ? utf8(input) : input;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
};
