/**
 * The wall screen: its code changes every 20 s by the screen's own clock and key, its figures come through a socket
 * (wall_link.js). Without a network the code goes on and the figures say since when they are old. When the event ends the
 * code goes; when the next one's door opens the screen moves on to it by itself.
 *
 *   GET /api/events/<id>/wall → {short, key, base, now, title, when, place, opens, zone, live: {come, capacity, latest,
 *   standing, ends}, next: [{id, title, when, place, opens}]}
 */
import { encode } from "uqr";
import { get, set } from "../shared/store.js";
import { keyOf, rotating, WINDOW, windowAt } from "./wall_code.js";
import { listen, pause } from "./wall_link.js";

const AGAIN = 5000; // ms between tries
const OLD = 9; // s without a word after which figures count as old; the server speaks every 5 s
const REFUSED = { 401: "signin", 403: "refused", 404: "missing" };

const tell = (values) => set("wall", { ...get("wall"), ...values });

let here = null; // the wall that is shown; whoever finds another one in its place stops

/** Called by the page when it is there. */
export const open = async (id) => {
  if (here?.id === id) return;
  const mine = { id, ahead: 0, wall: null, heard: 0, moving: false };
  here = mine;
  while (here === mine && !(await learn(mine))) await pause(AGAIN);
  listen(id, {
    alive: () => here === mine,
    opened: () => learn(mine), // after an outage the rest may be another too: its hours, what comes next
    heard: ({ now, ...live }) => hear(mine, now, live),
  });
  for (let shown = -1; here === mine; ) {
    shown = await tick(mine, shown).catch((error) => (console.error("wall", error), shown));
    await pause(1000 - ((clock(mine) * 1000) % 1000));
  }
};

/** The server's time, carried on by the screen: Unix seconds. */
const clock = ({ ahead }) => ahead + performance.now() / 1000;

const hear = (mine, now, live) => {
  mine.ahead = now - performance.now() / 1000;
  mine.heard = now;
  mine.wall.live = live;
  tell({ ...live, linked: true });
};

// Whether the screen knows what to show. What it knows stays when nobody answers.
const learn = async (mine) => {
  const response = await fetch(`/api/events/${mine.id}/wall`, { cache: "no-store" }).catch(() => null);
  const wall = response?.ok ? await response.json().catch(() => null) : null;
  if (here !== mine) return false;
  if (!wall) {
    const state = REFUSED[response?.status];
    if (state || !mine.wall) tell({ state: state ?? "waiting" });
    return false;
  }
  Object.assign(mine, { wall, key: await keyOf(wall.key) });
  hear(mine, wall.now, wall.live);
  tell({ state: "ready", title: wall.title, when: wall.when, place: wall.place, next: wall.next });
  return true;
};

// Once a second: what changes with time. Returns the window of the code that is shown.
const tick = async (mine, shown) => {
  const { wall, key } = mine;
  const now = clock(mine);
  const time = (unix) => clockOf(unix, wall.zone);
  const over = wall.live.standing === "finished" || now >= wall.live.ends;
  const linked = now - mine.heard < OLD;
  tell({ over, linked, since: time(mine.heard), time: time(now), opens: now < wall.opens ? time(wall.opens) : "" });
  if (over || wall.live.standing === "cancelled") {
    tell({ path: "", url: "" });
    moveOn(mine, now);
    return -1;
  }
  const window = windowAt(now);
  tell({ left: Math.ceil((window + 1) * WINDOW - now) });
  if (window === shown) return shown;
  const url = wall.base + (await rotating(key, wall.short, window));
  tell({ url, ...drawn(url) });
  return window;
};

// The next event's door is open: its wall, at its own address, as soon as the server can be reached.
const moveOn = async (mine, now) => {
  const next = mine.wall.next.find(({ opens }) => opens <= now);
  if (!next || mine.moving) return;
  mine.moving = true;
  const response = await fetch(`/api/events/${next.id}/wall`, { cache: "no-store" }).catch(() => null);
  if (here === mine && response?.ok) {
    history.replaceState(history.state, "", `/wall/${next.id}`);
    open(next.id);
    return;
  }
  await pause(AGAIN);
  mine.moving = false;
};

const clockOf = (unix, timeZone) =>
  new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(unix * 1000);

/** The code as one SVG path, a unit per module. A screen is never torn or dirty: few modules, so that each is large. */
const drawn = (url) => {
  const { data, size } = encode(url, { ecc: "L", boostEcc: true, border: 3 });
  return { path: data.map(strokes).join(""), box: `0 0 ${size} ${size}` };
};

// A line of the code as one stroke per run of dark modules.
const strokes = (row, y) => {
  const runs = row.map((dark) => (dark ? "#" : " ")).join("").matchAll(/#+/g);
  return [...runs].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join("");
};
