/**
 * What a scanned or typed text is. The twin of app/passes/rules/codes.py (`read_pass`, `digest`, `short_digest`): both
 * are run on tests/events/pass_texts.json.
 */

const LETTERS = /^[2-9A-HJKMNP-Z]+$/; // none of 0 O 1 I L
const TOKEN = 16;
const SHORT = 6;

/** {token} or {short}, or {} when it is no pass at all. */
export const readPass = (text) => {
  const address = /\/p\/([^/?#\s]+)/i.exec(text);
  const letters = narrow(address ? address[1] : text).replace(/[\s\-–—_.]+/g, "").toUpperCase();
  if (!LETTERS.test(letters)) return {};
  if (letters.length === TOKEN) return { token: letters };
  return letters.length === SHORT ? { short: letters } : {};
};

// Full-width letters, as a Chinese keyboard writes them.
const narrow = (text) => text.replace(/[Ａ-Ｚａ-ｚ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));

/**
 * What was scanned instead of a pass: "wall" (the code for residents' own phones), "letters" (typed, with a letter that no
 * code has), "length" (typed, too short or too long), "other".
 */
export const whatElse = (text) => {
  if (/\/e\/[^/?#\s]+/i.test(text)) return "wall";
  if (/[:/]/.test(text) || text.length > 40) return "other";
  return /[01OIL]/i.test(text) ? "letters" : "length";
};

/** SHA-256 of a text, 64 hex. */
export const sha256 = async (text) => {
  const made = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(made), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** Under which names the view "door" may know a pass: of six letters one per community. */
export const digestsOf = async (text, communities) => {
  const { token, short } = readPass(text);
  if (token) return [await sha256(token)];
  return short ? Promise.all(communities.map((community) => sha256(`${community}:${short}`))) : [];
};
