import assert from "node:assert/strict";
import test from "node:test";

import * as frames from "../../../app/health/js/bluetooth/frames.js";
import vectors from "../data/bluetooth_11073_vectors.json" with { type: "json" };

const { bloodPressure, float, glucose, glucoseContext, oximeter, sfloat, temperature, weight } = frames;
const bytes = (hex) => Uint8Array.from(hex.replaceAll(" ", "").match(/../g) ?? [], (pair) => parseInt(pair, 16));
const word = (hex) => parseInt(hex, 16);
const decimals = (text) => text.split(".")[1]?.length ?? 0;
const SPECIAL = { NaN: "nan", "+INF": "inf", "-INF": "-inf", NRes: "nres", RFU: "rfu" };

for (const { hex, value } of vectors.sfloat_big_endian_words.filter(({ hex }) => hex !== "ED97")) {
  test(`SFLOAT ${hex} is ${value}, with its trailing zeros`, () => {
    assert.deepEqual(sfloat(word(hex)), { value: Number(value), decimals: decimals(value) });
  });
}
for (const { hex, value } of vectors.float_big_endian_words) {
  test(`FLOAT ${hex} is ${value}, with its trailing zeros`, () => {
    assert.deepEqual(float(word(hex)), { value: Number(value), decimals: decimals(value) });
  });
}
test("what is no number never becomes one", () => {
  for (const [hex, name] of Object.entries(vectors.sfloat_special))
    assert.deepEqual(sfloat(word(hex)), { special: SPECIAL[name] });
  for (const [hex, name] of Object.entries(vectors.float_special))
    assert.deepEqual(float(word(hex)), { special: SPECIAL[name] });
});

test("a cuff says pressures, pulse and what went wrong while it measured", () => {
  const read = bloodPressure(bytes("1E 8000 5000 6000" + vectors.date_time.bytes + "4800 01 0D00"));
  assert.deepEqual(read, {
    values: { systolic: 128, diastolic: 80, pulse: 72 },
    at: vectors.date_time.value,
    user: 1,
    notes: ["moved", "irregular", "pulse_high"],
  });
});
test("a cuff that shows kPa is read in mmHg", () => {
  // A0F0 = 16.0, 6BF0 = 10.7
  assert.deepEqual(bloodPressure(bytes("01 A0F0 6BF0 7DF0")).values, { systolic: 120, diastolic: 80 });
});
test("user 255 and the year 0 are unknown", () => {
  const read = bloodPressure(bytes("0A 8000 5000 6000 00000000000000 FF"));
  assert.deepEqual([read.at, read.user], [null, null]);
});
test("a failed cuff sends NaN and gives no value, least of all 2047", () => {
  assert.deepEqual(bloodPressure(bytes("04 FF07 FF07 FF07 FF07")), { failed: "no_number" });
  assert.deepEqual(bloodPressure(bytes("00 8000 FF07 FF07")), { failed: "no_number" });
  assert.deepEqual(bloodPressure(bytes("00 FE07 0208 0008")), { failed: "no_number" });
});
test("a pulse that was not found is left away, the pressures stay", () => {
  assert.deepEqual(bloodPressure(bytes("04 8000 5000 6000 FF07")).values, { systolic: 128, diastolic: 80 });
});
test("pressures the wrong way round or beyond belief are garbled", () => {
  for (const hex of ["00 5000 8000 6000", "00 0000 0000 0000", "00 8070 5000 6000", "00 800F 500F 600F"])
    assert.deepEqual(bloodPressure(bytes(hex)), { failed: "garbled" }, hex);
});

