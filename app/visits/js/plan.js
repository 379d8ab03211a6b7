/** A building's doors as its stack plan. Pure. */
import { blockOf, byClimb, ordered } from "./doors.js";

const GAP = { id: "", label: "", state: "none", homes: 0 };

/**
 * A building as its stack plan: floors from the top down, the doors of its units side by side.
 * {units: [{name, doors}], columns, floors: [{name, cells: [{id, label, state, homes}]}]}. A cell without id is a gap: a
 * door nobody lives behind, or the space between two units, as the grid template `columns` has it.
 * A door with several households shows the most pressing one and their number.
 */
export const plan = (doors, building) => {
  const mine = ordered(doors.filter((one) => blockOf(one) === building));
  const byDoor = new Map();
  for (const one of mine) byDoor.set(one.climb, [...(byDoor.get(one.climb) ?? []), one]);
  const cells = [...byDoor.values()].map((homes) => ({ ...homes[0], homes: homes.length }));
  const units = [...new Set(cells.sort(byClimb).map(({ unit }) => unit))].map((name) => unitOf(name, cells));
  const floors = [...new Set(cells.map(({ floor }) => floor))].sort((a, b) => (b ?? -Infinity) - (a ?? -Infinity));
  return {
    units: units.map(({ name, columns }) => ({ name, doors: columns.length })),
    columns: units.map(({ columns }) => `repeat(${columns.length}, minmax(max(44px, 2.9rem), 1fr))`).join(" 8px "),
    floors: floors.map((floor) => ({
      name: floor === null || floor === undefined ? "" : String(floor),
      cells: units.flatMap((unit, place) => [...(place ? [GAP] : []), ...unit.columns.map((column) => cellAt(unit, column, floor))]),
    })),
  };
};

const unitOf = (name, cells) => {
  const doors = cells.filter(({ unit }) => unit === name);
  return { name, doors, columns: [...new Set(doors.map(columnOf))].sort((a, b) => (a.length - b.length) || (a < b ? -1 : 1)) };
};

// 501 and 601 stand over each other: what is left of the room's number without its floor.
const columnOf = ({ room, floor }) => {
  const text = String(floor ?? "");
  return text && room.startsWith(text) && room.length > text.length ? room.slice(text.length) : room;
};

const cellAt = ({ doors }, column, floor) => {
  const found = doors.find((one) => one.floor === floor && columnOf(one) === column);
  return found ? { id: found.id, climb: found.climb, label: found.room, state: found.state, homes: found.homes } : GAP;
};
