// What the standard Bluetooth services of a cuff, a meter, a scale, a thermometer and an oximeter send, read into
// numbers (Bluetooth SIG GATT, IEEE 11073-20601). Pure. Each answers
//   {values, notes, at, …}  values in mmHg, mmol/L, kg, cm, ℃, %, /min; `at`: the device's own local clock, or null
//   {failed: code}          there is no number in it, or none that can be believed
// NaN, NRes and infinities are never a number; a frame that is too short says nothing at all.

const MMHG_PER_KPA = 7.500615758;
const KG_PER_LB = 0.45359237;
const CM_PER_INCH = 2.54;
const MG_PER_DL_PER_MMOL_PER_L = 18.02;
const UNKNOWN_USER = 255;

// Whatever lies outside is no reading of a person but a garbled frame; the limits of entry come after, and are narrower.
const BELIEVABLE = {
  systolic: [10, 400],
  diastolic: [10, 300],
  pulse: [10, 400],
  glucose: [0.1, 60],
  weight: [0.5, 400],
  height: [20, 280],
  temperature: [20, 50],
  spo2: [1, 100],
};

const SFLOAT_SPECIAL = { 0x07ff: "nan", 0x07fe: "inf", 0x0802: "-inf", 0x0800: "nres", 0x0801: "rfu" };
const FLOAT_SPECIAL = { 0x007fffff: "nan", 0x007ffffe: "inf", 0x00800002: "-inf", 0x00800000: "nres", 0x00800001: "rfu" };

// 16 bits: a signed exponent of 4, a signed mantissa of 12. {value, decimals} or {special}.
export const sfloat = (word) =>
  SFLOAT_SPECIAL[word] ? { special: SFLOAT_SPECIAL[word] } : number(((word & 0x0fff) << 20) >> 20, (word << 16) >> 28);

// 32 bits: a signed exponent of 8, a signed mantissa of 24.
export const float = (word) =>
  FLOAT_SPECIAL[word] ? { special: FLOAT_SPECIAL[word] } : number((word << 8) >> 8, word >> 24);

// By way of the decimal text: 364 and -1 are 36.4 and not 36.400000000000006.
const number = (mantissa, exponent) => ({ value: Number(`${mantissa}e${exponent}`), decimals: Math.max(0, -exponent) });

class Short extends Error {}

class Reader {
  constructor(bytes) {
    this.view = ArrayBuffer.isView(bytes)
      ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : new DataView(bytes);
    this.next = 0;
  }

  take(size) {
    const here = this.next;
    this.next += size;
    if (this.next > this.view.byteLength) throw new Short();
    return here;
  }

  u8 = () => this.view.getUint8(this.take(1));
  u16 = () => this.view.getUint16(this.take(2), true);
  s16 = () => this.view.getInt16(this.take(2), true);
  u24 = () => this.u16() | (this.u8() << 16);
  sfloat = () => sfloat(this.u16());
  float = () => float(this.view.getUint32(this.take(4), true));
  user = () => ((id) => (id === UNKNOWN_USER ? null : id))(this.u8());

  // `2020-01-02T10:21:48`, or null when the device does not know: zeros, or no such day.
  time() {
    const [year, ...rest] = [this.u16(), this.u8(), this.u8(), this.u8(), this.u8(), this.u8()];
    const [month, day, hour, minute, second] = rest.map((part) => String(part).padStart(2, "0"));
    const text = `${String(year).padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}`;
    const read = new Date(`${text}Z`);
    return year >= 1582 && !Number.isNaN(+read) && read.toISOString().startsWith(text) ? text : null;
  }
}

const reading = (read) => (bytes) => {
  try {
    const found = read(new Reader(bytes));
    if (found.failed) return { failed: found.failed };
    const far = Object.entries(found.values).some(([name, value]) => !believable(name, value));
    return far ? { failed: "garbled" } : { notes: [], at: null, ...found };
  } catch (error) {
    if (error instanceof Short) return { failed: "short" };
    throw error;
  }
};

const believable = (name, value) => value >= BELIEVABLE[name][0] && value <= BELIEVABLE[name][1];
const rounded = (value, decimals) => Number(`${Math.round(Number(`${value}e${decimals}`))}e-${decimals}`);
const shifted = (value, by) => Number(`${value}e${by}`);
const names = (bits, table) => Object.keys(table).filter((name) => bits & table[name]);

const CUFF = { moved: 0x01, cuff_loose: 0x02, irregular: 0x04, position: 0x20 };
const PULSE_RANGE = { 1: "pulse_high", 2: "pulse_low" };

// 0x2A35. A cuff that could not measure sends NaN.
export const bloodPressure = reading((from) => {
  const flags = from.u8();
  const [systolic, diastolic] = [from.sfloat(), from.sfloat(), from.sfloat()]; // the third: the mean, not used
  const at = flags & 0x02 ? from.time() : null;
  const pulse = flags & 0x04 ? from.sfloat() : { special: "none" };
  const user = flags & 0x08 ? from.user() : null;
  const status = flags & 0x10 ? from.u16() : 0;
  if (systolic.special || diastolic.special) return { failed: "no_number" };
  const mmHg = ({ value }) => (flags & 0x01 ? rounded(value * MMHG_PER_KPA, 0) : value);
  const values = { systolic: mmHg(systolic), diastolic: mmHg(diastolic) };
  if (!pulse.special && believable("pulse", pulse.value)) values.pulse = pulse.value;
  if (values.systolic <= values.diastolic) return { failed: "garbled" };
  const range = PULSE_RANGE[(status >> 3) & 3];
  return { values, at, user, notes: [...names(status, CUFF), ...(range ? [range] : [])] };
});

