import { describe, expect, it } from 'vitest';
import { drawnScale, pageAt, shownSize, zoomedBy } from '../../../renderer/chat/files/pdf/pdf_limits';

const A4 = { width: 595, height: 842 };

describe('a page of a document', () => {
  it('is as wide as there is room, and no wider than can be read', () => {
    expect(shownSize(A4, 344, 1)).toEqual({ width: 344, height: 487 });
    expect(shownSize(A4, 2_000, 1).width).toBe(900);
    expect(shownSize(A4, 344, 2).width).toBe(688);
  });

  it('of a hostile form stays within bounds', () => {
    expect(shownSize({ width: 1, height: 1_000_000 }, 900, 4)).toEqual({ width: 1, height: 20_000 });
    expect(shownSize({ width: 1_000_000, height: 1 }, 900, 1)).toEqual({ width: 900, height: 1 });
  });

  it.each([
    ['an A4 sheet on a phone', A4, 344, 1, 3],
    ['an A4 sheet at its largest', A4, 900, 4, 2],
    ['a plan of fourteen thousand points', { width: 14_400, height: 14_400 }, 900, 4, 3],
    ['a ribbon', { width: 20, height: 14_400 }, 900, 4, 3],
  ])('is drawn within the pixels it may have: %s', (_name, page, room, zoom, ratio) => {
    const scale = drawnScale(page, shownSize(page, room, zoom), ratio);
    expect(page.width * scale * page.height * scale).toBeLessThanOrEqual(8_000_001);
    expect(Math.max(page.width, page.height) * scale).toBeLessThanOrEqual(8_192.001);
  });

  it('is drawn as sharp as the screen where that fits', () => {
    expect(drawnScale(A4, shownSize(A4, 344, 1), 2)).toBeCloseTo((344 / 595) * 2);
  });

  it('is found by the height at which it begins', () => {
    const tops = [12, 500, 1_000];
    expect([0, 12, 499, 500, 5_000].map((height) => pageAt(tops, height))).toEqual([1, 1, 1, 2, 3]);
  });

  it('is enlarged and made smaller within limits', () => {
    expect(zoomedBy(1, 1.25)).toBe(1.25);
    expect(zoomedBy(4, 1.25)).toBe(4);
    expect(zoomedBy(0.5, 0.8)).toBe(0.5);
  });
});
