// The modules under test on a bare page: `lab.<module>.<function>`.
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";

import * as store from "./linju/shared/store.js";
import * as boot from "./linju/offline/boot.js";
import * as form from "./linju/offline/form.js";
import * as fields from "./linju/offline/fields.js";
import * as photofield from "./linju/offline/photofield.js";
import * as bytes from "./linju/offline/bytes.js";
import * as records from "./linju/offline/records.js";
import * as vault from "./linju/offline/vault.js";
import * as sync from "./linju/offline/sync.js";
import * as install from "./linju/offline/install.js";

/** Draw a tree [tag or component, props, ...children] into the page, as Reflex would. */
const draw = (tree, into = document.getElementById("root")) => {
  const made = ([tag, props, ...children]) =>
    createElement(lab.parts[tag] ?? tag, props, ...children.map((child) => (Array.isArray(child) ? made(child) : child)));
  lab.root ??= createRoot(into);
  lab.root.render(createElement(BrowserRouter, null, made(tree)));
};

globalThis.lab = {
  store, boot, form, fields, bytes, records, vault, sync, install, draw,
  parts: { OfflineForm: form.OfflineForm, PhotoField: photofield.PhotoField },
};
