import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyChat } from '../../renderer/store/chat';
import type { Change, ChatState } from '../../renderer/store/chat';
import { applyChange, applyInboxPage, applyOpened, applyReading, isWanting, withTimeline } from '../../renderer/store/facts';
import { applyAround, isLoaded, point } from '../../renderer/store/jump';
import { appendNewer, prependOlder, trimEnd, trimWindow } from '../../renderer/store/timeline';
import { totals } from '../../renderer/store/select';
import type { Message } from '../../protocol/entities';
import { CLIENT, ME, createModel, me } from './model_server';
import type { Model, ModelFact } from './model_server';

const ROOM = 1;
const changesOf = (facts: readonly ModelFact[]): Change[] =>
  facts.flatMap((fact) => (fact.name === 'message:posted' || fact.name === 'message:changed' ? [fact.payload] : []));

function loaded(model: Model): ChatState {
  const empty: ChatState = { ...emptyChat, me, has_all_rooms: true };
  const listed = applyInboxPage(empty, model.catchUp(), empty.rooms);
  return applyOpened(listed, model.open(model.rooms[0]!), undefined, listed.rooms.get(ROOM));
}

/** A room of this many messages, opened at its end. */
function opened(count: number) {
  const model = createModel(1);
  const [first] = model.rooms;
  for (let n = 0; n < count; n += 1) model.post(first!, n % 3 === 0 ? ME : CLIENT);
  return { model, first: first!, state: loaded(model) };
}

const windowOf = (state: ChatState) => state.timelines.get(ROOM)!;
const seqs = (state: ChatState) => windowOf(state).messages.map((message) => message.seq);
const page = (messages: readonly Message[], from: number, to: number) => messages.filter(({ seq }) => seq >= from && seq <= to);
const jump = (state: ChatState, messages: readonly Message[], from: number, to: number) => applyAround(state, page(messages, from, to), state.rooms.get(ROOM)!.room);

describe('a window away from the end', () => {
  it('knows that there is more on both sides, and points at what was wanted', () => {
    const { first, state } = opened(200);
    const away = point(jump(state, first.messages, 80, 120), ROOM, 100, 1);
    expect(windowOf(away)).toMatchObject({ has_older: true, has_newer: true, newest_seq: 200, found: { seq: 100, turn: 1 } });
    expect(isLoaded(away, ROOM, 100)).toBe(true);
    expect(point(away, ROOM, 121, 2)).toBe(away);
    expect(windowOf(point(away, ROOM, 100, 2)).found).toEqual({ seq: 100, turn: 2 });
  });

  it('takes no post from beyond its gap, while the room counts it', () => {
    const { model, first, state } = opened(200);
    let away = jump(state, first.messages, 80, 120);
    const before = away.rooms.get(ROOM)!.room.unread_count;
    for (const change of changesOf(model.post(first, CLIENT))) away = applyChange(away, change);
    expect(seqs(away).at(-1)).toBe(120);
    expect(windowOf(away)).toMatchObject({ newest_seq: 201, has_newer: true, last_rev: 201 });
    expect(away.rooms.get(ROOM)!.room).toMatchObject({ last_seq: 201, unread_count: before + 1 });
    expect(isWanting(away, ROOM, true)).toBe(false);
  });

  it('takes edits and deletions of what it holds', () => {
    const { model, first, state } = opened(200);
    let away = jump(state, first.messages, 80, 120);
    for (const change of changesOf(model.edit(first, first.messages[99]!))) away = applyChange(away, change);
    for (const change of changesOf(model.edit(first, first.messages[150]!))) away = applyChange(away, change);
    expect(windowOf(away).messages.find(({ seq }) => seq === 100)?.message).toBe('текст 100!');
    expect(windowOf(away)).toMatchObject({ last_rev: 202, newest_seq: 200 });
  });

  it('joins the end by pages, and goes on with it', () => {
    const { model, first, state } = opened(130);
    let away = jump(state, first.messages, 80, 120);
    const asked = windowOf(away).last_rev;
    const [posted] = changesOf(model.post(first, CLIENT));
    away = applyChange(away, posted!);
    away = withTimeline(away, ROOM, appendNewer(windowOf(away), page(first.messages, 121, 131), asked));
    expect(windowOf(away)).toMatchObject({ has_newer: false, last_rev: 130 });
    expect(isWanting(away, ROOM, true)).toBe(true);
    away = applyOpened(away, model.open(first, 130), 130, away.rooms.get(ROOM));
    for (const change of changesOf(model.post(first, CLIENT))) away = applyChange(away, change);
    expect(seqs(away).at(-1)).toBe(132);
    expect(isWanting(away, ROOM, true)).toBe(false);
  });

  it('takes no page that does not touch it', () => {
    const { first, state } = opened(200);
    const away = jump(state, first.messages, 80, 120);
    expect(appendNewer(windowOf(away), page(first.messages, 150, 160), 200).messages).toBe(windowOf(away).messages);
    expect(prependOlder(windowOf(away), page(first.messages, 10, 60), 200).messages).toBe(windowOf(away).messages);
    expect(appendNewer(windowOf(away), page(first.messages, 115, 130), 200).messages.at(-1)?.seq).toBe(130);
  });

  it('may be cut at both ends', () => {
    const { first, state } = opened(200);
    const away = windowOf(jump(state, first.messages, 1, 200));
    expect(away).toMatchObject({ has_older: false, has_newer: false });
    expect(trimEnd(away, 50)).toMatchObject({ has_older: false, has_newer: true, newest_seq: 200 });
    expect(trimWindow(away, 50)).toMatchObject({ has_older: true, has_newer: false });
  });
});

