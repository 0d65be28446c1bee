import { describe, expect, it } from 'vitest';
import { SHORTCUTS, matchShortcut, shortcutKeys, type KeyPress, type ShortcutId } from '../../../renderer/console/shortcuts';

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
const pc = { is_mac: false, in_text: true };

describe('the table of shortcuts', () => {
  it('has no combination twice', () => {
    const combos = Object.keys(SHORTCUTS).map((id) => shortcutKeys(id as ShortcutId, false).join('+'));
    expect(new Set(combos).size).toBe(combos.length);
  });

  it('finds a combination by the physical key, so that a Russian layout works', () => {
    expect(matchShortcut(press('KeyK', { key: 'л', ctrlKey: true }), pc)).toBe('switcher');
    expect(matchShortcut(press('KeyU', { key: 'г', altKey: true }), pc)).toBe('next_unread');
    expect(matchShortcut(press('KeyO', { key: 'ø', altKey: true }), { ...pc, is_mac: true })).toBe('next_owed');
  });

  it('takes Cmd on a Mac and Ctrl elsewhere', () => {
    expect(matchShortcut(press('KeyK', { metaKey: true }), { ...pc, is_mac: true })).toBe('switcher');
    expect(matchShortcut(press('KeyK', { ctrlKey: true }), { ...pc, is_mac: true })).toBeNull();
    expect(matchShortcut(press('KeyK', { metaKey: true }), pc)).toBeNull();
    expect(shortcutKeys('switcher', true)).toEqual(['⌘', 'K']);
    expect(shortcutKeys('next_owed', false)).toEqual(['Alt', 'O']);
  });

  it('leaves plain keys to whoever is typing', () => {
    expect(matchShortcut(press('Slash', { key: '?', shiftKey: true }), pc)).toBeNull();
    expect(matchShortcut(press('Slash', { key: '?', shiftKey: true }), { ...pc, in_text: false })).toBe('cheat_sheet');
    expect(matchShortcut(press('Digit7', { key: '/', shiftKey: true }), { ...pc, in_text: false })).toBe('search');
    expect(matchShortcut(press('KeyK'), pc)).toBeNull();
  });

  it('keeps out of a word that is being composed, and of other modifiers', () => {
    expect(matchShortcut(press('KeyK', { ctrlKey: true, isComposing: true }), pc)).toBeNull();
    expect(matchShortcut(press('KeyO', { altKey: true, shiftKey: true }), pc)).toBeNull();
    expect(matchShortcut(press('KeyO', { altKey: true, ctrlKey: true }), pc)).toBeNull();
  });
});
