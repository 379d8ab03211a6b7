/**
 * The form behind `offline.form(...)`: it writes into the outbox, no server needed. Every keystroke starts writing
 * the draft (those that come while one is being written share the next); a reload, a kill or an update brings it back.
 *
 * Uncontrolled on purpose: the markup of a prerendered page can be typed into before this program runs, and
 * an input method (Pinyin) is never disturbed. The value "form:<kind>" mirrors the data for screens that react.
 */
import { createElement, useEffect, useRef } from "react";
import { useNavigate } from "react-router";

import { get as value, set, useQuery } from "../shared/store.js";
import { work } from "./boot.js";
import { begun, fill, read, rowsOf, stamp } from "./fields.js";
import { count, enter, leave } from "./forms.js";

/** The properties are told in app/offline/form.py; `label` is the title for the sync centre. */
export const OfflineForm = ({ kind, version, revise, about, fixed, initial, label, then, guard, children, ...rest }) => {
  const ref = useRef(null);
  const navigate = useNavigate();
  const record = useQuery("record");
  const name = record ? `record:${record}` : `${kind}:${about}`;
  const task = { kind, version, revise, fixed, initial, title: label, then, record, name };
  const latest = useRef(task);
  latest.current = task;
  useEffect(() => (about || record ? attach(ref.current, latest) : undefined), [about, record, kind]);
  const submit = (event) => {
    event.preventDefault();
    if (agreed(guard, ref.current)) save(ref.current, latest.current, navigate);
  };
  // method=dialog: should the program not run yet, a tap on 保存 sends nothing anywhere.
  return createElement("form", { ...rest, ref, method: "dialog", onSubmit: submit, "data-kind": kind }, children);
};

// The feature looks over the form first; it sees an event it can stop.
const agreed = (guard, form) => {
  let stopped = false;
  guard?.({ target: form, currentTarget: form, preventDefault: () => (stopped = true), stopPropagation: () => {} });
  return !stopped;
};

// --- draft -------------------------------------------------------------------------------------------

const attach = (form, latest) => {
  const { name, kind } = latest.current;
  const state = { name, dirty: false, touched: false, content: null, writing: null, failed: false, over: false };
  const typed = () => {
    state.dirty = state.touched = true;
    count();
    mirror(form, kind);
    flush(form, state);
  };
  const hide = () => flush(form, state);
  const grown = new MutationObserver((changes) => fillNew(form, state, changes));
  form.linju = { state, flush: hide };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  addEventListener("pagehide", hide);
  document.addEventListener("visibilitychange", hide);
  grown.observe(form, { childList: true, subtree: true });
  enter(form, { flush: hide, holds: () => state.touched });
  clearRows(); // the value "rows:…" and the mirror still speak of the form that was here before
  stamp(form);
  mirror(form, kind);
  const early = begun(form);
  restore(form, state, latest.current).then(() => early && !state.gone && typed());
  return () => {
    hide();
    state.gone = true;
    form.removeEventListener("input", typed);
    form.removeEventListener("change", typed);
    removeEventListener("pagehide", hide);
    document.removeEventListener("visibilitychange", hide);
    grown.disconnect();
    leave(form);
  };
};

const mirror = (form, kind) => set(`form:${kind}`, read(form, { raw: true }));

/** Put what is typed on disk; resolves when all of it is there or could not be written. Never rejects. */
const flush = (form, state) => {
  state.writing ??= writeAll(form, state).finally(() => {
    state.writing = null;
  });
  return state.writing;
};

const writeAll = async (form, state) => {
  while (state.dirty && !state.over) {
    state.dirty = state.failed = false;
    await keep(state, read(form, { raw: true }));
    if (state.failed) return;
  }
};

const keep = async (state, content) => {
  try {
    const { drafts } = await work();
    await drafts.put(state.name, content, content.photos ?? []);
    set("draft", { name: state.name, saved_at: Date.now(), failed: "" });
  } catch (error) {
    state.dirty = state.failed = true; // the next keystroke, or leaving the page, tries again
    set("draft", { name: state.name, saved_at: 0, failed: error.name });
  }
};

const restore = async (form, state, { record, kind, initial }) => {
  try {
    const { drafts } = await work();
    const draft = await drafts.get(state.name);
    const content = draft?.content ?? stored(record)?.data ?? initial ?? null;
    if (state.gone || state.over || !content) return;
    state.content = content;
    state.touched ||= Boolean(draft);
    count();
    for (const [field, rows] of rowsOf(content)) setRows(field, rows.length);
    fill(form, content);
    set("draft", draft ? { name: state.name, saved_at: draft.saved_at, failed: "", restored: true } : { name: state.name, saved_at: 0, failed: "" });
  } catch (error) {
    console.error("draft", error);
  }
  mirror(form, kind);
};

const stored = (record) => record && (value("outbox") ?? []).find(({ id }) => id === record);

// Fields that are drawn later (a person's row, one more need) get their part of the draft when they appear.
const fillNew = (form, state, changes) => {
  if (!state.content) return;
  const added = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node.nodeType === 1);
  const fields = added.flatMap((node) => [node, ...node.querySelectorAll("[name]")]).filter((node) => node.form === form && node.name);
  if (fields.length) fill(form, state.content, fields);
};

/** Throw the draft away and start anew. */
export const discard = async (name) => {
  const { drafts } = await work();
  await drafts.discard(name);
  set("draft", null);
};

const repeated = new Set(); // fields that have rows in some form of this page
const setRows = (field, count) => {
  repeated.add(field);
  set(`rows:${field}`, count);
};
const clearRows = () => repeated.forEach((field) => set(`rows:${field}`, 0));

/** One more row of a repeated part, e.g. `more("needs")`; the value "rows:needs" counts them. */
export const more = (field) => setRows(field, (value(`rows:${field}`) ?? 0) + 1);

// --- saving ------------------------------------------------------------------------------------------

const save = async (form, task, navigate) => {
  const state = form.linju?.state;
  if (!state || state.over) return; // a second tap on the same save
  state.over = true;
  form.inert = true;
  try {
    await state.writing;
    const saved = await commit(form, task);
    state.dirty = state.touched = false;
    count();
    set("notice", { what: "saved", number: saved.number, at: Date.now() });
    if (task.then) navigate(task.then);
    else reset(form, state);
  } catch (error) {
    state.over = false;
    state.dirty = true;
    set("notice", { what: "unsaved", why: error.name, at: Date.now() });
    console.error("save", error);
  } finally {
    form.inert = false;
  }
};

const commit = async (form, { kind, version, revise, fixed, title, record, name }) => {
  const { outbox } = await work();
  const data = { ...read(form), ...fixed };
  const options = { photos: data.photos ?? [], draft: name };
  if (record) return outbox.edit(record, data, { ...options, title });
  return outbox.save({ kind, version, revise, data, title, page: location.pathname + location.search }, options);
};

const reset = (form, state) => {
  form.reset();
  Object.assign(state, { over: false, content: null });
};
