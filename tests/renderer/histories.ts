import fc from 'fast-check';
import { expect } from 'vitest';
import { emptyChat } from '../../renderer/store/chat';
import type { ChatState } from '../../renderer/store/chat';
import { applyChange, applyInboxPage, applyOpened, applyReading, applyRoom, isWanting } from '../../renderer/store/facts';
import { deliveryOf, totals } from '../../renderer/store/select';
import { wakeRooms } from '../../renderer/store/triage';
import { CLIENT, COLLEAGUE, ME, me } from './model_server';
import type { Model, ModelFact } from './model_server';

/** Random histories of talk, and what a page makes of them. */

export const ROOMS = 3;

const often = <T extends string>(kind: T, times: number): T[] => Array.from({ length: times }, () => kind);

/** What happens, as numbers that any history can take. */
export const deed = fc.record({
  kind: fc.constantFrom(...often('post', 4), 'edit', 'remove', ...often('read', 2), 'status', 'waive', 'snooze', 'snooze', 'finish', 'restore', 'pass', 'ring', ...often('deliver', 5), ...often('ask', 3), ...often('answer', 2)),
  room: fc.nat({ max: ROOMS - 1 }),
  user: fc.constantFrom(ME, CLIENT, CLIENT, COLLEAGUE),
  seen: fc.option(fc.nat({ max: 8 }), { nil: undefined, freq: 3 }),
  pick: fc.nat({ max: 1000 }),
});
const UNNUMBERED = ['status', 'waive', 'snooze', 'finish', 'restore', 'ring'];
export const numbered = deed.filter(({ kind }) => !UNNUMBERED.includes(kind));
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Does it on the server; the facts of it. */
export function act(model: Model, { kind, room: place, user, seen, pick }: Deed): ModelFact[] {
  const room = model.rooms[place]!;
  const message = room.messages[pick % Math.max(1, room.messages.length)];
  if (kind === 'post') return model.post(room, user, seen);
  if (kind === 'read') return model.read(room, user, Math.min(pick % 12, room.messages.length));
  if (kind === 'status') return model.setStatus(room, `status ${pick}`);
  if (kind === 'waive') return model.waive(room);
  if (kind === 'snooze') return model.snooze(room, (pick % 30) + 1);
  if (kind === 'finish') return model.finish(room);
  if (kind === 'restore') return model.restore(room);
  if (kind === 'pass') return model.pass(pick % 20);
  if (kind === 'ring') return model.ring(room);
  if (kind === 'edit' && message) return model.edit(room, message);
  if (kind === 'remove' && message) return model.remove(room, message);
  return [];
}

/** Applies a fact as a page does. */
export function apply(state: ChatState, fact: ModelFact): ChatState {
  if (fact.name === 'message:posted' || fact.name === 'message:changed') return applyChange(state, fact.payload);
  if (fact.name === 'room:read_moved') return applyReading(state, fact.payload);
  if (fact.name === 'room:changed') return applyRoom(state, fact.payload.room, 'fact');
  throw new Error(`The model tells no ${fact.name}`);
}

/** First load: the inbox, and two of the rooms opened. */
export function load(model: Model): ChatState {
  let state: ChatState = { ...emptyChat, me, has_all_rooms: true };
  state = applyInboxPage(state, model.catchUp(), state.rooms);
  for (const room of model.rooms.slice(0, 2)) state = applyOpened(state, model.open(room), undefined, state.rooms.get(room.id));
  return state;
}

/** Asks the server about every room of which something is known to be missing, until nothing is. */
export function heal(model: Model, start: ChatState): { state: ChatState; asked: number } {
  let state = start;
  let asked = 0;
  for (const room of model.rooms.filter((one) => !one.is_left)) {
    while (isWanting(state, room.id, state.timelines.has(room.id))) {
      const since = state.timelines.get(room.id)?.last_rev ?? state.rooms.get(room.id)?.room.last_rev;
      state = applyOpened(state, model.open(room, since), since, state.rooms.get(room.id));
      asked += 1;
      expect(asked).toBeLessThan(50);
    }
  }
  return { state, asked };
}

/** The page shows what the server has. At this moment: the page's own alarm has looked at the clock, whatever it was told. */
export function expectEqual(lately: ChatState, model: Model): void {
  const state = wakeRooms(lately, model.time());
  for (const truth of model.rooms) {
    if (truth.is_left) {
      expect(state.rooms.has(truth.id)).toBe(false);
      continue;
    }
    const shown = state.rooms.get(truth.id)!.room;
    const room = model.present(truth);
    const known = (message: typeof room.last_message) => message && { ...message, is_read: deliveryOf(message, room) === 'read' };
    expect({ ...shown, last_message: known(shown.last_message) }).toEqual(room);
    const window = state.timelines.get(truth.id);
    if (!window) continue;
    const messages = model.open(truth, 0).messages.sort((one, two) => one.seq - two.seq).slice(-window.messages.length || undefined);
    expect(window.messages.map(known)).toEqual(window.messages.length === 0 ? [] : messages);
    expect(window.messages.length).toBe(Math.min(truth.messages.length, window.messages.length));
    expect(window.messages.at(-1)?.seq ?? 0).toBe(truth.messages.length);
    expect(window.last_rev).toBe(truth.last_rev);
  }
  expect(totals(state)).toEqual(model.catchUp().totals);
}

/** Every count is exact for the change number and the cursor that it claims, also while facts are missing. */
export function expectHonest(state: ChatState, model: Model): void {
  for (const truth of model.rooms) {
    const { room, unread_rev } = state.rooms.get(truth.id)!;
    expect(room.unread_count).toBe(model.unreadAt(truth, Math.max(unread_rev, room.last_rev), room.read_seq));
    const seqs = state.timelines.get(truth.id)?.messages.map((message) => message.seq) ?? [];
    expect(seqs).toEqual(seqs.map((_, place) => seqs[0]! + place));
  }
}
