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

/**
 * `progress(part)` hears how much of a long answer is here, 0 … 1, where the server says how long it is. `timeout`: ms of
 * silence; an answer that keeps arriving, however slowly, is waited for.
 */
export const call = async (method, path, { body, type = "application/json", timeout = 30_000, progress } = {}) => {
  const stop = new AbortController();
  let timer;
  const patience = new Promise((_, reject) => {
    stop.signal.addEventListener("abort", () => reject(stop.signal.reason)); // also where a browser leaves a read hanging
  });
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), timeout);
  };
  alive();
  try {
    return await Promise.race([patience, ask(path, request(method, body, type, stop.signal), alive, progress)]);
  } catch {
    return { is: "offline" };
  } finally {
    clearTimeout(timer);
  }
};

const ask = async (path, what, alive, progress) => {
  const response = await fetch(path, what);
  return meaning(response, await whole(response, alive, progress));
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

// The text of the answer, piece by piece. `linju-length` is its length before compression, which is what a reader counts.
const whole = async (response, alive, progress) => {
  if (!response.body?.getReader) return response.text();
  const length = Number(response.headers.get("linju-length"));
  const reader = response.body.getReader();
  const letters = new TextDecoder();
  let text = "";
  for (let here = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + letters.decode();
    alive();
    text += letters.decode(value, { stream: true });
    here += value.byteLength;
    if (length) progress?.(Math.min(1, here / length), response.headers);
  }
};

const meaning = (response, text) => {
  const { status } = response;
  const json = parsed(response, text);
  if (status === 401) return { is: "signin", status, json };
  if (status === 429 || status === 408 || status === 425 || status >= 500) return { is: "later", status, after: wait(response) };
  if (status === 413) return { is: "refused", status, json };
  if (json === undefined || status < 200 || (status >= 300 && status < 400)) return { is: "foreign", status };
  return { is: response.ok ? "ok" : "refused", status, json };
};

// Undefined unless the whole body is JSON: half a body is no answer.
const parsed = (response, text) => {
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
