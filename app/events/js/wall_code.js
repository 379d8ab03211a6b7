/**
 * The rotating code of a wall screen, made on the screen itself so that an outage does not stop it. The twin of
 * rules/codes.py; tests/events/js runs both.
 */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
export const WINDOW = 20; // seconds

export const windowAt = (unix) => Math.floor(unix / WINDOW);

/** `bytes`: the event's 32 bytes, base64. */
export const keyOf = (bytes) => {
  const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
};

/** The 24 characters of a window. `short`: the event's six letters. */
export const rotating = async (key, short, window) => {
  const made = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${short}${window}`));
  return short + digits(BigInt(window), 6) + digits(new DataView(made).getBigUint64(0) >> 4n, 12);
};

const digits = (number, length) =>
  Array.from({ length }, (_, place) => DIGITS[Number((number >> (5n * BigInt(length - 1 - place))) & 31n)]).join("");
