import assert from "node:assert/strict";
import test from "node:test";

import { moment, people } from "../../../app/visits/js/people.js";

const TODAY = "2026-03-02";
const WORDS = new Map();
const at = (text) => new Date(text).toISOString();
const MORNING = at("2026-03-02T10:00:00+08:00");
const person = (id, name, more = {}) => ({
  id, name, relation: "", tags: [], sex: "", born_on: "", phone: "", emergency_name: "", emergency_phone: "", ...more,
});

test("today and yesterday are called so, other days by their date", () => {
  assert.equal(moment(MORNING, TODAY, "zh"), "今天 10:00");
  assert.equal(moment(at("2026-03-01T23:59:00+08:00"), TODAY, "en"), "Yesterday 23:59");
  assert.equal(moment(at("2026-01-20T10:00:00+08:00"), TODAY, "zh"), "1月20日 10:00");
});

test("the head of the household stands first, and whoever has a phone can be called", () => {
  const found = people({ people: [person("a", "小", { phone: "138 0013-8000" }), person("b", "大", { relation: "户主", born_on: "1941-05-06" })] }, TODAY, WORDS);
  assert.deepEqual(found.map(({ name, age, tel }) => [name, age, tel]), [["大", 84, ""], ["小", -1, "tel:13800138000"]]);
});

test("a daughter is called so, once; who is only somebody's spouse keeps the sex", () => {
  const found = people({ people: [person("a", "陈小文", { relation: "女", sex: "女" }), person("b", "林美", { relation: "配偶", sex: "女" })] }, TODAY, WORDS);
  assert.deepEqual(found.map(({ relation, sex }) => [relation, sex]).sort(), [["女儿", ""], ["配偶", "女"]].sort());
});
