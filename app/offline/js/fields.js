/**
 * Between a form's fields and the data of a command. The name says where a value goes:
 *
 *   note                     data.note
 *   needs.0.text             data.needs[0].text; a row in which nothing was typed or ticked is left out
 *   people (checkboxes with a value)   data.people = [values of the ticked ones]
 *   urgent (a checkbox without value)  data.urgent = true | false
 *   data-json="[]"           the field's text is JSON (a component keeps it); the attribute says what empty means
 *   data-now                 a hidden field that gets the time at which the form was opened
 *   type=number              a number, or absent when empty
 *
 * A radio group or select without a choice is absent. Files and buttons are not read.
 */

const skipped = ["submit", "button", "reset", "file", "image"];
const named = (form) => [...form.elements].filter((field) => field.name && !field.disabled && !skipped.includes(field.type));
const inList = (field) => field.type === "checkbox" && field.hasAttribute("value");

/** The data of the form. `raw` keeps empty rows and blanks, for a draft. */
export const read = (form, { raw = false } = {}) => {
  const data = {};
  const rows = typedRows(form);
  for (const field of named(form)) {
    const row = rowOf(field);
    if (row && !raw && !rows.has(row)) place(data, row.replace(/\.\d+$/, ""), (before = []) => before);
    else put(data, field, raw);
  }
  return raw ? data : dense(data);
};

const put = (data, field, raw) => {
  const value = valueOf(field, raw);
  if (inList(field) || field.multiple) place(data, field.name, (before = []) => [...before, ...value]);
  else if (value !== undefined) place(data, field.name, () => value);
};

const valueOf = (field, raw) => {
  if (inList(field)) return field.checked ? [field.value] : [];
  if (field.type === "checkbox") return field.checked;
  if (field.type === "radio") return field.checked ? field.value : undefined;
  if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
  if (field.dataset.json !== undefined) return JSON.parse(field.value || field.dataset.json || "null") ?? undefined;
  if (field.type === "number") return field.value === "" ? undefined : Number(field.value);
  if (field.tagName === "SELECT" && field.value === "") return undefined;
  return raw ? field.value : field.value.trim();
};

const place = (data, name, how) => {
  const path = name.split(".");
  let here = data;
  path.slice(0, -1).forEach((step, i) => {
    here[step] ??= /^\d+$/.test(path[i + 1]) ? [] : {};
    here = here[step];
  });
  here[path.at(-1)] = how(here[path.at(-1)]);
};

const rowOf = (field) => /^(.*\.\d+)\./.exec(field.name)?.[1];

// Rows ("needs.0") in which the person typed or ticked something; a preselected choice does not count.
const typedRows = (form) => new Set(named(form).filter((field) => rowOf(field) && filledIn(field)).map(rowOf));

const filledIn = (field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked && !field.defaultChecked;
  return field.tagName !== "SELECT" && field.type !== "hidden" && field.value.trim() !== "";
};

// Rows that were left out leave holes; the list closes up.
const dense = (value) => {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(dense);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dense(item)]));
};

/** Put `data` into the form's fields (or only into `fields`), leaving alone what the person has touched. */
export const fill = (form, data, fields = named(form)) => {
  for (const field of fields) {
    const value = field.name.split(".").reduce((here, step) => here?.[step], data);
    if (value !== undefined && !touched(field)) write(field, value);
  }
};

/** Whether the person has typed or ticked something before any draft was put in. */
export const begun = (form) => named(form).some((field) => touched(field));

// Typed into before we came (the markup is there before the program): that is newer than any draft.
const touched = (field) => {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  const typed = field.tagName === "TEXTAREA" || ["text", "search", "tel", "number", "date", "time"].includes(field.type);
  return typed && field.value !== field.defaultValue;
};

const write = (field, value) => {
  if (inList(field)) field.checked = value.includes?.(field.value) ?? false;
  else if (field.type === "checkbox") field.checked = Boolean(value);
  else if (field.type === "radio") field.checked = field.value === value;
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = field.dataset.json !== undefined ? JSON.stringify(value) : String(value);
  field.dispatchEvent(new Event("linju:filled"));
};

/** Fields that want the time of opening and have none yet. */
export const stamp = (form) => {
  for (const field of form.querySelectorAll("[data-now]")) field.value ||= new Date().toISOString();
};

/** How many rows of `field` the data holds: the screen draws as many before they are filled. */
export const rowsOf = (data) =>
  Object.entries(data ?? {}).filter(([, value]) => Array.isArray(value) && value.some((item) => item && typeof item === "object"));
