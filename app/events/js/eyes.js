/**
 * The reader of codes: a worker of its own (scan_worker.js) with one picture in it at a time. Neither is part of any
 * first load; the worker lies in the precache, its engine on the phones of those who check in (offline/js/large.js).
 *
 *   const eyes = open();           // starts loading
 *   await eyes.ready;              // rejects with EngineFailed: a browser without WebAssembly, or too old for our policy
 *   eyes.look(picture)             // {text, ms}, or null while a picture is being looked at
 *   eyes.close();
 */
const SILENCE = 5_000; // ms: a phone of ten years needs two for one picture

export class EngineFailed extends Error {}

export const open = () => {
  const worker = new Worker(new URL("./scan_worker.js", import.meta.url), { type: "module" });
  let waiting = null;
  let count = 0;
  let end;
  const over = new Promise((_, reject) => (end = reject));
  over.catch(() => {}); // whoever waits hears of it
  const ready = new Promise((done, fail) => {
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) done();
      if (data.failed !== undefined) fail(new EngineFailed(data.failed));
      if (data.id === waiting?.id) waiting.done(data);
    });
    worker.addEventListener("error", (event) => fail(new EngineFailed(event.message || "the worker did not load")));
  });
  ready.catch(() => {});

  const ask = (picture) =>
    new Promise((done, fail) => {
      const id = ++count;
      const timer = setTimeout(() => fail(new EngineFailed("no answer")), SILENCE);
      waiting = { id, done: (found) => (clearTimeout(timer), done(found)) };
      worker.postMessage({ id, picture, closely: count % 2 === 0 }, picture.close ? [picture] : []);
    });

  return {
    ready,
    get busy() {
      return Boolean(waiting);
    },
    async look(picture) {
      if (waiting) return picture.close?.(), null;
      try {
        return await Promise.race([ask(picture), over]);
      } finally {
        waiting = null;
      }
    },
    close() {
      worker.terminate();
      end(new EngineFailed("closed"));
    },
  };
};
