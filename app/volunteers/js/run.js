/** While the matching runs, a screen with `[data-follow-run]` asks every second how far it is. */
const EVERY = 1000; // ms

let clock;

export const follow = () => {
  clock ??= setInterval(tick, EVERY);
};

function tick() {
  const button = document.querySelector("[data-follow-run]");
  if (button) {
    if (!document.hidden && navigator.onLine) button.click();
    return;
  }
  clearInterval(clock);
  clock = undefined;
}
