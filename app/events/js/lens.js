/**
 * The camera of the screen "door", on while somebody wants it and the screen is seen. The value "door.camera" is
 * {state, torch}: `state` "off" or what scanner.js tells, `torch` "none", "off" or "on".
 */
import { get, set } from "../shared/store.js";
import { start } from "./scanner.js";

export const VIDEO = "door-camera";

let scanner = null;
let hear = null; // set while somebody wants the camera
let awake = null; // keeps the screen from going dark

const tell = (change) => set("door.camera", { ...get("door.camera"), ...change });

/** On; `heard(text)` gets every code. */
export const turnOn = (heard) => {
  hear = heard;
  begin();
};

const begin = () => {
  const video = document.getElementById(VIDEO);
  if (!video || !hear) return;
  scanner?.stop();
  scanner = start(video, {
    heard: hear,
    told: (state) => tell({ state, torch: "none" }),
    torch: (can) => tell({ torch: can ? "off" : "none" }),
  });
  stayAwake();
};

const stayAwake = async () => {
  awake = await navigator.wakeLock?.request("screen").catch(() => null);
  if (!hear) sleep();
};

const sleep = () => {
  awake?.release().catch(() => {});
  awake = null;
};

const halt = () => {
  scanner?.stop();
  scanner = null;
  sleep();
  tell({ state: "off", torch: "none" });
};

export const turnOff = () => {
  hear = null;
  halt();
};

/** The lamp beside the camera. A phone that says no keeps it as it was. */
export const light = async () => {
  const on = get("door.camera").torch !== "on";
  try {
    await scanner?.light(on);
    tell({ torch: on ? "on" : "off" });
  } catch {
    tell({ torch: "none" });
  }
};

/** Whether the person has allowed the camera before, so that it may come on by itself. */
export const allowed = async () => {
  try {
    return (await navigator.permissions.query({ name: "camera" })).state === "granted";
  } catch {
    return false; // a browser that does not say
  }
};

// A phone in the pocket needs no camera; iOS hands back a dead one otherwise.
if (typeof document !== "undefined")
  document.addEventListener("visibilitychange", () => {
    if (!hear) return;
    if (document.visibilityState === "visible") begin();
    else halt();
  });
