/**
 * Reads QR codes off the page's thread. In: {id, picture (ImageBitmap or ImageData), closely}; out: {ready} or {failed}
 * once, then {id, text, ms} for every picture, `text` empty where nothing was found. Pictures are answered in their order.
 *
 * The first look is at the whole picture. `closely` looks once more, at its middle twice as large: a code that is far
 * away has too few pixels for its size, and that is where people hold it. In the bench (tests/bench/scanner.py) this
 * finds half of what the first look misses.
 */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import engine from "zxing-wasm/reader/zxing_reader.wasm?url";

const WIDEST = 1280; // pixels; beyond it a look only takes longer
const CLOSE = { width: 960, height: 720 };
const LOOK = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryInvert: false };

prepareZXingModule({ overrides: { locateFile: () => engine }, fireImmediately: true }).then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error?.message ?? error) }),
);

self.onmessage = async ({ data: { id, picture, closely } }) => {
  const begun = performance.now();
  const text = await look(picture, closely).catch(() => "");
  picture.close?.();
  postMessage({ id, text, ms: performance.now() - begun });
};

const look = async (picture, closely) => {
  const found = await read(whole(picture), LOOK);
  return found || !closely || picture instanceof ImageData ? found : read(middle(picture), LOOK);
};

const read = async (image, how) => {
  const [found] = await readBarcodes(image, how);
  return found?.isValid ? found.text : "";
};

const whole = (picture) => {
  if (picture instanceof ImageData) return picture;
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  return drawn(picture, [0, 0, picture.width, picture.height], picture.width * scale, picture.height * scale);
};

const middle = (picture) => {
  const width = Math.min(picture.width, CLOSE.width / 2);
  const height = Math.min(picture.height, CLOSE.height / 2);
  const place = [(picture.width - width) / 2, (picture.height - height) / 2, width, height];
  return drawn(picture, place, width * 2, height * 2);
};

let paper;
const drawn = (picture, place, width, height) => {
  paper ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  Object.assign(paper.canvas, { width: Math.round(width), height: Math.round(height) }); // also wipes it
  paper.imageSmoothingQuality = "high";
  paper.drawImage(picture, ...place, 0, 0, paper.canvas.width, paper.canvas.height);
  return paper.getImageData(0, 0, paper.canvas.width, paper.canvas.height);
};
