import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenWeights, moveSplit, parseWeights, shapeFor, splitPlace, splitsOf, tilesOf, wholeColumns, widthFor } from '../../../renderer/console/panes/tiles';

describe('the tiles', () => {
  it('stand in one row while it is wide enough, then in as few rows as needed', () => {
    expect(shapeFor(2, 1000, 800)).toEqual([2]);
    expect(shapeFor(3, 1000, 800)).toEqual([2, 1]);
    expect(shapeFor(4, 1500, 800)).toEqual([4]);
    expect(shapeFor(6, 1100, 800)).toEqual([3, 3]);
    expect(shapeFor(5, 800, 1200)).toEqual([2, 2, 1]);
  });

  it('stay in one row on a low window, which then scrolls', () => {
    expect(shapeFor(4, 800, 500)).toEqual([4]);
    expect(shapeFor(0, 800, 500)).toEqual([]);
  });

  it('are never cut through at the edge of the place: whole ones fill it, the others wait beside it', () => {
    expect(widthFor([2], 1000)).toBe(1000);
    expect(widthFor([3, 3], 640)).toBe(960);
    expect(widthFor([2, 1], 360)).toBe(720);
    expect(widthFor([], 360)).toBe(360);
    expect(tilesOf(wholeColumns(evenWeights([2, 1]), [2, 1])).map(({ left, width }) => [left, width])).toEqual([[0, 0.5], [0.5, 0.5], [0, 0.5]]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 200, max: 3000 }), (across, width) => {
        const pane = widthFor([across], width) / across;
        expect(Math.abs(width / pane - Math.round(width / pane))).toBeLessThan(across * pane <= width + 0.001 ? 1 : 0.001);
        expect(pane).toBeGreaterThanOrEqual(Math.min(280, width) - 0.001);
      }),
    );
  });

  it('cover the whole place without overlapping, however their lines are moved', () => {
    const move = fc.record({ line: fc.nat(7), by: fc.double({ min: -1, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 300, max: 3000 }), fc.integer({ min: 200, max: 2000 }), fc.array(move, { maxLength: 20 }), (count, width, height, moves) => {
        const shape = shapeFor(count, width, height);
        expect(shape.reduce((sum, row) => sum + row, 0)).toBe(count);
        const lines = splitsOf(shape);
        let weights = evenWeights(shape);
        for (const { line, by } of moves) {
          const split = lines[line % Math.max(1, lines.length)];
          if (split) weights = moveSplit(weights, split, by, 0.05);
        }
        const tiles = tilesOf(weights);
        expect(tiles).toHaveLength(count);
        expect(tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0)).toBeCloseTo(1, 6);
        for (const tile of tiles) {
          expect(Math.min(tile.left, tile.top)).toBeGreaterThanOrEqual(0);
          expect(Math.min(tile.width, tile.height)).toBeGreaterThan(0);
          expect(Math.max(tile.left + tile.width, tile.top + tile.height)).toBeLessThanOrEqual(1.000001);
        }
        expect(parseWeights(JSON.parse(JSON.stringify(weights)), shape)).toEqual(weights);
      }),
    );
  });

  it('moves a line between its two neighbours only, and leaves both their least', () => {
    const shape = [3, 2];
    const weights = moveSplit(evenWeights(shape), { kind: 'column', row: 0, at: 1 }, 0.9, 0.1);
    expect(weights.columns[0]?.map((share) => Math.round(share * 100))).toEqual([57, 10, 33]);
    expect(weights.columns[1]).toEqual([0.5, 0.5]);
    const higher = moveSplit(evenWeights(shape), { kind: 'row', row: 1, at: 1 }, -0.2, 0.1);
    expect(splitPlace(higher, { kind: 'row', row: 1, at: 1 }).top).toBeCloseTo(0.3);
  });

  it('are of one size when what was kept does not fit', () => {
    for (const kept of [null, 7, {}, { rows: [1], columns: [[1]] }, { rows: [2], columns: [[1, 1]] }, { rows: [1], columns: [[0.5, '0.5']] }]) expect(parseWeights(kept, [2])).toEqual(evenWeights([2]));
  });
});
