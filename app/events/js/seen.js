/** A code that stays before the camera is one scan: it counts again when it has been away for three seconds. */
const AWAY = 3_000; // ms

/** A function `(text, at) → whether it counts`; `at` in ms. */
export const again = () => {
  const last = new Map();
  return (text, at) => {
    const before = last.get(text);
    last.set(text, at);
    for (const [other, when] of last) if (at - when > AWAY) last.delete(other);
    return before === undefined || at - before > AWAY;
  };
};
