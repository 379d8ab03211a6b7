/**
 * One call to the server, never a rejection: the caller gets what it means for the queue.
 *
 *   {is: "ok", status, json}        2xx with a JSON body
 *   {is: "signin", json}            401: nobody, or somebody else, is signed in; keep everything
 *   {is: "refused", status, json}   another 4xx from our own server: trying again changes nothing
 *   {is: "later", status, after}    429, 408, 425, 5xx: the same again later; after = seconds or 0
 *   {is: "foreign", status}         an answer that is not ours: a sign-in page of the Wi-Fi, a proxy
 *   {is: "offline"}                 no answer: no network, cut off, or longer than `timeout` ms
 */

let account = "";
/** Whose work travels. The server answers 401 when its session belongs to somebody else. */
export const actFor = (id) => {
  account = id ?? "";
};

/** `progress(part)` hears how much of a long answer is here, 0 … 1, where the server says how long it is. */
export const call = async (method, path, { body, type = "application/json", timeout = 30_000, progress } = {}) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  try {
    const response = await fetch(path, request(method, body, type, stop.signal));
    return await meaning(progress ? counted(response, progress) : response);
  } catch {
    return { is: "offline" };
  } finally {
    clearTimeout(timer);
  }
};

const request = (method, body, type, signal) => ({
  method,
  body,
  signal,
  headers: { accept: "application/json", ...(body ? { "content-type": type } : {}), ...(account ? { "linju-account": account } : {}) },
  credentials: "same-origin",
  cache: "no-store",
  redirect: "manual", // the Wi-Fi's sign-in page must not swallow a visit
});

// `linju-length` is the length before compression, which is what a reader counts.
const counted = (response, progress) => {
  const whole = Number(response.headers.get("linju-length"));
  if (!whole || !response.body || typeof TransformStream === "undefined") return response;
  let here = 0;
  const count = new TransformStream({
    transform: (chunk, out) => {
      here += chunk.byteLength;
      progress(Math.min(1, here / whole), response.headers);
      out.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), response);
};

const meaning = async (response) => {
  const { status } = response;
  const json = await body(response);
  if (status === 401) return { is: "signin", status, json };
  if (status === 429 || status === 408 || status === 425 || status >= 500) return { is: "later", status, after: wait(response) };
  if (status === 413) return { is: "refused", status, json };
  if (json === undefined || status < 200 || (status >= 300 && status < 400)) return { is: "foreign", status };
  return { is: response.ok ? "ok" : "refused", status, json };
};

// Undefined unless the whole body is JSON: half a body is no answer.
const body = async (response) => {
  const text = await response.text();
  if (!/\bjson\b/.test(response.headers.get("content-type") ?? "")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const wait = (response) => {
  const after = response.headers.get("retry-after") ?? "";
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  return seconds > 0 ? Math.min(seconds, 3600) : 0;
};
