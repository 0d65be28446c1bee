import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, '../../../renderer/chat/theme.css'), 'utf8');

/** The custom properties of one block of the theme. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('\n}', start));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name as string, value as string]));
}

const light = block(':root');
const dark = new Map([...light, ...block(":root[data-theme='dark']")]);

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(values: Map<string, string>, front: string, back: string): number {
  const [a, b] = [front, back].map((name) => {
    const value = values.get(`--${name}`) ?? '';
    return luminance(value.startsWith('var(') ? (values.get(value.slice(4, -1)) ?? '') : value);
  }) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const texts: [front: string, backs: string[]][] = [
  ['color-text', ['color-canvas', 'color-surface', 'color-raised', 'color-hover', 'color-selected', 'color-own', 'color-other']],
  ['color-text-soft', ['color-canvas', 'color-surface', 'color-raised', 'color-hover', 'color-selected']],
  ['color-text-faint', ['color-ground', 'color-canvas', 'color-surface', 'color-raised', 'color-hover', 'color-selected']],
  ['color-accent-text', ['color-canvas', 'color-surface', 'color-other', 'color-own', 'color-selected']],
  ['color-on-accent', ['color-accent', 'color-accent-hover', 'color-unread']],
  ['color-owed', ['color-canvas', 'color-surface', 'color-hover', 'color-selected', 'color-owed-soft']],
  ['color-late', ['color-canvas', 'color-surface', 'color-late-soft']],
  ['color-canvas', ['color-late']],
  ['color-own-meta', ['color-own']],
  ['color-other-meta', ['color-other']],
  ['color-link', ['color-own', 'color-other']],
  ['avatar-text', [0, 1, 2, 3, 4, 5, 6, 7].map((number) => `avatar-${number}`)],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, values) => {
  it('sets every text off from what is behind it by 4.5 to 1', () => {
    for (const [front, backs] of texts) for (const back of backs) expect(contrast(values, front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
  });

  it('sets the frames of fields and marks off by 3 to 1', () => {
    for (const front of ['color-line-strong', 'color-accent', 'color-online', 'color-late']) {
      expect(contrast(values, front, 'color-canvas'), front).toBeGreaterThanOrEqual(3);
    }
  });
});
