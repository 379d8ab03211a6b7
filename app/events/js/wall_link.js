/** The socket of a wall screen: it comes back by itself for as long as the screen is there. */
const AGAIN = [1000, 2000, 5000]; // ms between tries
const QUIET = 15_000; // ms without a word after which a socket counts as dead; the server speaks every 5 s

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Listen until `alive()` says no.
 *
 *   socket /api/events/<id>/live → {now, come, capacity, latest: [name], standing, ends}
 *
 * `heard` gets every message, `opened` hears of every socket but the first.
 */
export const listen = async (id, { alive, opened, heard }) => {
  for (let tries = 0, first = true; alive(); first = false) {
    const spoke = await once(id, (message) => alive() && heard(message), () => first || opened());
    tries = spoke ? 0 : Math.min(tries + 1, AGAIN.length - 1);
    await pause(AGAIN[tries]);
  }
};

// One socket's life. Whether it said anything. A dead link never closes it, so silence ends it too.
const once = (id, heard, opened) =>
  new Promise((done) => {
    let spoke = false;
    let silence = 0;
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/events/${id}/live`);
    const end = () => {
      clearTimeout(silence);
      socket.onmessage = socket.onclose = null;
      socket.close();
      done(spoke);
    };
    const wait = () => {
      clearTimeout(silence);
      silence = setTimeout(end, QUIET);
    };
    socket.onopen = () => opened();
    socket.onclose = end;
    socket.onmessage = ({ data }) => {
      spoke = true;
      wait();
      heard(JSON.parse(data));
    };
    wait();
  });
