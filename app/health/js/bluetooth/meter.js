// A glucose meter keeps its readings and tells them when asked: "report the last record" (0x2A52, RACP).
import { glucose, glucoseContext } from "./frames.js";

export const LAST_RECORD = Uint8Array.of(1, 6); // report stored records, the last one
const ANSWER = 6;
const SAID = { 1: "done", 6: "empty" };

// What the meter says about the question: done, empty, refused, or "" for something else.
export const answer = (view) =>
  view.byteLength >= 4 && view.getUint8(0) === ANSWER ? (SAID[view.getUint8(3)] ?? "refused") : "";

// The last reading that came, with what was said about the meal if that is about the same one.
// `frames`: {measurement: DataView[], context: DataView[]}. Null as long as there is none.
export const lastReading = ({ measurement, context }) => {
  if (!measurement.length) return null;
  const read = glucose(measurement.at(-1));
  const said = context.map(glucoseContext).findLast((one) => !one.failed && one.sequence === read.sequence);
  return said?.context ? { ...read, context: said.context } : read;
};
