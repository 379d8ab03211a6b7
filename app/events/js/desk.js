/**
 * The desk of an event follows its door: a screen with `[data-refresh="<event>"]` presses it when somebody has come
 * (the event's socket says so), and every few seconds for what the socket does not tell, like a sign-up.
 * Nothing is pressed while nobody looks at the screen; a form that is being filled in is not touched by it.
 */
const SOON = 3_000; // ms between two presses while people come
const SELDOM = 9_000; // ms without news
const AGAIN = 5_000; // ms until a socket that closed is opened again

let following;

export const follow = () => {
  following ??= new Following();
};

class Following {
  pressed = Date.now();
  closed = 0;
  said = "";
  news = false;

  constructor() {
    this.clock = setInterval(() => this.tick(), 1000);
    this.woken = () => this.wake();
    document.addEventListener("visibilitychange", this.woken);
  }

  wake() {
    if (document.hidden) return this.hangUp();
    this.pressed = 0; // at once: it may have been hours
    this.tick();
  }

  tick() {
    const button = document.querySelector("[data-refresh]");
    if (!button) return this.stop();
    if (document.hidden || !navigator.onLine) return this.hangUp();
    if (button.dataset.live === "true") this.listen(button.dataset.refresh);
    if (Date.now() - this.pressed < (this.news ? SOON : SELDOM)) return;
    this.pressed = Date.now();
    this.news = false;
    button.click();
  }

  listen(event) {
    if (this.event !== event) this.hangUp();
    if (this.socket || Date.now() - this.closed < AGAIN) return;
    this.event = event;
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/events/${event}/live`);
    socket.onmessage = ({ data }) => this.heard(JSON.parse(data));
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = undefined;
      this.closed = Date.now();
    };
    this.socket = socket;
  }

  heard({ come, standing }) {
    const said = `${come} ${standing}`;
    if (this.said && said !== this.said) this.news = true;
    this.said = said;
  }

  hangUp() {
    const { socket } = this;
    this.socket = undefined;
    this.said = "";
    this.closed = 0;
    socket?.close();
  }

  stop() {
    clearInterval(this.clock);
    document.removeEventListener("visibilitychange", this.woken);
    this.hangUp();
    following = undefined;
  }
}
