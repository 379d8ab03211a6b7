import assert from "node:assert/strict";
import test from "node:test";

import { canMeasure, Failed, measure } from "../../../app/health/js/bluetooth/cuff.js";

const bytes = (hex) => Uint8Array.from(hex.replaceAll(" ", "").match(/../g), (pair) => parseInt(pair, 16));
const GOOD = "04 8000 5000 6000 4800";
const NAN = "00 FF07 FF07 FF07";
const STAMP = "0100 E407 01020A1530";

class Characteristic extends EventTarget {
  written = [];
  onWrite = () => {};
  async startNotifications() {
    this.listened = true;
    this.onListen?.();
    return this;
  }
  send(hex) {
    this.value = new DataView(bytes(hex).buffer);
    this.dispatchEvent(new Event("characteristicvaluechanged"));
  }
  async writeValueWithResponse(value) {
    this.written.push([...value]);
    this.onWrite();
  }
}

class Device extends EventTarget {
  constructor(name, uuids) {
    super();
    this.name = name;
    this.parts = Object.fromEntries(uuids.map((uuid) => [uuid, new Characteristic()]));
    this.left = 0;
    const getCharacteristic = async (uuid) => this.parts[uuid] ?? Promise.reject(new Error("NotFoundError"));
    this.gatt = {
      connect: async () => ({ getPrimaryService: async () => ({ getCharacteristic }) }),
      disconnect: () => (this.left += 1),
    };
  }
}

const nearby = (device, refusal) => {
  const asked = [];
  const requestDevice = async (wanted) => {
    asked.push(wanted);
    if (refusal) throw Object.assign(new Error(), { name: refusal });
    return device;
  };
  Object.defineProperty(globalThis, "navigator", {
    value: { bluetooth: { requestDevice, getAvailability: async () => refusal !== "off" } }, configurable: true,
  }); // prettier-ignore
  return asked;
};
const cuff = () => new Device("BP-7", [0x2a35]);
const QUICK = { settle: 5, wait: 200 };
const fails = (code) => (error) => error instanceof Failed && error.code === code;

test("only a browser with Bluetooth offers it, and only for what has a service", () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  assert.equal(canMeasure("bp"), false);
  nearby(cuff());
  assert.deepEqual(["bp", "glucose", "bmi", "temperature", "spo2", "waist"].map(canMeasure), [true, true, true, true, true, false]); // prettier-ignore
});
test("a cuff is asked for by its service, read and let go", async () => {
  const device = cuff();
  const asked = nearby(device);
  device.parts[0x2a35].onListen = () => device.parts[0x2a35].send(GOOD);
  const taken = await measure("bp", QUICK);
  assert.deepEqual(asked, [{ filters: [{ services: [0x1810] }] }]);
  assert.deepEqual(taken.values, { systolic: 128, diastolic: 80, pulse: 72 });
  assert.deepEqual([taken.device, taken.notes, device.left], ["bluetooth:BP-7", [], 1]);
});
test("of what a cuff still had in its memory the last one counts, also when it hangs up at once", async () => {
  const device = cuff();
  nearby(device);
  device.parts[0x2a35].onListen = () => {
    device.parts[0x2a35].send(NAN);
    device.parts[0x2a35].send(GOOD);
    device.dispatchEvent(new Event("gattserverdisconnected"));
  };
  assert.equal((await measure("bp", { ...QUICK, settle: 10_000 })).values.systolic, 128);
});
test("a reading of another time is asked back", async () => {
  const device = cuff();
  nearby(device);
  device.parts[0x2a35].onListen = () => device.parts[0x2a35].send("02 8000 5000 6000 E407 01020A1530");
  assert.deepEqual((await measure("bp", QUICK)).notes, ["not_now"]);
});
test("a failed cuff is a failure with its own name", async () => {
  const device = cuff();
  nearby(device);
  device.parts[0x2a35].onListen = () => device.parts[0x2a35].send(NAN);
  await assert.rejects(measure("bp", QUICK), fails("no_number"));
  assert.equal(device.left, 1);
});
for (const [refusal, code] of [["NotFoundError", "no_device"], ["SecurityError", "blocked"], ["off", "off"]]) // prettier-ignore
  test(`${refusal}: ${code}`, async () => {
    nearby(cuff(), refusal);
    await assert.rejects(measure("bp", QUICK), fails(code));
  });
