/**
 * What lies on the phone is sealed with AES-GCM under a key that JavaScript can use but not read.
 *
 * Every account has its own key on every phone. The server derives it (`phone_key` of GET /api/me) and
 * hands it out at sign-in; the phone turns it into a non-extractable CryptoKey and keeps only that.
 * Signing out, or the server's `wipe`, deletes the handle. Unsent work then stays behind as ciphertext
 * that nobody can open on this phone until its author signs in again and the server hands out the same key.
 *
 * The honest limit: while somebody is signed in, whoever holds the unlocked phone can use the key through
 * this app or a debugger, exactly as the person could. The lock of the phone protects that, not we.
 */
import { utf8 } from "./bytes.js";

const CIPHER = "AES-GCM";

/** The key for a `phone_key` (base64 of 16 or 32 bytes). */
export const keyFrom = (secret) => {
  const raw = Uint8Array.from(atob(secret), (char) => char.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, CIPHER, false, ["encrypt", "decrypt"]);
};

/** Seal a JSON value; `about` (what it belongs to) is authenticated, so two values cannot be swapped. */
export const seal = (key, value, about) => sealBytes(key, utf8(JSON.stringify(value)), about);

export const sealBytes = async (key, bytes, about) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: CIPHER, iv, additionalData: utf8(about) }, key, bytes);
  return { iv, data };
};

/** The JSON value that was sealed. Rejects when key, bytes or `about` differ. */
export const unseal = async (key, sealed, about) =>
  JSON.parse(new TextDecoder().decode(await unsealBytes(key, sealed, about)));

export const unsealBytes = (key, { iv, data }, about) =>
  crypto.subtle.decrypt({ name: CIPHER, iv, additionalData: utf8(about) }, key, data);
