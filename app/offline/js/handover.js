/** From WeChat to the real browser: the address, to paste there. */
import { set } from "../shared/store.js";

export const copy = async () => {
  const { href } = location;
  try {
    await navigator.clipboard.writeText(href);
  } catch {
    const field = Object.assign(document.createElement("input"), { value: href, readOnly: true });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  set("notice", { what: "copied", at: Date.now() });
};
