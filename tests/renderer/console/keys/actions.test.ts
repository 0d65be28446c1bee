import { describe, expect, it } from 'vitest';
import { consoleActions } from '../../../../renderer/console/actions';
import { createKeyStore } from '../../../../renderer/console/keys/bindings';
import { comboParts, paintedKeys, type KeyPress } from '../../../../renderer/console/keys/combo';
import { refusalOf } from '../../../../renderer/console/keys/reserved';
import { actionFor } from '../../../../renderer/console/keys/use_action_keys';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

const meaning = (pressed: KeyPress, { is_mac = false, in_text = true } = {}) =>
  actionFor(pressed, { actions: consoleActions, keys: createKeyStore(1, consoleActions, is_mac), is_mac }, in_text)?.id ?? null;

describe('the table of actions', () => {
  it('names each action once, in both languages', () => {
    expect(new Set(consoleActions.map(({ id }) => id)).size).toBe(consoleActions.length);
    for (const { id, title } of consoleActions) {
      expect(title.ru, id).toMatch(/\p{Script=Cyrillic}/u);
      expect(title.en, id).toMatch(/^[A-Z][^\p{Script=Cyrillic}]*$/u);
    }
  });

  it('gives no combination to two actions', () => {
    const combos = consoleActions.flatMap(({ keys }) => keys);
    expect(combos.filter((combo, index) => combos.indexOf(combo) !== index)).toEqual([]);
  });

  it('takes only combinations that exist and belong to nobody else', () => {
    for (const combo of consoleActions.flatMap(({ keys }) => keys)) {
      expect(comboParts(combo), combo).not.toBeNull();
      expect([refusalOf(combo, false), refusalOf(combo, true)], combo).toEqual([null, null]);
    }
  });

  it('finds a combination by the physical key, so that a Russian layout works', () => {
    expect(meaning(press('KeyK', { key: 'л', ctrlKey: true }))).toBe('palette');
    expect(meaning(press('KeyU', { key: 'г', altKey: true }))).toBe('next_unread');
    expect(meaning(press('KeyO', { key: 'ø', altKey: true }), { is_mac: true })).toBe('next_owed');
  });

  it('takes Cmd on a Mac and Ctrl elsewhere', () => {
    expect(meaning(press('KeyK', { metaKey: true }), { is_mac: true })).toBe('palette');
    expect(meaning(press('KeyK', { ctrlKey: true }), { is_mac: true })).toBeNull();
    expect(meaning(press('KeyK', { metaKey: true }))).toBeNull();
    expect(paintedKeys('Mod+KeyK', true)).toEqual(['⌘', 'K']);
    expect(paintedKeys('Mod+Alt+Shift+ArrowUp', true)).toEqual(['⌘', '⌥', '⇧', '↑']);
    expect(paintedKeys('Alt+KeyO', false)).toEqual(['Alt', 'O']);
  });

  it('leaves plain keys to whoever is typing', () => {
    expect(meaning(press('Slash', { key: '?', shiftKey: true }))).toBeNull();
    expect(meaning(press('Slash', { key: '?', shiftKey: true }), { in_text: false })).toBe('cheat_sheet');
    expect(meaning(press('Digit7', { key: '/', shiftKey: true }), { in_text: false })).toBe('search');
    expect(meaning(press('KeyK'))).toBeNull();
  });

  it('takes slash and question mark where a Cyrillic layout has moved them, and where they were', () => {
    expect(meaning(press('Backslash', { key: '/', shiftKey: true }), { in_text: false })).toBe('search');
    expect(meaning(press('Slash', { key: '.' }), { in_text: false })).toBe('search');
    expect(meaning(press('Slash', { key: ',', shiftKey: true }), { in_text: false })).toBe('cheat_sheet');
    expect(meaning(press('Slash', { key: '.' }))).toBeNull();
    expect(meaning(press('Slash', { key: '-' }), { in_text: false })).toBeNull();
  });

  it('keeps out of a word that is being composed, of AltGr, and of other modifiers', () => {
    expect(meaning(press('KeyK', { ctrlKey: true, isComposing: true }))).toBeNull();
    expect(meaning(press('KeyO', { altKey: true, ctrlKey: true }))).toBeNull();
    expect(meaning(press('KeyU', { altKey: true, getModifierState: (name) => name === 'AltGraph' }))).toBeNull();
  });
});
