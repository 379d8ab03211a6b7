/**
 * How the server says one sentence above the dock (`app/shared/handlers.py`): through Reflex's own "set the value of a
 * ref". Its richer events (call_script, toast) are eval'ed text, which the page's policy forbids.
 */
import { refs } from "$/utils/state";

refs.ref_linju_toast = {
  current: {
    set value([chinese, english, tone]) {
      window.linju?.toast(window.linju.get("lang") === "en" ? english : chinese, tone);
    },
  },
};
