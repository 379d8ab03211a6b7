/**
 * What door a typed text may mean: `3-2-501`, `3号楼二单元501室`, `A座1203`, `榕湾一里3栋`, `501`.
 *
 * The same answers as `app/households/rules/search.py` (tests/directory/cases.json holds the two together), in the
 * form of a directory row's `at`: estate, building, unit, room; empty where the text says nothing.
 */
const NUMERALS = "〇零|一壹|二贰两|三叁|四肆|五伍|六陆|七柒|八捌|九玖".split("|");
const DIGITS = new Map(NUMERALS.flatMap((pair, number) => [...pair].map((sign) => [sign, number])));
const TENS = new Map([["十", 10], ["拾", 10], ["百", 100], ["佰", 100]]);
const RUN = new RegExp(`[${[...DIGITS.keys(), ...TENS.keys()].join("")}]+`, "g");

const number = (run) => {
  if (![...run].some((sign) => TENS.has(sign))) return [...run].map((sign) => DIGITS.get(sign)).join("");
  let total = 0;
  let digit = 0;
  let before = 0;
  for (const sign of run) {
    if (TENS.has(sign)) {
      total += (digit || 1) * TENS.get(sign);
      [digit, before] = [0, TENS.get(sign)];
    } else {
      digit = DIGITS.get(sign);
      before = digit ? before : 0;
    }
  }
  return String(total + digit * (before === 100 ? 10 : 1)); // 一百二 is 120, 一百零二 is 102
};

/** Every run of Chinese numerals as digits: 三栋二单元 → 3栋2单元. */
export const arabic = (text) => text.replace(RUN, number);

const NAME = "[a-z]{1,2}\\d*|\\d+[a-z]?|[甲乙丙丁戊己庚辛]";
const BLOCK = new RegExp(`^(.*?)第?(${NAME})(?:栋|幢|座|号楼|#楼?|楼(?=.))(.*)$`);
const PLATE = /^(.*?)(\d+号(?:[之附]\d+号?)?)(?!楼)(.*)$/;
const UNIT = new RegExp(`^-?第?(${NAME}|[东西南北中])(?:单元|号?梯|号?门)(.*)$`);
const PARTS = /^(.*?)([0-9a-z]{1,6}(?:-[0-9a-z]{1,6}){1,4})$/;
const ROOM_MARK = /(?:室|号房|房间|房|号|户)$/;
const SMALL = 3; // characters: fewer are a building or a unit, not a room

const at = (estate = "", building = "", unit = "", room = "") => ({ estate: plainEstate(estate), building, unit, room });
const plainEstate = (text) => text.replace(/小区$/, "").replace(/-+$/, "");

/** The doors `text` (lower case, half width) may mean. */
export const doorsMeant = (text) => {
  const flat = arabic(text).replace(/[_/\\|~.:;·]+|-{2,}|[‐‑‒–—―−]/g, "-").replace(/^-|-$/g, "");
  const marked = flat.match(BLOCK) ?? plate(flat);
  if (marked) return [within(marked[1], marked[2], marked[3])];
  const unit = flat.match(UNIT);
  if (unit) return [at("", "", unit[1], room(unit[2]))];
  return byParts(flat) ?? bare(flat.replace(ROOM_MARK, ""));
};

// 12号之一 is a building's plate; 501号 at the end of a text is a room.
const plate = (flat) => {
  const found = flat.match(PLATE);
  return found && (found[3] || /[之附]/.test(found[2])) ? found : null;
};

const within = (estate, building, rest) => {
  const unit = rest.match(UNIT);
  if (unit) return at(estate, building, unit[1], room(unit[2]));
  const parts = room(rest).split("-");
  return parts.length > 1 ? at(estate, building, parts[0], parts.at(-1)) : at(estate, building, "", parts[0]);
};

const room = (text) => text.replace(/^-/, "").replace(ROOM_MARK, "");

const byParts = (flat) => {
  const found = flat.replace(ROOM_MARK, "").match(PARTS);
  if (!found) return null;
  const [estate, parts] = [found[1], found[2].split("-")];
  if (parts.length > 2) return [at(estate, parts[0], parts[1], parts.at(-1))];
  const [first, second] = parts;
  const other = second.length < SMALL ? at(estate, first, second) : at(estate, "", first, second);
  return [at(estate, first, "", second), other];
};

const bare = (flat) => {
  const lettered = flat.match(/^([a-z])(\d{3,4})$/);
  if (lettered) return [at("", lettered[1], "", lettered[2])];
  if (/^\d{1,2}$/.test(flat)) return [at("", "", "", flat), at("", String(Number(flat)))];
  return [at("", "", "", flat)];
};
