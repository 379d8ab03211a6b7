/** A part of a screen that is fetched when it is first drawn (app/shared/later.py). Until it is here there is nothing. */
import { createElement, useEffect, useState } from "react";

export const Later = ({ load }) => {
  const [Part, arrived] = useState(null);
  useEffect(() => {
    let gone = false;
    const fetch = (pause) =>
      load()
        .then((part) => gone || arrived(() => part))
        .catch(() => gone || setTimeout(fetch, pause, Math.min(pause * 2, 30_000))); // no network: again
    fetch(500);
    return () => {
      gone = true;
    };
  }, []);
  return Part && createElement(Part);
};
