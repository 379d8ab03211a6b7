/** What a verdict sounds and feels like, so that nobody has to look: high for yes, low and twice for no, short for again. */
import { get } from "../shared/store.js";

const TONES = { good: [[880, 0.09], [1320, 0.14]], again: [[660, 0.12]], bad: [[220, 0.16], [180, 0.22]] }; // Hz, seconds
const BUZZ = { good: [70], again: [40, 60, 40], bad: [180, 90, 180] }; // ms

let ears = null;

/** Browsers are silent until somebody has tapped: called from a tap. */
export const unlock = () => {
  ears ??= globalThis.AudioContext ? new AudioContext() : null;
  ears?.resume().catch(() => {});
};

/** `how`: "good", "again" or "bad". `words`: the id of the element whose text is spoken, if the person wants that. */
export const sound = (how, words) => {
  navigator.vibrate?.(BUZZ[how]);
  if (get("door.sound")) beep(TONES[how]);
  if (get("door.speech")) requestAnimationFrame(() => requestAnimationFrame(() => speak(document.getElementById(words)?.textContent)));
};

const beep = (tones) => {
  if (ears?.state !== "running") return;
  let at = ears.currentTime;
  for (const [pitch, length] of tones) {
    const [tone, loudness] = [ears.createOscillator(), ears.createGain()];
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.25, at);
    loudness.gain.exponentialRampToValueAtTime(0.01, at + length);
    tone.connect(loudness).connect(ears.destination);
    tone.start(at);
    tone.stop(at + length);
    at += length;
  }
};

/** A sentence for whoever stands before a tablet; never a name. */
export const say = (text) => speak(text);

const speak = (text) => {
  if (!text || !globalThis.speechSynthesis) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = get("lang") === "en" ? "en-GB" : "zh-CN";
  speechSynthesis.cancel(); // the last one counts
  speechSynthesis.speak(words);
};
