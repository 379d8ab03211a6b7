import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { find, index, terms } from "../../../app/directory/js/match.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url)));
const all = index(read("rows.json"));
const names = (text, most = 50) => find(all, text, most).people.map(({ name }) => name);

for (const { text, names: expected } of read("cases.json").finds)
  test(`the phone finds for “${text}” what the server finds`, () => {
    assert.deepEqual(new Set(names(text)), new Set(expected));
  });

test("the whole name comes before its beginning, that before a part, and a door last", () => {
  const some = index([
    { id: "1", door: "林苑1栋101", at: "林苑|1||101", people: ["赵一|zhaoyi|zy|||"] },
    { id: "2", door: "1栋102", at: "|1||102", people: ["王林|wanglin|wl|||", "林芳|linfang|lf|||", "林|lin|l|||"] },
  ]);
  assert.deepEqual(find(some, "林", 9).people.map(({ name }) => name), ["林", "林芳", "王林", "赵一"]);
  assert.deepEqual(find(some, "lin", 9).people.map(({ name }) => name), ["林", "林芳", "王林"]);
});

test("the total counts everybody, also those who are not shown", () => {
  const found = find(all, "c", 1);
  assert.equal(found.total, 3);
  assert.equal(found.people.length, 1);
});

test("the characters that fit are marked: of a name, of initials, else the whole name for pinyin", () => {
  const marked = (text) => find(all, text, 1).people.map(({ name, hit }) => name.slice(...hit))[0];
  assert.equal(marked("大文"), "大文");
  assert.equal(marked("dw"), "大文");
  assert.equal(marked("cdw"), "陈大文");
  assert.equal(marked("dawen"), "陈大文");
  assert.equal(marked("3-2-502"), "");
});

test("a number says by which of the two it was found", () => {
  const by = (text) => find(all, text, 1).people.map(({ by, tail }) => [by, tail])[0];
  assert.deepEqual(by("1234"), ["phone", "1234"]);
  assert.deepEqual(by("002x"), ["identity", "002X"]);
  assert.deepEqual(by("501"), ["door", ""]);
});

test("a name keeps its capitals on the screen", () => {
  assert.deepEqual(names("john"), ["John Smith"]);
});

test("half a syllable typed into a pinyin keyboard is a search already", () => {
  assert.deepEqual(terms("lin'a'p"), [{ letters: true, text: "linap" }]);
});

test("rows of a neighbour leader, without years and numbers, are searched too", () => {
  const bare = index([{ id: "1", door: "1栋101", at: "|1||101", people: ["林芳|linfang|lf|||"] }]);
  assert.equal(find(bare, "linf", 9).total, 1);
  assert.equal(find(bare, "", 9).total, 0);
});

test("20,000 people are searched faster than a finger leaves the glass", () => {
  const rows = [];
  for (let home = 0; home < 4300; home += 1) {
    const building = 1 + (home % 60);
    const [unit, room] = [1 + (home % 3), `${1 + (home % 7)}0${1 + (home % 2)}`];
    const people = Array.from({ length: 5 }, (_, n) => `王小${"明芳伟杰"[n % 4]}|wangxiaoming|wxm|1980|${1000 + home}|${2000 + n}`);
    rows.push({ id: String(home), door: `榕湾一里${building}栋${unit}单元${room}`, at: `榕湾1里|${building}|${unit}|${room}`, people });
  }
  const many = index(rows);
  for (const text of ["王", "wxm", "小明", "3-2-501", "1234", "王 3栋", "zzz", "榕湾"]) {
    let quickest = Infinity;
    for (let turn = 0; turn < 5; turn += 1) {
      const start = performance.now();
      find(many, text, 50);
      quickest = Math.min(quickest, performance.now() - start);
    }
    console.log(text, quickest.toFixed(2), "ms");
    assert.ok(quickest < 25, `${text}: ${quickest} ms`);
  }
});