const stamp = "0100" + vectors.date_time.bytes.replaceAll(" ", "");
test("a meter's mol/L and kg/L are both read in mmol/L", () => {
  assert.equal(glucose(bytes("06" + stamp + "3DC0" + "11")).values.glucose, 6.1); // 61e-4 mol/L
  assert.equal(glucose(bytes("02" + stamp + "7EB0" + "11")).values.glucose, 7); // 126e-5 kg/L = 126 mg/dL
});
test("a meter's offset moves its clock", () => {
  assert.equal(glucose(bytes("07" + stamp + "C4FF" + "3DC0" + "11")).at, "2020-01-02T09:21:48"); // an hour back
});
test("Hi and Lo of a meter are comparators without a number", () => {
  for (const [hex, sign] of [["0A" + stamp + "FF07" + "11" + "2000", ">"], ["0A" + stamp + "FF07" + "11" + "4000", "<"], ["02" + stamp + "FE07" + "11", ">"]]) // prettier-ignore
    assert.deepEqual({ ...glucose(bytes(hex)) }, { ...glucose(bytes(hex)), values: {}, comparators: { glucose: sign } });
});
test("a control solution is nobody's blood", () => {
  assert.deepEqual(glucose(bytes("06" + stamp + "3DC0" + "1A")), { failed: "control" });
  assert.deepEqual(glucose(bytes("06" + stamp + "3DC0" + "41")), { failed: "control" });
});
test("a meter names what went wrong, and no number then counts", () => {
  const said = { "0200": "device", "0400": "sample", "0800": "strip", "1000": "strip", "8000": "too_hot", "0001": "too_cold", "0002": "pulled", "0004": "device" }; // prettier-ignore
  for (const [status, failed] of Object.entries(said))
    assert.deepEqual(glucose(bytes("0E" + stamp + "3DC0" + "11" + status)), { failed });
});
test("a meter without a number has none", () => {
  assert.deepEqual(glucose(bytes("00" + stamp)), { failed: "no_number" });
  assert.deepEqual(glucose(bytes("06" + stamp + "FF07" + "11")), { failed: "no_number" });
});
test("the meal is read from the context of the meter", () => {
  const meals = ["", "before_meal", "post2h", "fasting", "random", "bedtime", ""];
  meals.forEach((context, meal) =>
    assert.deepEqual(glucoseContext(bytes(`02 0100 0${meal}`)), { sequence: 1, context }),
  );
  assert.deepEqual(glucoseContext(bytes("83 0100 00 01 3DC0 03")), { sequence: 1, context: "fasting" });
  assert.deepEqual(glucoseContext(bytes("82 0100")), { failed: "short" });
});

test("a scale's 5 grams and hundredths of a pound are both kilograms", () => {
  assert.deepEqual(weight(bytes("00 F82A")).values, { weight: 55 }); // 11000 × 0.005
  assert.deepEqual(weight(bytes("01 983A")).values, { weight: 68.04 }); // 150.00 lb
});
test("a scale that knows the height says it; the BMI is worked out anew", () => {
  assert.deepEqual(weight(bytes("08 F82A CD00 7206")).values, { weight: 55, height: 165 });
  assert.deepEqual(weight(bytes("09 983A CD00 8A02")).values, { weight: 68.04, height: 165.1 }); // 65.0 inches
});
test("a scale that failed sends all ones", () => {
  assert.deepEqual(weight(bytes("00 FFFF")), { failed: "no_number" });
  assert.deepEqual(weight(bytes("00 0000")), { failed: "garbled" });
});

test("a thermometer's ℃ and ℉ are both ℃", () => {
  assert.equal(temperature(bytes("00 6C0100FF")).values.temperature, 36.4);
  assert.equal(temperature(bytes("01 DA0300FF")).values.temperature, 37); // 98.6 ℉
  assert.deepEqual(temperature(bytes("00 FFFF7F00")), { failed: "no_number" });
});

test("an oximeter says saturation and pulse, and whether the signal was weak", () => {
  assert.deepEqual(oximeter(bytes("00 6100 4800")), { values: { spo2: 97, pulse: 72 }, at: null, notes: [] });
  assert.deepEqual(oximeter(bytes("04 6100 4800 200000")).notes, ["weak"]);
  assert.deepEqual(oximeter(bytes("00 6100 FF07")).values, { spo2: 97 });
});
test("an oximeter off the finger, on show or without a number gives no value", () => {
  assert.deepEqual(oximeter(bytes("04 6100 4800 000800")), { failed: "sensor" });
  assert.deepEqual(oximeter(bytes("02 6100 4800 0004")), { failed: "device" });
  assert.deepEqual(oximeter(bytes("00 FF07 FF07")), { failed: "no_number" });
  assert.deepEqual(oximeter(bytes("00 6500 4800")), { failed: "garbled" }); // 101 %
});

test("a frame that is cut off anywhere says nothing", () => {
  const whole = { bloodPressure: "1E 8000 5000 6000 E407 01020A1530 4800 01 0D00", glucose: "0F" + stamp + "0000 3DC0 11 0000", weight: "0E F82A E407 01020A1530 01 CD00 7206", temperature: "06 6C0100FF E407 01020A1530 02", oximeter: "07 6100 4800 E407 01020A1530 0000 000000" }; // prettier-ignore
  for (const [name, hex] of Object.entries(whole)) {
    assert.ok(frames[name](bytes(hex)).values, name);
    for (let length = 0; length < bytes(hex).length; length += 1)
      assert.deepEqual(frames[name](bytes(hex).subarray(0, length)), { failed: "short" }, `${name} ${length}`);
  }
});
test("a part of a larger buffer, a DataView and an ArrayBuffer are the same", () => {
  const large = bytes("FFFF 00 8000 5000 6000");
  const part = large.subarray(2);
  for (const shape of [part, new DataView(part.buffer, 2), part.slice().buffer])
    assert.deepEqual(bloodPressure(shape).values, { systolic: 128, diastolic: 80 });
});
