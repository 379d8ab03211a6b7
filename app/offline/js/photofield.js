/**
 * Up to `most` photos of a form, taken with the camera or chosen. The draft is on disk before the camera opens:
 * a phone with little memory kills the page behind it. The hidden field holds the hashes as JSON.
 */
import { createElement as h, useEffect, useRef, useState } from "react";

import { set } from "../shared/store.js";
import { work } from "./boot.js";

export const PhotoField = ({ name, most = 3, words, className = "" }) => {
  const field = useRef(null);
  const [names, setNames] = useState([]);
  const [busy, setBusy] = useState(0);
  const urls = useUrls(names);
  useEffect(() => followField(field.current, setNames), []);
  const change = (list) => {
    field.current.value = JSON.stringify(list);
    setNames(list);
    field.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = async (files) => {
    for (const file of [...files].slice(0, most - now(field).length)) {
      setBusy((n) => n + 1);
      const photo = await stored(file);
      setBusy((n) => n - 1);
      if (photo && !now(field).includes(photo.sha256)) change([...now(field), photo.sha256]);
    }
  };
  const full = names.length + busy >= most;
  return h("div", { className },
    h("input", { ref: field, type: "hidden", name, "data-json": "[]" }),
    h("div", { className: "flex flex-wrap gap-3" },
      names.map((each, i) => thumbnail(each, i, urls, words, () => change(names.filter((one) => one !== each)))),
      Array.from({ length: busy }, (_, i) => h("div", { key: `busy${i}`, className: "lj-photo lj-bone", "aria-busy": true })),
      !full && button(words.take, words.camera, { capture: "environment" }, add),
      !full && button(words.choose, words.album, { multiple: true }, add)));
};

const now = (field) => JSON.parse(field.current.value || "[]");

const followField = (element, setNames) => {
  const filled = () => setNames(JSON.parse(element.value || "[]"));
  const cleared = () => {
    element.value = ""; // a hidden field is not reset by the form
    filled();
  };
  const { form } = element;
  filled();
  element.addEventListener("linju:filled", filled);
  form?.addEventListener("reset", cleared);
  return () => {
    element.removeEventListener("linju:filled", filled);
    form?.removeEventListener("reset", cleared);
  };
};

const useUrls = (names) => {
  const [urls, setUrls] = useState({});
  useEffect(() => {
    let gone = false;
    const made = [];
    const open = async () => {
      const { photos } = await work();
      const pairs = await Promise.all(names.map(async (name) => [name, await photos.show(name)]));
      made.push(...pairs.map(([, url]) => url));
      if (gone) made.forEach((url) => URL.revokeObjectURL(url));
      else setUrls(Object.fromEntries(pairs));
    };
    open().catch((error) => console.error("photos", error));
    return () => {
      gone = true;
      made.forEach((url) => URL.revokeObjectURL(url));
    };
  }, [names.join()]);
  return urls;
};

const thumbnail = (name, i, urls, { picture, remove }, drop) =>
  h("div", { key: name, className: "lj-photo" },
    h("img", { src: urls[name] || undefined, alt: `${picture} ${i + 1}` }),
    h("button", { type: "button", onClick: drop, "aria-label": `${remove} ${i + 1}` }, h("span", null, sign("M6 6l12 12M18 6 6 18", "1rem"))));

const sign = (path, size) =>
  h("svg", { viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor", strokeWidth: 1.8, strokeLinecap: "round", strokeLinejoin: "round", "aria-hidden": true },
    h("path", { d: path }));

const button = (label, path, attributes, add) =>
  h("label", { className: "lj-photo lj-photo-add" }, sign(path, "1.75em"), h("span", null, label),
    h("input", {
      ...attributes, type: "file", accept: "image/*", className: "sr-only",
      onClick: (event) => saveFirst(event),
      onChange: (event) => {
        add([...event.target.files]);
        event.target.value = "";
      },
    }));

// The tap is let through at once when everything is on disk; otherwise the camera opens a moment later.
const saveFirst = (event) => {
  const input = event.target;
  const form = input.form?.linju;
  if (!form?.state.dirty || input.dataset.saved) {
    delete input.dataset.saved;
    return;
  }
  event.preventDefault();
  input.dataset.saved = "yes";
  form.flush().then(() => input.click());
};

const stored = async (file) => {
  try {
    const { photos } = await work();
    return await photos.take(file);
  } catch (error) {
    set("notice", { what: "no_photo", why: error.name, at: Date.now() });
    return null;
  }
};
