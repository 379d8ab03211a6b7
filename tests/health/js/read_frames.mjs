// Reads frames as `name hex` from stdin, one a line, and prints what the product makes of each, one JSON a line.
import { readFileSync } from "node:fs";

import * as frames from "../../../app/health/js/bluetooth/frames.js";

const said = [];
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const [name, hex = ""] = line.split(" ");
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  try {
    said.push(JSON.stringify(frames[name](bytes)));
  } catch (error) {
    said.push(JSON.stringify({ threw: String(error) }));
  }
}
console.log(said.join("\n"));