const METER_FAILED = [[0x0002, "device"], [0x0004, "sample"], [0x0018, "strip"], [0x0080, "too_hot"], [0x0100, "too_cold"], [0x0200, "pulled"], [0x0400, "device"]]; // prettier-ignore
const CONTROL_SOLUTION = { type: 10, location: 4 };
const SAMPLES = { 1: "capillary", 2: "capillary", 3: "venous", 4: "venous" };

// 0x2A18. "Hi" and "Lo" are a comparator without a number. A control solution is nobody's blood.
export const glucose = reading((from) => {
  const flags = from.u8();
  const [sequence, at] = [from.u16(), from.time()];
  const offset = flags & 0x01 ? from.s16() : 0;
  const found = flags & 0x02 ? from.sfloat() : { special: "none" };
  const kind = flags & 0x02 ? from.u8() : 0;
  const status = flags & 0x08 ? from.u16() : 0;
  if ((kind & 15) === CONTROL_SOLUTION.type || kind >> 4 === CONTROL_SOLUTION.location) return { failed: "control" };
  const why = METER_FAILED.find(([bits]) => status & bits);
  if (why) return { failed: why[1] };
  const rest = { sequence, at: later(at, offset), follows: !!(flags & 0x10), sample: SAMPLES[kind & 15] ?? "" };
  const beyond = outside(status, found);
  if (beyond) return { ...rest, values: {}, comparators: { glucose: beyond } };
  if (found.special) return { failed: "no_number" };
  return { ...rest, values: { glucose: mmol(found.value, flags & 0x04) }, notes: names(status, { battery: 0x0001 }) };
});

const outside = (status, found) =>
  status & 0x0020 || found.special === "inf" ? ">" : status & 0x0040 || found.special === "-inf" ? "<" : "";

// mol/L as it was sent; kg/L (= mg/dL) to the tenth that meters show.
const mmol = (value, molar) =>
  molar ? shifted(value, 3) : rounded(shifted(value, 5) / MG_PER_DL_PER_MMOL_PER_L, 1);

const later = (at, minutes) =>
  at && minutes ? new Date(+new Date(`${at}Z`) + minutes * 60_000).toISOString().slice(0, 19) : at;

const MEALS = { 1: "before_meal", 2: "post2h", 3: "fasting", 4: "random", 5: "bedtime" };

// 0x2A34: what was said on the meter about the reading of the same sequence. {sequence, context} or {failed}.
export const glucoseContext = (bytes) => {
  const read = reading((from) => {
    const flags = from.u8();
    const sequence = from.u16();
    if (flags & 0x80) from.u8();
    if (flags & 0x01) from.take(3); // carbohydrates
    return { values: {}, sequence, context: flags & 0x02 ? (MEALS[from.u8()] ?? "") : "" };
  })(bytes);
  return read.failed ? read : { sequence: read.sequence, context: read.context };
};

const NO_WEIGHT = 0xffff;

// 0x2A9D
export const weight = reading((from) => {
  const flags = from.u8();
  const [raw, imperial] = [from.u16(), flags & 0x01];
  const at = flags & 0x02 ? from.time() : null;
  const user = flags & 0x04 ? from.user() : null;
  const tall = flags & 0x08 ? (from.u16(), from.u16()) : 0; // the BMI before it is worked out anew
  if (raw === NO_WEIGHT) return { failed: "no_number" };
  const values = { weight: imperial ? rounded((raw / 100) * KG_PER_LB, 2) : (raw * 5) / 1000 };
  const height = imperial ? rounded((tall / 10) * CM_PER_INCH, 1) : tall / 10;
  if (believable("height", height)) values.height = height;
  return { values, at, user };
});

// 0x2A1C
export const temperature = reading((from) => {
  const flags = from.u8();
  const found = from.float();
  const at = flags & 0x02 ? from.time() : null;
  const site = flags & 0x04 ? from.u8() : 0;
  if (found.special) return { failed: "no_number" };
  return { values: { temperature: flags & 0x01 ? rounded(((found.value - 32) * 5) / 9, 2) : found.value }, at, site };
});

const OXIMETER_FAILED = 0xac00; // demonstration, testing, unavailable, invalid
const SENSOR_FAILED = 0x00c802; // malfunction, not on a finger, disconnected
const WEAK = 0x0001f8; // inadequate, poor or erratic signal, low perfusion, no pulsation, questionable pulse

// 0x2A5E, one spot check.
export const oximeter = reading((from) => {
  const flags = from.u8();
  const [spo2, pulse] = [from.sfloat(), from.sfloat()];
  const at = flags & 0x01 ? from.time() : null;
  const status = flags & 0x02 ? from.u16() : 0;
  const sensor = flags & 0x04 ? from.u24() : 0;
  if (status & OXIMETER_FAILED) return { failed: "device" };
  if (sensor & SENSOR_FAILED) return { failed: "sensor" };
  if (spo2.special) return { failed: "no_number" };
  const values = { spo2: spo2.value };
  if (!pulse.special && believable("pulse", pulse.value)) values.pulse = pulse.value;
  return { values, at, notes: status & 0x4000 || sensor & WEAK ? ["weak"] : [] };
});
