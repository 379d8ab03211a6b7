// Runs in <head> before the first paint: the choices of this phone become attributes of <html>, so that nothing flashes.
// It also answers the taps that need no React: elder mode, settings, sheets, toasts. They work before hydration and offline.
(() => {
  const html = document.documentElement;
  const KEY = "linju:"; // the same drawers as js/store.js, JSON inside
  const START = { lang: "zh", theme: "auto", elder: false, size: 20 };
  const SIZES = [18, 20, 22, 24, 26, 28, 30];
  const night = matchMedia("(prefers-color-scheme: dark)");
  const memory = {}; // where localStorage is refused, a choice lasts as long as the page

  const get = (name) => {
    try {
      return JSON.parse(localStorage.getItem(KEY + name)) ?? memory[name] ?? START[name];
    } catch {
      return memory[name] ?? START[name];
    }
  };

  const DOCK = /(?:^|; )linju-dock=(\w+)/; // whose dock: the server says so at sign-in, js/dock.js later

  const paint = () => {
    const theme = get("theme");
    const dark = theme === "dark" || (theme === "auto" && night.matches);
    html.dataset.theme = dark ? "linju-night" : "linju";
    html.lang = get("lang") === "en" ? "en" : "zh-CN";
    // For the sentences that the server makes.
    document.cookie = `linju-lang=${get("lang") === "en" ? "en" : "zh"}; path=/; max-age=31536000; samesite=lax`;
    html.dataset.dock = DOCK.exec(document.cookie)?.[1] ?? "";
    html.toggleAttribute("data-elder", get("elder") === true);
    html.style.setProperty("--elder-size", get("size") + "px");
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = dark ? "NIGHT" : "DAY";
  };

  // The settings sheet shows what is chosen. Not before it opens: React must find the page as it was prerendered.
  const show = () => {
    for (const place of document.querySelectorAll("[data-show]")) place.textContent = get(place.dataset.show);
    for (const box of document.querySelectorAll("[data-pref]")) box.checked = String(get(box.dataset.pref)) === box.value;
  };

  const set = (name, value) => {
    memory[name] = value;
    try {
      localStorage.setItem(KEY + name, JSON.stringify(value));
    } catch {}
    paint();
    show();
    dispatchEvent(new CustomEvent("linju:pref", { detail: { name, value } }));
  };

  const dock = (name) => {
    document.cookie = `linju-dock=${name}; path=/; max-age=31536000; samesite=lax`;
    paint();
  };

  const offline = (is) => html.toggleAttribute("data-offline", is);

  const open = (id) => {
    show();
    const sheet = document.getElementById(id);
    if (sheet && !sheet.open) sheet.showModal();
  };
  const close = (id) => document.getElementById(id)?.close();

  const toast = (text, tone = "neutral") => {
    const place = document.getElementById("lj-toasts");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "lj-toast";
    line.dataset.tone = tone;
    line.textContent = text;
    place.append(line);
    setTimeout(() => line.remove(), tone === "error" ? 9000 : 5000);
  };

  const step = (by) => {
    const at = SIZES.indexOf(get("size"));
    set("size", SIZES[Math.min(SIZES.length - 1, Math.max(0, at + by))]);
  };

  const TAPS = {
    elder: () => set("elder", get("elder") !== true),
    bigger: () => step(1),
    smaller: () => step(-1),
    skip: () => document.getElementById("main")?.focus(),
    back: (button) => (history.length > 1 ? history.back() : location.assign(button.dataset.home || "/")),
    print: () => print(),
    reload: () => location.reload(),
  };

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.matches("dialog.modal[open]:not([data-stay])")) target.close(); // the ground around a sheet
    const button = target.closest("[data-tap],[data-open],[data-close]");
    if (!button) return;
    const { tap, open: opens, close: closes } = button.dataset;
    if (closes !== undefined) closes ? close(closes) : button.closest("dialog")?.close();
    if (opens) open(opens);
    TAPS[tap]?.(button);
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.dataset?.pref || !target.checked) return;
    set(target.dataset.pref, { true: true, false: false }[target.value] ?? target.value);
  });

  // Whoever signs in or out begins anew: what the server keeps of this tab is of the one before (the name is Reflex's).
  document.addEventListener("submit", ({ target }) => {
    if (target.getAttribute("action")?.startsWith("/auth/")) sessionStorage.removeItem("token");
  });

  // The installed app opens at somebody's work, not at the front door.
  const start = STARTS[DOCK.exec(document.cookie)?.[1]];
  if (start?.length > 1 && location.pathname === "/" && location.search === "?from=home") location.replace(start);

  paint();
  offline(navigator.onLine === false);
  night.addEventListener("change", paint);
  addEventListener("storage", (event) => event.key?.startsWith(KEY) && paint());
  addEventListener("offline", () => offline(true));
  addEventListener("online", () => offline(false));
  window.linju = { get, set, paint, dock, open, close, toast, offline };
})();
