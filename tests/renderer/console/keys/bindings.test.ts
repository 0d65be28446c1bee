import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../../../renderer/console/keys/action';
import { bindingsOf, createKeyStore, holderOf, parseOwnKeys } from '../../../../renderer/console/keys/bindings';
import { comboParts, isTyped } from '../../../../renderer/console/keys/combo';
import { refusalOf } from '../../../../renderer/console/keys/reserved';

const action = (id: string, ...keys: string[]): Action => ({ id, group: 'app', title: { ru: id, en: id }, keys, run: () => undefined });
const actions = [action('one', 'Alt+KeyA'), action('two', 'Alt+KeyB', 'KeyB'), action('three')];

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  Object.assign(globalThis, { localStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } });
});

const store = (user = 1) => createKeyStore(user, actions, false);
const keysOf = (keys: ReturnType<typeof store>) => Object.fromEntries(keys.getState().bindings);

describe('the keys of a user', () => {
  it('are the defaults until he changes one', () => {
    expect(keysOf(store())).toEqual({ one: ['Alt+KeyA'], two: ['Alt+KeyB', 'KeyB'], three: [] });
  });

  it('are kept for him on this device and for nobody else', () => {
    store().bind('three', ['Mod+Alt+KeyG']);
    expect(keysOf(store())['three']).toEqual(['Mod+Alt+KeyG']);
    expect(keysOf(store(2))['three']).toEqual([]);
  });

  it('are never held by two: whoever had the key loses it', () => {
    const keys = store();
    keys.bind('one', ['Alt+KeyB']);
    expect(keysOf(keys)).toEqual({ one: ['Alt+KeyB'], two: ['KeyB'], three: [] });
    expect(holderOf(keys.getState().bindings, 'Alt+KeyB')).toBe('one');
    expect(holderOf(keys.getState().bindings, 'Alt+KeyA')).toBeNull();
  });

  it('can be swapped, and reset one by one or all together', () => {
    const keys = store();
    keys.swap('one', 'Alt+KeyB');
    expect(keysOf(keys)).toEqual({ one: ['Alt+KeyB'], two: ['Alt+KeyA', 'KeyB'], three: [] });
    keys.swap('three', 'KeyB');
    expect(keysOf(keys), 'who has nothing can give nothing').toEqual({ one: ['Alt+KeyB'], two: ['Alt+KeyA'], three: ['KeyB'] });
    keys.reset('two');
    expect(keysOf(keys), 'its defaults are in use elsewhere').toEqual({ one: ['Alt+KeyB'], two: [], three: ['KeyB'] });
    keys.resetAll();
    expect(keysOf(keys)).toEqual(keysOf(store(2)));
  });

  it('stay with him when a new version gives his key to another action', () => {
    const newer = [...actions, action('new', 'Alt+KeyZ')];
    expect(Object.fromEntries(bindingsOf(newer, { one: ['Alt+KeyZ'] }))).toEqual({ one: ['Alt+KeyZ'], two: ['Alt+KeyB', 'KeyB'], three: [], new: [] });
  });

  it('are the defaults again where what was kept is broken', () => {
    for (const text of ['', '{', 'null', '[]', '7', '"x"', '{"one":"Alt+KeyC"}', '{"one":[7]}', '{"one":["Ctrl+C"]}', '{"one":["Mod+KeyW"]}', '{"one":["Alt+KeyC","Alt+KeyD","Alt+KeyE","Alt+KeyF"]}']) {
      expect(parseOwnKeys(text, false), text).toEqual({});
    }
    expect(parseOwnKeys('{"one":["Alt+KeyC"],"two":["oops"],"gone":[]}', false), 'what is good stays').toEqual({ one: ['Alt+KeyC'], gone: [] });
  });
});

describe('a combination', () => {
  it('is written in one way only', () => {
    for (const good of ['KeyA', 'Mod+KeyA', 'Mod+Alt+Shift+F5', 'Alt+ArrowUp', '/', '?']) expect(comboParts(good), good).not.toBeNull();
    for (const bad of ['', 'a', '+', 'Shift+Mod+KeyA', 'Ctrl+KeyA', 'Mod', 'Mod+', 'Mod+Mod+KeyA', 'KeyÄ', 'toString']) expect(comboParts(bad), bad).toBeNull();
  });

  it('writes in a field unless Ctrl, Alt or a function key is in it', () => {
    expect(['KeyA', 'Shift+KeyA', '?', 'Digit1', 'Space'].map(isTyped)).toEqual([true, true, true, true, true]);
    expect(['Mod+KeyA', 'Alt+KeyA', 'F2', 'Shift+F2'].map(isTyped)).toEqual([false, false, false, false]);
  });

  it('that belongs to the browser, the system or the fields is refused, and it says why', () => {
    const cases: [string, string | null][] = [
      ['Mod+KeyT', 'browser'], ['Mod+KeyW', 'browser'], ['F5', 'browser'], ['Alt+ArrowLeft', 'browser'],
      ['Alt+F4', 'system'], ['Mod+KeyQ', 'system'],
      ['Mod+KeyC', 'editing'], ['Mod+KeyV', 'editing'], ['Mod+KeyZ', 'editing'],
      ['Enter', 'moving'], ['Escape', 'moving'], ['Shift+Tab', 'moving'], ['ArrowDown', 'moving'],
      ['Mod+Ö', 'unknown'],
      ['KeyJ', null], ['Mod+KeyK', null], ['Alt+KeyU', null], ['F2', null], ['Mod+Shift+Enter', null],
    ];
    for (const [combo, reason] of cases) expect(refusalOf(combo, false), combo).toBe(reason);
    expect([refusalOf('Mod+KeyH', true), refusalOf('Mod+KeyM', true), refusalOf('Mod+KeyM', false)]).toEqual(['system', 'system', null]);
  });
});
