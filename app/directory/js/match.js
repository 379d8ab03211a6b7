/**
 * Finding people among the rows of the view "people". Pure: rows and a text in, the best first.
 *
 * `index(rows)` is made once per download; `find(index, text, most)` then takes a few milliseconds for 20,000 people,
 * because every key is lower case already and nothing is built for a person who does not fit.
 */
import { doorsMeant } from "./doors.js";

const LOOKED_AT = 50; // characters of the text
const [EXACT, BEGINS, WITHIN, DOOR] = [0, 1, 2, 3]; // ranks, the best first

/** Everything that is compared, as flat lists: one entry a person, with the row they belong to. */
export const index = (rows) => {
  const all = { homes: [], home: [], shown: [], name: [], pinyin: [], initials: [], born: [], phone: [], identity: [] };
  for (const { id, door, at, people } of rows) {
    const [estate, building, unit, room] = at.split("|");
    const place = all.homes.push({ id, door, label: door.toLowerCase(), estate, building, unit, room }) - 1;
    for (const person of people) {
      const [name, pinyin, initials, born, phone, identity] = person.split("|");
      all.home.push(place);
      all.shown.push(name);
      all.name.push(name.toLowerCase());
      all.pinyin.push(pinyin);
      all.initials.push(initials);
      all.born.push(born);
      all.phone.push(phone);
      all.identity.push(identity.toLowerCase());
    }
  }
  return all;
};

// ---- what was typed ---------------------------------------------------------------------------------

const LETTERS = /^[a-zà-ÿ'’]+$/;
const CHINESE = /^[\p{L}]+(?:[·•.]\p{L}+)*$/u;
const LATIN = /[a-z0-9]/;
const MARKED = /[栋幢座]|单元/;
const DOOR_LIKE = /[栋幢座楼室层梯]|单元|号|\d[-#/]|[a-z]\d/;
const MOBILE = /^1[3-9]\d{9}$/;
const IDENTITY = /^(?:\d{15}|\d{17}[\dx])$/;

/** The terms of a text; a person must fit each. */
export const terms = (text) => {
  const flat = text.slice(0, LOOKED_AT).normalize("NFKC").toLowerCase().trim();
  return joined(flat.split(/[\s,、]+/)).filter(Boolean).map(term).filter(({ text: words }) => words);
};

// Words that belong together: wang xiao ming, 3栋 2单元 501, 3 2 501, 154 0000 1234.
const joined = (words) => {
  if (words.length > 1 && words.every((word) => /^[+()\d-]+$/.test(word))) {
    const whole = words.join("");
    return [MOBILE.test(digitsOf(whole)) || whole.length >= 15 ? whole : words.join("-")];
  }
  const out = [];
  for (const word of words) {
    const before = out.at(-1) ?? "";
    const doors = DOOR_LIKE.test(before) && (DOOR_LIKE.test(word) || /^\d+$/.test(word));
    const letters = LETTERS.test(before) && LETTERS.test(word);
    if (before && (doors || letters)) out[out.length - 1] = before + word;
    else out.push(word);
  }
  return out;
};

const term = (piece) => {
  if (LETTERS.test(piece)) return { letters: true, text: plain(piece) };
  if (CHINESE.test(piece) && !LATIN.test(piece) && !MARKED.test(piece)) return { name: true, text: piece };
  if (IDENTITY.test(piece)) return { number: true, text: piece.slice(-4) };
  const digits = digitsOf(piece);
  if (digits.length >= 7 && /^0?\d+$/.test(digits)) return { number: true, text: digits.slice(-4) };
  return { number: /^(?:\d{4}|\d{3}x)$/.test(piece), text: piece, doors: doorsMeant(piece) };
};

const digitsOf = (text) => text.replace(/[-+()]/g, "").replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, "");

// ü is typed v, and a keyboard for pinyin puts apostrophes between syllables.
const plain = (letters) =>
  letters.replace(/[üǚ]/g, "v").normalize("NFKD").replace(/[^a-z]/g, "");

// ---- who fits ---------------------------------------------------------------------------------------

/** `{total, people: [{home, name, born, by, tail, hit: [from, to]}]}`: `by` is name, pinyin, phone, identity or door. */
export const find = (all, text, most) => {
  const wanted = terms(text);
  if (!wanted.length) return { total: 0, people: [] };
  const doors = wanted.map((one) => homesOf(all, one));
  const ranked = [[], [], [], []];
  let total = 0;
  for (let person = 0; person < all.name.length; person += 1) {
    let best = DOOR + 1;
    for (let i = 0; i < wanted.length; i += 1) {
      const rank = fit(all, person, wanted[i], doors[i]);
      if (rank < 0) {
        best = -1;
        break;
      }
      if (i === 0) best = rank;
    }
    if (best < 0) continue;
    total += 1;
    if (ranked[best].length < most) ranked[best].push(person);
  }
  return { total, people: ranked.flat().slice(0, most).map((person) => shown(all, person, wanted[0])) };
};

const fit = (all, person, one, doors) => {
  const { text } = one;
  if (one.letters) return best(position(all.initials[person], text), position(all.pinyin[person], text));
  if (one.name) {
    const rank = position(all.name[person], text);
    return rank >= 0 ? rank : doors.has(all.home[person]) ? DOOR : -1;
  }
  if (one.number && (all.phone[person] === text || all.identity[person] === text)) return EXACT;
  return doors?.has(all.home[person]) ? DOOR : -1;
};

const position = (key, text) => {
  const place = key.indexOf(text);
  if (place < 0) return -1;
  if (place > 0) return WITHIN;
  return key.length === text.length ? EXACT : BEGINS;
};

const best = (a, b) => (a < 0 ? b : b < 0 ? a : Math.min(a, b));

/** The homes whose door a term means: by its parts, or by words of its label. */
const homesOf = (all, { name, text, doors = [] }) => {
  const found = new Set();
  if (!name && !doors.length) return found;
  all.homes.forEach((home, place) => {
    if (name ? home.label.includes(text) : doors.some((door) => isAt(home, door, text))) found.add(place);
  });
  return found;
};

const isAt = (home, door, text) => {
  const { estate, building, unit, room } = door;
  if (!estate && !building && !unit && !/^[\x20-\x7e]+$/.test(room)) return home.label.includes(text);
  return (
    (!estate || home.estate.includes(estate)) &&
    (!building || home.building === building) &&
    (!unit || home.unit === unit) &&
    (!room || home.room === room)
  );
};

const shown = (all, person, one) => {
  const by = matchedBy(all, person, one);
  const tail = by === "phone" ? all.phone[person] : by === "identity" ? all.identity[person].toUpperCase() : "";
  const [name, born] = [all.shown[person], all.born[person]];
  return { person, home: all.homes[all.home[person]], name, born, by, tail, hit: hit(all, person, one, by) };
};

const matchedBy = (all, person, one) => {
  if (one.number && all.phone[person] === one.text) return "phone";
  if (one.number && all.identity[person] === one.text) return "identity";
  if (one.letters) return "pinyin";
  return one.name && all.name[person].includes(one.text) ? "name" : "door";
};

/** Which characters of the name to mark. Initials count one a character, so they say exactly which. */
const hit = (all, person, { text }, by) => {
  const name = all.name[person];
  if (by === "name") {
    const from = name.indexOf(text);
    return [from, from + text.length];
  }
  if (by !== "pinyin") return [0, 0];
  const from = all.initials[person].indexOf(text);
  const counted = from >= 0 && all.initials[person].length === [...name].length;
  return counted ? [from, from + text.length] : [0, name.length];
};
