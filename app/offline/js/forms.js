/** The forms that are on the page now, so that whoever must leave it can put them on disk first. */
import { set } from "../shared/store.js";

const forms = new Map(); // form element -> {flush, holds}

export const enter = (element, form) => {
  forms.set(element, form);
  count();
};

export const leave = (element) => {
  forms.delete(element);
  count();
};

/** The value "editing": forms that hold something not yet in the outbox. */
export const count = () => set("editing", [...forms.values()].filter(({ holds }) => holds()).length);

/** Every form's draft is on disk when this resolves; what cannot be written does not hold up the rest. */
export const flushForms = () => Promise.allSettled([...forms.values()].map(({ flush }) => flush()));

export const formOf = (element) => forms.get(element);
