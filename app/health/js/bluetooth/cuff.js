// One reading from a cuff, a meter, a scale, a thermometer or an oximeter over Web Bluetooth (Chrome; no iOS, no WeChat).
//   const {values, context, comparators, notes, at, device} = await measure("bp", {signal})
// Rejects with `Failed`, whose `code` has its sentence in rules/cuff.py; so have the `notes`.
import { bloodPressure, oximeter, temperature, weight } from "./frames.js";
import { answer, LAST_RECORD, lastReading } from "./meter.js";

const WAIT = 120_000; // ms from the choice of a device to its reading: a cuff takes its time
const SETTLE = 1_000; // ms: a cuff first sends what it still has in its memory; the last one counts
const NOW = 10 * 60_000; // ms that the device's clock may be away before we say so
const LONGEST = 60; // letters of `device`

const last = (read) => ({ measurement }) => (measurement.length ? read(measurement.at(-1)) : null);
const KINDS = {
  bp: { service: 0x1810, measurement: 0x2a35, read: last(bloodPressure) },
  glucose: { service: 0x1808, measurement: 0x2a18, context: 0x2a34, control: 0x2a52, read: lastReading },
  bmi: { service: 0x181d, measurement: 0x2a9d, read: last(weight) },
  temperature: { service: 0x1809, measurement: 0x2a1c, read: last(temperature) },
  spo2: { service: 0x1822, measurement: 0x2a5e, read: last(oximeter) },
};

export class Failed extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

// Whether the button is worth showing: this browser can, and there is a standard service for it.
export const canMeasure = (kind) => !!globalThis.navigator?.bluetooth && kind in KINDS;

// Call it in a tap: the browser shows its own list of devices. `signal` cancels.
export const measure = async (kind, { signal, wait = WAIT, settle = SETTLE } = {}) => {
  if (!canMeasure(kind)) throw new Failed("unsupported");
  if (signal?.aborted) throw new Failed("cancelled");
  const device = await chosen(KINDS[kind].service);
  try {
    const ends = ending(signal, wait);
    const read = await Promise.race([readingOf(device, KINDS[kind], settle), ends.promise]).finally(ends.forget);
    if (read.failed) throw new Failed(read.failed);
    return taken(read, device);
  } finally {
    device.gatt.disconnect();
  }
};

const chosen = async (service) => {
  const { bluetooth } = navigator;
  if (bluetooth.getAvailability && !(await bluetooth.getAvailability())) throw new Failed("off");
  return bluetooth.requestDevice({ filters: [{ services: [service] }] }).catch((error) => {
    throw new Failed(error.name === "NotFoundError" ? "no_device" : "blocked"); // nobody chose one; not allowed to ask
  });
};

// Rejects when it takes too long or is cancelled.
const ending = (signal, wait) => {
  let forget;
  const promise = new Promise((_, reject) => {
    const cancel = () => reject(new Failed("cancelled"));
    const timer = setTimeout(() => reject(new Failed("timeout")), wait);
    signal?.addEventListener("abort", cancel);
    if (signal?.aborted) cancel(); // while the list of devices was open
    forget = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    };
  });
  return { promise, forget };
};

// What the device has sent, once it has been silent for `settle`.
const readingOf = async (device, kind, settle) => {
  const service = await connected(device, kind.service);
  const frames = { measurement: [], context: [] };
  let timer;
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      const read = kind.read(frames);
      if (read) resolve(read);
      return read;
    };
    const came = (name) => (value) => {
      frames[name].push(value);
      clearTimeout(timer);
      timer = setTimeout(finish, settle);
    };
    subscribed(service, kind, came, resolve).catch(() => reject(new Failed("no_connection")));
    const gone = () => finish() || reject(new Failed("gone")); // some hang up once they have told everything
    device.addEventListener("gattserverdisconnected", gone, { once: true });
  });
};

const connected = async (device, service) => {
  try {
    return await (await device.gatt.connect()).getPrimaryService(service);
  } catch {
    throw new Failed("no_connection");
  }
};

const subscribed = async (service, kind, came, resolve) => {
  await listen(service, kind.measurement, came("measurement"));
  if (kind.context) await listen(service, kind.context, came("context")).catch(() => {}); // not every meter has it
  if (kind.control) {
    const said = (view) => ({ empty: true, refused: true })[answer(view)] && resolve({ failed: answer(view) });
    const control = await listen(service, kind.control, said);
    await control.writeValueWithResponse(LAST_RECORD);
  }
};

const listen = async (service, uuid, hear) => {
  const found = await service.getCharacteristic(uuid);
  found.addEventListener("characteristicvaluechanged", ({ target }) => hear(copied(target.value)));
  return found.startNotifications(); // for those that indicate, too
};

const copied = (view) => new DataView(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

const taken = ({ values, context = "", comparators = {}, notes = [], at = null }, device) => ({
  values,
  context,
  comparators,
  notes: at && Math.abs(new Date(at) - Date.now()) > NOW ? [...notes, "not_now"] : notes,
  at,
  device: `bluetooth:${device.name ?? ""}`.slice(0, LONGEST),
});
