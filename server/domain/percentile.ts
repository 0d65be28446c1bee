/** A list of numbers that grows, in as little memory as they need. */
export type Numbers = { values: Float64Array; length: number };

const FIRST = 16;

export const noNumbers = (): Numbers => ({ values: new Float64Array(FIRST), length: 0 });

/** Puts a number behind the others; the room for them doubles when it is full. */
export function addNumber(list: Numbers, value: number): void {
  if (list.length === list.values.length) {
    const larger = new Float64Array(list.length * 2);
    larger.set(list.values);
    list.values = larger;
  }
  list.values[list.length++] = value;
}

/** All numbers of these lists. */
export function joined(lists: readonly Numbers[]): Numbers {
  const values = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const list of lists) {
    values.set(list.values.subarray(0, list.length), length);
    length += list.length;
  }
  return { values, length };
}

/** The value at a part of the way through the sorted numbers, interpolated as `percentile_cont` does; null of none. Moves the numbers about. */
export function percentileOf({ values, length }: Numbers, part: number): number | null {
  if (length === 0) return null;
  const place = part * (length - 1);
  const below = Math.floor(place);
  select(values, length, below);
  const low = values[below]!;
  if (place === below) return low;
  let high = Infinity;
  for (let at = below + 1; at < length; at += 1) if (values[at]! < high) high = values[at]!;
  return low + (high - low) * (place - below);
}

/** Puts the number that stands at `wanted` in sorted order there, smaller ones before it and larger ones behind: Hoare's way, without sorting the rest. */
function select(values: Float64Array, length: number, wanted: number): void {
  let [left, right] = [0, length - 1];
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let [from, to] = [left, right];
    while (from <= to) {
      while (values[from]! < pivot) from += 1;
      while (values[to]! > pivot) to -= 1;
      if (from > to) break;
      const moved = values[from]!;
      values[from++] = values[to]!;
      values[to--] = moved;
    }
    if (wanted <= to) right = to;
    else if (wanted >= from) left = from;
    else return;
  }
}

const middleOf = (one: number, two: number, three: number) => Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
