import { expect, test } from 'vitest';
import { createPause } from '../../main/pause';
import { createSettings, DEFAULT_SETTINGS, keptSettings } from '../../main/settings';
import { openStore } from '../../main/store';

test('a broken setting costs only itself', () => {
  expect(keptSettings.parse({ sound: false, badge: 'nonsense', theme: 'dark', extra: 1 })).toEqual({ ...DEFAULT_SETTINGS, sound: false, theme: 'dark' });
  expect(keptSettings.parse(undefined)).toEqual(DEFAULT_SETTINGS);
  expect(keptSettings.parse('text')).toEqual(DEFAULT_SETTINGS);
});

test('a file that cannot be opened at all means this run remembers in memory', () => {
  const lines: string[] = [];
  const store = openStore({ open: () => { throw new Error('no such disk'); }, folder: '/nowhere', log: (text) => lines.push(text) }, 'settings');
  const slot = store.slot('settings', keptSettings, DEFAULT_SETTINGS);
  expect(slot.set({ ...DEFAULT_SETTINGS, sound: false })).toBe(false);
  expect(slot.get().sound).toBe(false);
  expect(lines).toHaveLength(2);
});

test('a change of one setting leaves the others, and an absent one is no change', () => {
  let kept = { ...DEFAULT_SETTINGS, theme: 'dark' as const };
  const settings = createSettings({ slot: { get: () => kept, set: (value) => ((kept = value as typeof kept), true) }, systemLanguage: () => 'ru-RU', onChange: () => undefined });
  expect(settings.set({ sound: false, badge: undefined })).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', sound: false });
});

test.each([
  ['ru-RU', 'ru'],
  ['uk-UA', 'ru'],
  ['en-GB', 'en'],
  ['de', 'en'],
])('speaks to a system in %s in %s', (system, expected) => {
  const settings = createSettings({ slot: { get: () => DEFAULT_SETTINGS, set: () => true }, systemLanguage: () => system, onChange: () => undefined });
  expect(settings.language()).toBe(expected);
});

test('a pause ends by itself, and says so once', () => {
  let time = Date.parse('2026-03-02T12:00:00.000Z');
  let kept: string | null = null;
  const told: (string | null)[] = [];
  const parts = { slot: { get: () => kept, set: (value: string | null) => ((kept = value), true) }, now: () => time, onChange: (until: string | null) => void told.push(until) };
  const pause = createPause(parts);
  pause.pause(30);
  pause.tick();
  expect(createPause(parts).until()).toBe('2026-03-02T12:30:00.000Z');
  time += 30 * 60_000;
  pause.tick();
  pause.tick();
  expect(told).toEqual(['2026-03-02T12:30:00.000Z', null]);
  expect(pause.until()).toBeNull();
});
