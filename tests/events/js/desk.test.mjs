/** The desk presses its refresh when somebody has come, seldom otherwise, and never while nobody looks. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { follow } from "../../../app/events/js/desk.js";

const sockets = [];
let presses;
let button;
let woken;

class Socket {
  constructor(url) {
    this.url = url;
    sockets.push(this);
  }

  close() {
    this.closed = true;
    this.onclose?.();
  }

  say(come) {
    this.onmessage({ data: JSON.stringify({ come, standing: "running" }) });
  }
}

const seconds = (number) => {
  for (let second = 0; second < number; second += 1) mock.timers.tick(1000);
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval", "Date"], now: 1_000_000 });
  sockets.length = 0;
  presses = 0;
  button = { dataset: { refresh: "e1", live: "true" }, click: () => (presses += 1) };
  globalThis.WebSocket = Socket;
  globalThis.location = { origin: "https://lounge.example" };
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  globalThis.document = {
    hidden: false,
    querySelector: () => button,
    addEventListener: (_name, listener) => (woken = listener),
    removeEventListener: () => (woken = undefined),
  };
  follow();
});

const leave = () => {
  button = null;
  seconds(1);
};

test("it listens to its event and presses within seconds when somebody has come", () => {
  seconds(1);
  assert.equal(sockets[0].url, "wss://lounge.example/api/events/e1/live");
  sockets[0].say(3);
  seconds(3);
  assert.equal(presses, 0, "what was on the screen from the beginning is no news");
  sockets[0].say(4);
  sockets[0].say(5);
  seconds(1);
  assert.equal(presses, 1);
  sockets[0].say(6);
  seconds(2);
  assert.equal(presses, 1, "a crowd does not make it flicker");
  seconds(1);
  assert.equal(presses, 2);
  leave();
});

test("without news it looks every ten seconds", () => {
  seconds(28);
  assert.equal(presses, 3);
  leave();
});

test("nobody looks: the line is hung up and nothing is pressed; then at once", () => {
  seconds(2);
  document.hidden = true;
  woken();
  seconds(3600);
  assert.deepEqual([presses, sockets[0].closed, sockets.length], [0, true, 1]);
  document.hidden = false;
  woken();
  assert.deepEqual([presses, sockets.length], [1, 2]);
  leave();
});

test("a line that broke is tried again after a while", () => {
  seconds(1);
  sockets[0].onclose();
  seconds(4);
  assert.equal(sockets.length, 1);
  seconds(2);
  assert.equal(sockets.length, 2);
  leave();
});

test("who may only count has no line", () => {
  button.dataset.live = "false";
  seconds(20);
  assert.deepEqual([sockets.length, presses], [0, 2]);
  leave();
});

test("another screen: it stops and lets go of everything", () => {
  seconds(1);
  leave();
  seconds(60);
  assert.deepEqual([presses, sockets[0].closed, woken], [0, true, undefined]);
});
