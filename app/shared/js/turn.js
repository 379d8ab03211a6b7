/**
 * A tap that exchanges all that a screen shows (a list for the form of one of its lines, and back again) leaves the window
 * scrolled to the middle of something else and the focus nowhere. Here what is new begins at its top with the focus on its
 * heading, and whoever comes back is where they left, on the line they had tapped. Not for the guide: it does so itself.
 *
 * A form that was sent and comes back with something wrong shows the first of it, which may be far above its button.
 */
const TAPPED = "a, button, input, select, textarea, summary";
const HEAD = "h2, .lj-row-title";
const WRONG = "[role=alert]";
const left = []; // what was left on the way here, each with how far down somebody was, on which of its buttons
let was = null; // what was shown when something was tapped last
let sent = null; // the form that was sent last → what was said to be wrong with it before

const main = () => document.getElementById("main");

/** What a part of a screen is known by when it comes again; its numbers may have changed. */
const headOf = (box) => {
  const head = box.querySelector(HEAD);
  return head && head.tagName + head.textContent.replace(/\d+/g, "");
};

const note = ({ target, type }) => {
  const box = main();
  const tapped = target instanceof Element && target.closest(`${TAPPED}, form`);
  if (!tapped || !box?.contains(tapped)) return;
  const which = [...box.querySelectorAll(TAPPED)].indexOf(tapped);
  if (type === "submit") sent = { form: tapped, said: wrongs(tapped) };
  was = { box, parts: [...box.children], head: headOf(box), at: scrollY, which };
};

const look = () => {
  if (sent) mend();
  if (!was || was.parts.some((part) => part.isConnected)) return;
  const box = main();
  if (box !== was.box) {
    was = null; // another screen
    left.length = 0;
    return;
  }
  if (!box.children.length || box.querySelector(".lj-bone, [data-guide]")) return; // on its way
  turn(box);
};

const wrongs = (form) => [...form.querySelectorAll(WRONG)].map((one) => one.textContent).join();

const mend = () => {
  const { form, said } = sent;
  if (!form.isConnected) sent = null;
  else if (wrongs(form) !== said) show(form.querySelector(WRONG));
};

const show = (wrong) => {
  sent = null;
  const field = wrong?.closest(".lj-field");
  (field?.querySelector("[aria-invalid=true]") ?? field?.querySelector(TAPPED))?.focus({ preventScroll: true });
  (field ?? wrong)?.scrollIntoView({ block: "center" });
};

const turn = (box) => {
  const head = headOf(box);
  const at = head === null ? -1 : left.findLastIndex((one) => one.head === head);
  const before = left[at];
  if (before) left.length = at;
  else left.push(was);
  was = null;
  if (document.activeElement !== document.body && document.activeElement !== box) return; // a field asked for it
  scrollTo(0, before?.at ?? 0);
  const place = before ? box.querySelectorAll(TAPPED)[before.which] : box.querySelector("h2");
  if (place && !before) place.tabIndex = -1;
  place?.focus({ preventScroll: true });
};

if (typeof window !== "undefined") {
  for (const kind of ["click", "submit"]) document.addEventListener(kind, note, true);
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}
