import { describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { contentOf, EMPTY_DRAFT, isSameDraft, meet, type DraftContent, type LocalDraft } from '../../renderer/store/draft_meeting';
import type { Draft } from '../../protocol/drafts';
import { createChatStore } from '../../renderer/store/chat';
import { createDraftSync } from '../../renderer/sync/draft_sync';
import { clearDraft, peekDraft, saveDraft } from '../../renderer/sync/drafts';
import type { Request } from '../../renderer/sync/socket';

const content = (text: string, reply_to: number | null = null, attachments: number[] = []): DraftContent => ({ text, reply_to, attachments });
const local = (now: DraftContent, base: number, kept: DraftContent): LocalDraft => ({ ...now, base, kept, reply: null });
const theirs = (version: number, message: string, more: Partial<Draft> = {}): Draft => ({
  room: 1,
  message,
  reply_to: null,
  reply: null,
  attachments: [],
  version,
  updated_at: '2026-11-20T10:00:00.000Z',
  ...more,
});

describe("another device's draft", () => {
  it.each([
    ['is known', local(content('a'), 3, content('a')), theirs(3, 'a'), 'known'],
    ['came late', local(content('ab'), 4, content('a')), theirs(3, 'x'), 'known'],
    ['says the same', local(content('ab'), 3, content('a')), theirs(4, 'ab'), 'same'],
    ['is taken where nothing was changed', local(content('a'), 3, content('a')), theirs(4, 'ab'), 'take'],
    ['is taken where nothing was written', local(EMPTY_DRAFT, 0, EMPTY_DRAFT), theirs(1, 'a'), 'take'],
    ['empties what was not changed here', local(content('a'), 3, content('a')), theirs(4, ''), 'take'],
    ['is taken where what was here has just been sent', local(EMPTY_DRAFT, 3, content('a')), theirs(4, 'b'), 'take'],
    ['that is empty stops nobody who writes on', local(content('ab'), 3, content('a')), theirs(4, ''), 'over'],
    ['asks where both were changed', local(content('ab'), 3, content('a')), theirs(4, 'ac'), 'ask'],
    ['asks also when only the reply or the files differ', local(content('a', 7), 3, content('a')), theirs(4, 'a', { attachments: [9] }), 'ask'],
  ] as const)('%s', (_what, mine, draft, meeting) => {
    expect(meet(mine, draft)).toBe(meeting);
  });

  it('never takes the place of something that stands on no server', () => {
    const any = fc.record({ text: fc.constantFrom('', 'a', 'b', 'ab'), reply_to: fc.constantFrom(null, 1, 2), attachments: fc.constantFrom([], [1], [1, 2]) });
    fc.assert(
      fc.property(any, any, any, fc.nat(5), fc.nat(5), (mine, kept, other, base, version) => {
        const draft = theirs(version, other.text, { reply_to: other.reply_to, attachments: [...other.attachments] });
        const meeting = meet(local(mine, base, kept), draft);
        const isSafe = isSameDraft(mine, kept) || isSameDraft(mine, EMPTY_DRAFT) || isSameDraft(mine, contentOf(draft));
        if (meeting === 'take') expect(isSafe).toBe(true);
        if (meeting === 'ask') expect(isSafe || isSameDraft(contentOf(draft), EMPTY_DRAFT)).toBe(false);
      }),
    );
  });
});

describe('a save whose answer was lost', () => {
  it('is known as one’s own when the server tells of it: what was sent meanwhile does not come back, and nobody is asked about his own words', async () => {
    vi.useFakeTimers();
    const store = createChatStore();
    const stored = new Map<number, Draft>();
    let isCut = true;
    const request = (async (name: string, payload: { room: number; message: string }) => {
      if (name === 'draft:list') return { ok: true, drafts: [...stored.values()].filter(({ message }) => message !== ''), has_more: false };
      const draft = { ...theirs((stored.get(payload.room)?.version ?? 0) + 1, payload.message), room: payload.room };
      stored.set(payload.room, draft);
      return isCut ? { ok: false, error: { code: 'offline', message: '' } } : { ok: true, draft, is_saved: true };
    }) as unknown as Request;
    const sync = createDraftSync(store, 'https://lost.test', request);
    store.setState({ connection: 'online' });
    sync.start(77);
    saveDraft(77, 1, 'Отвечу завтра', 'https://lost.test');
    saveDraft(77, 2, 'Начало', 'https://lost.test');
    await vi.advanceTimersByTimeAsync(600);
    expect(stored.get(1)?.message).toBe('Отвечу завтра');
    store.setState({ connection: 'connecting' });
    clearDraft(77, 1, 'https://lost.test');
    saveDraft(77, 2, 'Начало и конец', 'https://lost.test');
    await vi.advanceTimersByTimeAsync(600);
    isCut = false;
    store.setState({ connection: 'online' });
    sync.online();
    await vi.advanceTimersByTimeAsync(600);
    expect([peekDraft(77, 1, 'https://lost.test'), peekDraft(77, 2, 'https://lost.test'), store.getState().draft_offers.size]).toEqual(['', 'Начало и конец', 0]);
    expect([stored.get(1)?.message, stored.get(2)?.message]).toEqual(['', 'Начало и конец']);
    sync.stop();
    vi.useRealTimers();
  });
});
