/** Who lives behind a door, what this phone has recorded about them, and when. Pure. */
import { ageOn, clockOf, dayOf, daysBetween, written } from "./days.js";
import { MARKS, pressing } from "./door.js";

/** Records about one household that count, the newest first. */
export const about = (outbox, id) => outbox.filter(({ state, data }) => MARKS[state] && data?.household_id === id);

/** "今天 10:05", "3月2日 10:05": when something was. */
export const moment = (at, today, lang) => {
  const day = dayOf(at);
  const near = { 0: ["今天", "Today"], 1: ["昨天", "Yesterday"] }[daysBetween(day, today)];
  return `${near ? near[lang === "en" ? 1 : 0] : written(day, today, lang)} ${clockOf(at)}`;
};

const digits = (phone) => (phone ? `tel:${phone.replace(/[^+\d]/g, "")}` : "");

// The roster's one-letter relations (GB/T 4761) as people say them.
const KIN = { 子: "儿子", 女: "女儿", 父: "父亲", 母: "母亲" };
// A daughter need not be called female too.
const TELLING = new Set(
  "子 女 儿子 女儿 父 母 父亲 母亲 继父 继母 公公 婆婆 岳父 岳母 祖父 祖母 爷爷 奶奶 外公 外婆 孙子 孙女 外孙 外孙女 儿媳 女婿 夫 妻 丈夫 妻子 哥哥 弟弟 姐姐 妹妹".split(" "),
);

/** The people who live here, the head first, then the eldest. */
export const people = (row, today, words) =>
  row.people
    .map((one) => ({
      id: one.id,
      name: one.name,
      relation: KIN[one.relation] ?? one.relation,
      sex: TELLING.has(one.relation) ? "" : one.sex,
      age: ageOn(one.born_on, today),
      tags: pressing(one.tags.map(({ code }) => code), words),
      phone: one.phone,
      tel: digits(one.phone),
      emergency_name: one.emergency_name,
      emergency_tel: digits(one.emergency_phone),
    }))
    .sort((a, b) => (b.relation === "户主") - (a.relation === "户主") || b.age - a.age);
