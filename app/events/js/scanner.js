/**
 * The camera of this phone as a reader of codes, shown in a <video>.
 *
 *   const scanner = start(video, { heard(text), told(state), torch(can) });
 *   scanner.light(true); scanner.stop();
 *
 * `told` hears "asking", "on", and when it ends by itself why: "refused" (the person or the browser said no), "none"
 * (no camera), "busy" (another app has it, or it went away), "frozen" (no pictures come), "insecure" (no HTTPS),
 * "home_screen" (an iPhone's home screen app, where WebKit gives no camera or a dead one), "unsupported" (no WebAssembly or
 * no camera in this browser). After each of these nothing runs any more; `start` may be called again.
 */
import { EngineFailed, open } from "./eyes.js";
import { again } from "./seen.js";

const WANTED = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };
const PACE = 90; // ms from one look to the next: a moving hand is caught, the battery lasts an afternoon
const STILL = 6_000; // ms without a picture before the camera counts as frozen

export const start = (video, { heard, told, torch = () => {} }) => {
  const seen = again();
  let eyes = null;
  let stream = null;
  let stopped = false;
  let pictured = performance.now();
  let watch = 0;

  const stop = () => {
    stopped = true;
    clearInterval(watch);
    eyes?.close();
    stream?.getTracks().forEach((track) => track.stop());
    if (video.srcObject === stream) video.srcObject = null;
  };
  const end = (why) => {
    if (stopped) return;
    stop();
    told(why);
  };

  const begin = async () => {
    told("asking");
    eyes = open(); // loads while the person is asked for the camera
    stream = await camera();
    if (stopped) return stream.getTracks().forEach((track) => track.stop());
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => end("busy"));
    await show(video, stream);
    await eyes.ready;
    if (stopped) return;
    told("on");
    torch(Boolean(track.getCapabilities?.().torch));
    pictured = performance.now();
    watch = setInterval(() => performance.now() - pictured > STILL && end(atHome() ? "home_screen" : "frozen"), 1_000);
    look();
  };

  const look = async () => {
    if (stopped) return;
    await nextPicture(video);
    if (stopped) return;
    pictured = performance.now();
    try {
      const found = await eyes.look(await picture(video));
      if (found?.text && seen(found.text, performance.now())) heard(found.text);
    } catch (error) {
      return end(trouble(error));
    }
    setTimeout(look, Math.max(0, PACE - (performance.now() - pictured)));
  };

  begin().catch((error) => end(trouble(error)));
  return {
    stop,
    light: (on) => stream?.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on }] }),
  };
};

const atHome = () => navigator.standalone === true;

const camera = async () => {
  if (navigator.mediaDevices?.getUserMedia) return navigator.mediaDevices.getUserMedia(WANTED);
  throw new DOMException("no camera here", window.isSecureContext ? "NotSupportedError" : "SecurityError");
};

/** Why there is no camera, as `told` says it. `standalone`: an app on an iPhone's home screen. */
export const trouble = (error, standalone = atHome()) => {
  if (error instanceof EngineFailed) return "unsupported";
  const why = WHY[error?.name] ?? "busy";
  // There WebKit has no camera at all, loses it, or refuses without asking.
  return standalone && why !== "none" && why !== "insecure" ? "home_screen" : why;
};

const WHY = {
  NotAllowedError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
  SecurityError: "insecure",
  NotSupportedError: "unsupported",
};

const show = async (video, stream) => {
  Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
  video.setAttribute("playsinline", ""); // or an iPhone plays it full-screen
  await video.play();
};

// The next picture that is really shown, where the browser can tell.
const nextPicture = (video) =>
  new Promise((done) => (video.requestVideoFrameCallback ? video.requestVideoFrameCallback(() => done()) : requestAnimationFrame(() => done())));

const picture = async (video) => {
  if (typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function") return createImageBitmap(video);
  return drawn(video); // Safari before 16.4
};

let paper;
const drawn = (video) => {
  paper ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  Object.assign(paper.canvas, { width: video.videoWidth, height: video.videoHeight });
  paper.drawImage(video, 0, 0);
  return paper.getImageData(0, 0, video.videoWidth, video.videoHeight);
};
