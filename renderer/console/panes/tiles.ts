/**
 * How open chats share the place they have: rows of one or more, each row split by itself. Everything is in shares of the whole, so that
 * it holds for any window.
 */

/** How many panes each row holds. */
export type Shape = readonly number[];

/** How the place is split: shares of the rows, and of the panes in each row. Each list adds up to 1. */
export type Weights = { rows: readonly number[]; columns: readonly (readonly number[])[] };

export type Tile = { left: number; top: number; width: number; height: number };

/** A line that can be moved: between two rows, or between two panes of a row. */
export type Split = { kind: 'row' | 'column'; row: number; at: number };

/** Narrower than this nothing can be read; the panes scroll sideways then. */
export const PANE_MIN_PX = 280;
const PANE_GOOD_PX = 340;
/** Header, composer and a few bubbles. */
const PANE_MIN_HEIGHT_PX = 300;

/** As few rows as leave every pane wide enough, and no more than leave it high enough. */
export function shapeFor(count: number, width: number, height: number): Shape {
  if (count === 0) return [];
  const across = Math.max(1, Math.floor(width / PANE_GOOD_PX));
  const most = Math.max(1, Math.floor(height / PANE_MIN_HEIGHT_PX));
  const rows = Math.min(Math.ceil(count / across), most, count);
  // The upper rows take what does not divide evenly.
  return Array.from({ length: rows }, (_, row) => Math.floor(count / rows) + (row < count % rows ? 1 : 0));
}

/** How wide the rows have to be: as wide as the place, or, where that is too little, so many times a part of it that no pane is cut through at its edge. */
export function widthFor(shape: Shape, width: number): number {
  const across = Math.max(1, ...shape);
  const whole = Math.max(1, Math.floor(width / PANE_MIN_PX));
  return across <= whole ? width : (width / whole) * across;
}

/** The same rows, in which the panes of a row that has fewer are as wide as those of the others: where rows are wider than the place, one that filled its row would be cut. */
export function wholeColumns({ rows, columns }: Weights, shape: Shape): Weights {
  const across = Math.max(1, ...shape);
  return { rows, columns: columns.map((shares) => (shares.length < across ? shares.map(() => 1 / across) : shares)) };
}

/** Everything of one size. */
export function evenWeights(shape: Shape): Weights {
  const even = (count: number) => Array.from({ length: count }, () => 1 / count);
  return { rows: even(shape.length), columns: shape.map(even) };
}

/** Where each pane stands, in the order of the panes. */
export function tilesOf({ rows, columns }: Weights): Tile[] {
  const tiles: Tile[] = [];
  rows.forEach((height, row) => {
    const shares = columns[row] ?? [];
    shares.forEach((width, at) => tiles.push({ left: sum(shares.slice(0, at)), top: sum(rows.slice(0, row)), width, height }));
  });
  return tiles;
}

/** The lines between the panes. */
export function splitsOf(shape: Shape): Split[] {
  return shape.flatMap((count, row) => [
    ...(row > 0 ? [{ kind: 'row' as const, row, at: row }] : []),
    ...Array.from({ length: count - 1 }, (_, index) => ({ kind: 'column' as const, row, at: index + 1 })),
  ]);
}

/** Where a line stands. */
export function splitPlace({ rows, columns }: Weights, { kind, row, at }: Split): Tile {
  const top = sum(rows.slice(0, row));
  if (kind === 'row') return { left: 0, top, width: 1, height: 0 };
  return { left: sum((columns[row] ?? []).slice(0, at)), top, width: 0, height: rows[row] ?? 0 };
}

/** Moves a line by a share of the whole; what it takes from one side it gives to the other, and neither becomes smaller than `least`. */
export function moveSplit(weights: Weights, { kind, row, at }: Split, by: number, least: number): Weights {
  const list = kind === 'row' ? weights.rows : (weights.columns[row] ?? []);
  const [before, after] = [list[at - 1] ?? 0, list[at] ?? 0];
  const most = before + after - Math.min(least, (before + after) / 2);
  const share = Math.min(most, Math.max(before + after - most, before + by));
  const moved = list.with(at - 1, share).with(at, before + after - share);
  return kind === 'row' ? { ...weights, rows: moved } : { ...weights, columns: weights.columns.with(row, moved) };
}

/** Kept weights, if they fit the shape; otherwise everything is of one size. */
export function parseWeights(value: unknown, shape: Shape): Weights {
  const { rows, columns } = (value ?? {}) as Partial<Weights>;
  const fits = isSplit(rows, shape.length) && Array.isArray(columns) && columns.length === shape.length && shape.every((count, row) => isSplit(columns[row], count));
  return fits ? { rows, columns } : evenWeights(shape);
}

function isSplit(list: unknown, count: number): list is number[] {
  return Array.isArray(list) && list.length === count && list.every((share) => typeof share === 'number' && share > 0) && Math.abs(sum(list as number[]) - 1) < 0.001;
}

function sum(list: readonly number[]): number {
  return list.reduce((total, share) => total + share, 0);
}
