/**
 * The lounge's tablet goes back to its start by itself: nobody's name stays on the screen.
 * A screen with `data-returns="8"` presses its `[data-back]` after eight seconds in which nobody touched it.
 */
const EVENTS = ["pointerdown", "keydown", "input"];
let watching;

export const watch = () => {
  if (watching) return;
  let since = Date.now();
  let shown = "";
  const touched = () => (since = Date.now());
  EVENTS.forEach((name) => addEventListener(name, touched, { passive: true }));
  watching = setInterval(() => {
    const step = document.querySelector("[data-returns]");
    if (!step) return stop(touched);
    if (step.dataset.step !== shown) {
      shown = step.dataset.step;
      touched();
    }
    const limit = Number(step.dataset.returns) * 1000;
    if (limit && Date.now() - since > limit) {
      touched();
      step.querySelector("[data-back]")?.click();
      step.querySelectorAll("form").forEach((form) => form.reset());
    }
  }, 500);
};

const stop = (touched) => {
  clearInterval(watching);
  watching = undefined;
  EVENTS.forEach((name) => removeEventListener(name, touched));
};