test("a device that does not answer, or lacks what it promised, was not reached", async () => {
  nearby(new Device("x", []));
  await assert.rejects(measure("bp", QUICK), fails("no_connection"));
  const far = cuff();
  far.gatt.connect = () => Promise.reject(new Error("NetworkError"));
  nearby(far);
  await assert.rejects(measure("bp", QUICK), fails("no_connection"));
});
test("one that goes away before it has told anything is gone", async () => {
  const device = cuff();
  nearby(device);
  device.parts[0x2a35].onListen = () => setTimeout(() => device.dispatchEvent(new Event("gattserverdisconnected")), 1);
  await assert.rejects(measure("bp", QUICK), fails("gone"));
});
test("it waits no longer than it says, and stops when asked to", async () => {
  const device = cuff();
  nearby(device);
  await assert.rejects(measure("bp", { wait: 5 }), fails("timeout"));
  const stop = new AbortController();
  device.parts[0x2a35].onListen = () => stop.abort();
  await assert.rejects(measure("bp", { signal: stop.signal }), fails("cancelled"));
  await assert.rejects(measure("bp", { signal: stop.signal }), fails("cancelled"));
  assert.equal(device.left, 2, "the one that was cancelled before asked for no device");
});

test("a meter is asked for its last record, and what was said about the meal comes with it", async () => {
  const meter = new Device("GL-1", [0x2a18, 0x2a34, 0x2a52]);
  nearby(meter);
  const [reading, context, control] = [0x2a18, 0x2a34, 0x2a52].map((uuid) => meter.parts[uuid]);
  control.onWrite = () => {
    reading.send(`16 ${STAMP} 3DC0 11`);
    context.send("02 0100 03");
    control.send("06 00 01 01");
  };
  const taken = await measure("glucose", QUICK);
  assert.deepEqual(control.written, [[1, 6]]);
  assert.deepEqual([taken.values, taken.context], [{ glucose: 6.1 }, "fasting"]);
});
test("a meal said about another reading is not taken for this one's", async () => {
  const meter = new Device("GL-1", [0x2a18, 0x2a34, 0x2a52]);
  nearby(meter);
  meter.parts[0x2a52].onWrite = () => {
    meter.parts[0x2a34].send("02 0200 03");
    meter.parts[0x2a18].send(`06 ${STAMP} 3DC0 11`);
  };
  assert.equal((await measure("glucose", QUICK)).context, "");
});
test("a meter without readings, or one that refuses, says so", async () => {
  for (const [said, code] of [["06 00 01 06", "empty"], ["06 00 01 02", "refused"]]) { // prettier-ignore
    const meter = new Device("GL-1", [0x2a18, 0x2a52]); // and without the service for meals
    nearby(meter);
    meter.parts[0x2a52].onWrite = () => meter.parts[0x2a52].send(said);
    await assert.rejects(measure("glucose", QUICK), fails(code));
  }
});
test("Hi is a comparator and no number", async () => {
  const meter = new Device("GL-1", [0x2a18, 0x2a52]);
  nearby(meter);
  meter.parts[0x2a52].onWrite = () => meter.parts[0x2a18].send(`0A ${STAMP} FF07 11 2000`);
  const { values, comparators } = await measure("glucose", QUICK);
  assert.deepEqual([values, comparators], [{}, { glucose: ">" }]);
});
test("scale, thermometer and oximeter", async () => {
  const cases = { bmi: [0x2a9d, "00 F82A", { weight: 55 }], temperature: [0x2a1c, "00 6C0100FF", { temperature: 36.4 }], spo2: [0x2a5e, "00 6100 4800", { spo2: 97, pulse: 72 }] }; // prettier-ignore
  for (const [kind, [uuid, hex, values]] of Object.entries(cases)) {
    const device = new Device("d", [uuid]);
    nearby(device);
    device.parts[uuid].onListen = () => device.parts[uuid].send(hex);
    assert.deepEqual((await measure(kind, QUICK)).values, values);
  }
});
