import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatStore } from '../../renderer/store/chat';
import { createFactQueue } from '../../renderer/sync/fact_queue';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('facts in quick succession', () => {
  it('are applied in their order: the first at once, the others together, and what waits before anything is judged', () => {
    const store = createChatStore();
    const facts = createFactQueue(store);
    const told: number[] = [];
    store.subscribe(({ edit_ms }) => told.push(edit_ms));
    const add = (edit_ms: number) => facts.add(() => store.setState({ edit_ms }));
    for (const number of [1, 2, 3]) add(number);
    expect(told).toEqual([1]);
    vi.runAllTimers();
    expect(told).toEqual([1, 3]);
    for (const number of [4, 5]) add(number);
    facts.flush();
    expect([told, store.getState().edit_ms]).toEqual([[1, 3, 5], 5]);
    vi.runAllTimers();
    expect(told).toEqual([1, 3, 5]);
  });

  it('tell whoever watches what was before the first of them', () => {
    const store = createChatStore();
    const seen: [number, number][] = [];
    store.subscribe((state, before) => seen.push([before.edit_ms, state.edit_ms]));
    store.batch(() => {
      store.setState({ edit_ms: 1 });
      store.batch(() => store.setState({ edit_ms: 2 }));
      expect(store.getState().edit_ms).toBe(2);
    });
    store.batch(() => {});
    expect(seen).toEqual([[0, 2]]);
  });
});
