import { describe, expect, it } from 'vitest';
import type { PendingChange } from '../../renderer/store/chat';
import { changeRefused, changeRetried, isEditable, withChange, withoutChange } from '../../renderer/store/changes';
import { holdLeft } from '../../renderer/store/outbox';
import type { Message } from '../../protocol/entities';

const change = (message: number, text = 'text'): PendingChange => ({ message, room: 1, user: 1, kind: 'edit', text, created_at: '2026-01-01T00:00:00.000Z', state: 'pending', error: null });

describe('a change on its way', () => {
  it('takes the place of an older one of the same message', () => {
    const list = withChange(withChange([change(1)], change(2)), change(1, 'newer'));
    expect(list.map(({ message, text }) => [message, text])).toEqual([[1, 'newer'], [2, 'text']]);
  });

  it('leaves alone, and the list stays the same when it is not in it', () => {
    const list = [change(1), change(2)];
    expect(withoutChange(list, 1)).toEqual([change(2)]);
    expect(withoutChange(list, 3)).toBe(list);
  });

  it('is refused with a reason, and retried without one', () => {
    const refused = changeRefused(change(1), 'forbidden');
    expect(refused).toMatchObject({ state: 'failed', error: 'forbidden', text: 'text' });
    expect(changeRetried(refused)).toEqual(change(1));
  });
});

describe('the time of editing', () => {
  const message = { created_at: '2026-01-01T00:00:00.000Z', deleted_at: null } as Message;
  const at = (seconds: number) => Date.parse(message.created_at) + seconds * 1000;

  it('ends, unless it is endless; a deleted message has none', () => {
    expect([isEditable(message, 60_000, at(59)), isEditable(message, 60_000, at(60)), isEditable(message, 0, at(10 ** 9))]).toEqual([true, false, true]);
    expect(isEditable({ ...message, deleted_at: message.created_at }, 0)).toBe(false);
  });
});

describe('a hold', () => {
  it('ends by itself, and never outlasts a clock that was put back', () => {
    expect(holdLeft({}, 1_000)).toBe(0);
    expect(holdLeft({ hold_until: 6_000 }, 1_000)).toBe(5_000);
    expect(holdLeft({ hold_until: 6_000 }, 7_000)).toBe(0);
    expect(holdLeft({ hold_until: 3_600_000 }, 1_000)).toBe(0);
  });
});
