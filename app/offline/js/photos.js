/**
 * Photos on the phone: made small, freed of everything but the picture, sealed, sent before their record.
 * A photo is named by the SHA-256 of its JPEG bytes; ArrayBuffers are stored, never Blobs (WebKit).
 */
import { current } from "./account.js";
import { call } from "./api.js";
import { sha256 } from "./bytes.js";
import * as db from "./db.js";
import { reach } from "./fault.js";
import { sealBytes, unsealBytes } from "./vault.js";

const LONGEST_SIDE = 1600; // px
const QUALITY = [0.82, 0.7, 0.55];
const ENOUGH = 700_000; // bytes; a lower quality is tried above it

export class NoPicture extends Error {}

/** Store a picture the person took or chose. Resolves {sha256, width, height, size}. Rejects with NoPicture. */
export const take = async (file) => {
  const { account, key } = current();
  const { bytes, width, height } = await shrink(file);
  const name = await sha256(bytes);
  const sealed = await sealBytes(key, bytes, `${account}:${name}`);
  const photo = { key: `${account}:${name}`, account, sha256: name, sealed, width, height, size: bytes.byteLength, stored: false, taken_at: Date.now() };
  await db.write(["photos"], async (tx) => {
    const known = await tx.objectStore("photos").get(photo.key);
    await tx.objectStore("photos").put({ ...photo, stored: known?.stored ?? false });
  });
  await reach("taken");
  return { sha256: name, width, height, size: photo.size };
};

// Drawing on a canvas and reading it back leaves place, time and device behind; the browser applies the
// camera's orientation while drawing.
const shrink = async (file) => {
  const image = await decoded(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  image.close?.();
  const bytes = await encoded(canvas);
  canvas.width = canvas.height = 0; // gives the memory back at once on small phones
  return { bytes, width, height };
};

const decoded = async (file) => {
  if (globalThis.createImageBitmap)
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      // Some WebKits take no options, or not this format: the <img> decoder may still know it.
    }
  const url = URL.createObjectURL(file);
  try {
    const image = Object.assign(new Image(), { src: url });
    await image.decode();
    return image;
  } catch {
    throw new NoPicture(file.type || "unknown");
  } finally {
    URL.revokeObjectURL(url);
  }
};

const encoded = async (canvas) => {
  let bytes;
  for (const quality of QUALITY) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (!blob) throw new NoPicture("canvas");
    bytes = await blob.arrayBuffer();
    if (bytes.byteLength <= ENOUGH) break;
  }
  return bytes;
};

/** A URL to show a stored photo; revoke it when the picture is gone from the screen. Empty if it is not here. */
export const show = async (name) => {
  const bytes = await read(name);
  return bytes ? URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })) : "";
};

/** The JPEG as base64, for a file the person carries away; empty if it is not here. */
export const base64 = async (name) => {
  const bytes = await read(name);
  if (!bytes) return "";
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
};

const read = async (name) => {
  const { account, key } = current();
  const photo = await db.get("photos", `${account}:${name}`);
  return photo && unsealBytes(key, photo.sealed, photo.key);
};

/**
 * Bring the photos of one record to the server. Answers as api.js does: {is: "ok"} when all are there;
 * {is: "refused", json: {errors}} when one cannot be taken or is gone from this phone.
 */
export const upload = async (names) => {
  for (const name of names) {
    const answer = await uploadOne(name);
    if (answer.is !== "ok") return answer;
  }
  return { is: "ok" };
};

const uploadOne = async (name) => {
  const { account } = current();
  const photo = await db.get("photos", `${account}:${name}`);
  if (!photo) return lost();
  if (photo.stored) return { is: "ok" };
  const bytes = await read(name);
  const answer = await call("PUT", `/api/photos/${name}`, { body: bytes, type: "image/jpeg", timeout: 60_000 });
  await reach("photo-sent");
  if (answer.is === "refused" && answer.json?.code === "photo_hash") return { is: "later", status: 500, after: 0 }; // damaged on the way
  if (answer.is !== "ok") return answer;
  if (answer.json.sha256 !== name) return { is: "later", status: answer.status, after: 0 };
  await db.put("photos", { ...photo, stored: true });
  return { is: "ok" };
};

/** The server says that it lacks photos of a record: bring them up again. */
export const distrust = async (names) => {
  const { account } = current();
  for (const name of names) {
    const photo = await db.get("photos", `${account}:${name}`);
    if (photo?.stored) await db.put("photos", { ...photo, stored: false });
  }
};

const lost = () => ({
  is: "refused",
  json: { errors: [{ field: "photos", code: "photo_missing", message: "" }] },
});
