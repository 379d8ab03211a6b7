/**
 * The wall screen: its code changes every 20 s by the screen's own clock and key, its figures come through a socket.
 * Without a network the code goes on; the figures wait and come back by themselves.
 *
 *   GET /api/events/<id>/wall → {short, key, base, now, title, when, place, live, zone, next: [{title, when}]}
 *   socket /api/events/<id>/live → {now, come, capacity, latest: [name], on}
 */
import { encode } from "uqr";
import { get, set } from "../shared/store.js";
import { keyOf, rotating, WINDOW, windowAt } from "./wall_code.js";

const AGAIN = [1000, 2000, 5000]; // ms between tries
const QUIET = 15_000; // ms without a word after which a socket counts as dead; the server speaks every 5 s

const tell = (values) => set("wall", { ...get("wall"), ...values });

let opened = "";

/** Called by the page when it is there. */
export const open = async (id) => {
  if (opened === id) return;
  opened = id;
  const wall = await fetchWall(id);
  const clock = new Clock(wall.now);
  tell({ state: "ready", title: wall.title, when: wall.when, place: wall.place, next: wall.next, ...wall.live });
  listen(id, clock);
  await turn(wall, clock);
};

const fetchWall = async (id) => {
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(`/api/events/${id}/wall`, { cache: "no-store" }).catch(() => null);
    if (response?.ok) return response.json();
    const state = { 401: "signin", 403: "refused", 404: "missing" }[response?.status] ?? "waiting";
    tell({ state });
    if (state !== "waiting") return new Promise(() => {}); // the page says what to do
    await pause(AGAIN[Math.min(tries, AGAIN.length - 1)]);
  }
};

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The server's time, carried on by the screen: Unix seconds. */
class Clock {
  constructor(now) {
    this.set(now);
  }

  set(now) {
    this.ahead = now - performance.now() / 1000;
  }

  now() {
    return this.ahead + performance.now() / 1000;
  }
}

// A new code at every window, the seconds that are left in between.
const turn = async (wall, clock) => {
  const key = await keyOf(wall.key);
  let shown = -1;
  const tick = async () => {
    const now = clock.now();
    const window = windowAt(now);
    tell({ left: Math.ceil((window + 1) * WINDOW - now), time: clockOf(now, wall.zone) });
    if (window === shown) return;
    shown = window;
    const url = wall.base + (await rotating(key, wall.short, window));
    tell({ url, ...drawn(url) });
  };
  for (;;) {
    await tick().catch((error) => console.error("wall", error));
    await pause(1000 - ((clock.now() * 1000) % 1000));
  }
};

const clockOf = (unix, timeZone) =>
  new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(unix * 1000);

/** The code as one SVG path, a unit per module. */
const drawn = (url) => {
  const { data, size } = encode(url, { ecc: "M", border: 3 });
  return { path: data.map(strokes).join(""), box: `0 0 ${size} ${size}` };
};

// A line of the code as one stroke per run of dark modules.
const strokes = (row, y) => {
  const runs = row.map((dark) => (dark ? "#" : " ")).join("").matchAll(/#+/g);
  return [...runs].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join("");
};

// --- figures -----------------------------------------------------------------------------------------

const listen = (id, clock, tries = 0) => {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/events/${id}/live`);
  let heard = tries;
  let silence = setTimeout(() => socket.close(), QUIET);
  socket.onmessage = ({ data }) => {
    clearTimeout(silence);
    silence = setTimeout(() => socket.close(), QUIET);
    heard = 0;
    const { now, ...live } = JSON.parse(data);
    clock.set(now);
    tell({ ...live, linked: true });
  };
  socket.onclose = () => {
    clearTimeout(silence);
    tell({ linked: false });
    setTimeout(() => listen(id, clock, heard + 1), AGAIN[Math.min(heard, AGAIN.length - 1)]);
  };
};