type Step =
  | { do: 'post' | 'edit' | 'remove' | 'read'; at: number; isHeard: boolean }
  | { do: 'jump' | 'older' | 'newer' | 'cut_old' | 'cut_new' | 'end'; at: number; during: number }
  | { do: 'ask' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('post' as const, 'edit' as const, 'remove' as const, 'read' as const), at: fc.nat(10_000), isHeard: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('jump' as const, 'older' as const, 'newer' as const, 'cut_old' as const, 'cut_new' as const, 'end' as const),
      at: fc.nat(10_000),
      during: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'ask' as const }) },
);

describe('whatever is posted, changed, lost and jumped', () => {
  it('the window is a piece of the server’s conversation without holes, and the counts are the server’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
        const { model, first, state: start } = opened(count);
        let state = start;
        const copy = () => first.messages.map((message) => ({ ...message, is_read: [...first.cursors].some(([user, seq]) => (user === CLIENT) !== (message.sender === CLIENT) && seq >= message.seq) }));
        const happen = (kind: string, at: number): ModelFact[] => {
          const message = first.messages[at % first.messages.length]!;
          if (kind === 'edit') return model.edit(first, message);
          if (kind === 'remove') return model.remove(first, message);
          if (kind === 'read') return [];
          return model.post(first, at % 2 === 0 ? CLIENT : ME);
        };
        const hear = (facts: readonly ModelFact[]) => {
          for (const fact of facts) {
            if (fact.name === 'room:read_moved') state = applyReading(state, fact.payload);
            else for (const change of changesOf([fact])) state = applyChange(state, change);
          }
        };
        const ask = () => {
          const since = windowOf(state).last_rev;
          state = applyOpened(state, model.open(first, since), since, state.rooms.get(ROOM));
        };
        const LIMIT = 7;
        for (const one of steps) {
          if (one.do === 'ask') ask();
          else if ('isHeard' in one) {
            const facts = happen(one.do, one.at);
            if (one.isHeard) hear(facts);
          } else {
            // The page is read by the server before what happens `during` its way; facts of that arrive first.
            const before = state.rooms.get(ROOM)!.room;
            const asked = windowOf(state);
            const all = copy();
            const middle = 1 + (one.at % all.length);
            const [low, high] = [asked.messages[0]?.seq ?? 1, asked.messages.at(-1)?.seq ?? 0];
            const newest = one.do === 'end' ? model.open(first) : null;
            const entry = state.rooms.get(ROOM);
            for (let n = 0; n < one.during; n += 1) hear(happen(['post', 'edit', 'remove'][n % 3]!, one.at + n));
            const now = windowOf(state);
            if (newest) state = applyOpened(state, newest, undefined, entry);
            else if (one.do === 'jump') state = applyAround(state, page(all, middle - 3, middle + 3), before);
            else if (one.do === 'older') state = withTimeline(state, ROOM, prependOlder(now, page(all, low - LIMIT, low - 1), asked.last_rev));
            else if (one.do === 'newer') state = withTimeline(state, ROOM, appendNewer(now, page(all, high + 1, high + LIMIT), asked.last_rev));
            else state = withTimeline(state, ROOM, one.do === 'cut_old' ? trimWindow(now, 5) : trimEnd(now, 5));
          }
        }
        for (let turn = 0; turn < 3 && isWanting(state, ROOM, true); turn += 1) ask();
        if (windowOf(state).last_rev < first.last_rev) ask();
        expect(isWanting(state, ROOM, true)).toBe(false);
        const window = windowOf(state);
        const expected = copy().slice((window.messages[0]?.seq ?? 1) - 1, window.messages.at(-1)?.seq ?? 0);
        expect(window.messages.map(({ seq, rev, message, deleted_at }) => ({ seq, rev, message, deleted_at }))).toEqual(
          expected.map(({ seq, rev, message, deleted_at }) => ({ seq, rev, message, deleted_at })),
        );
        expect(window).toMatchObject({
          has_older: window.messages[0]!.seq > 1,
          has_newer: window.messages.at(-1)!.seq < first.messages.length,
          newest_seq: first.messages.length,
          last_rev: first.last_rev,
        });
        expect(state.rooms.get(ROOM)!.room.unread_count).toBe(model.present(first).unread_count);
        expect(totals(state).unread_count).toBe(model.catchUp().totals.unread_count);
      }),
      { numRuns: 500 },
    );
  });
});
