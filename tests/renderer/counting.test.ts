import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyChat } from '../../renderer/store/chat';
import type { ChatState } from '../../renderer/store/chat';
import { applyChange, applyInboxPage, applyOpened, applyReading, applyRoom, isWanting } from '../../renderer/store/facts';
import { deliveryOf, totals } from '../../renderer/store/select';
import { wakeRooms } from '../../renderer/store/triage';
import { CLIENT, COLLEAGUE, ME, createModel, me } from './model_server';
import type { Model, ModelFact } from './model_server';

const ROOMS = 3;

const often = <T extends string>(kind: T, times: number): T[] => Array.from({ length: times }, () => kind);

/** What happens, as numbers that any history can take. */
const deed = fc.record({
  kind: fc.constantFrom(...often('post', 4), 'edit', 'remove', ...often('read', 2), 'status', 'waive', 'snooze', 'snooze', 'finish', 'restore', 'pass', 'ring', ...often('deliver', 5), ...often('ask', 3), ...often('answer', 2)),
  room: fc.nat({ max: ROOMS - 1 }),
  user: fc.constantFrom(ME, CLIENT, CLIENT, COLLEAGUE),
  seen: fc.option(fc.nat({ max: 8 }), { nil: undefined, freq: 3 }),
  pick: fc.nat({ max: 1000 }),
});
const UNNUMBERED = ['status', 'waive', 'snooze', 'finish', 'restore', 'ring'];
const numbered = deed.filter(({ kind }) => !UNNUMBERED.includes(kind));
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function act(model: Model, { kind, room: place, user, seen, pick }: Deed): ModelFact[] {
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

function apply(state: ChatState, fact: ModelFact): ChatState {
  if (fact.name === 'message:posted' || fact.name === 'message:changed') return applyChange(state, fact.payload);
  if (fact.name === 'room:read_moved') return applyReading(state, fact.payload);
  if (fact.name === 'room:changed') return applyRoom(state, fact.payload.room, 'fact');
  throw new Error(`The model tells no ${fact.name}`);
}

/** First load: the inbox, and two of the rooms opened. */
function load(model: Model): ChatState {
  let state: ChatState = { ...emptyChat, me, has_all_rooms: true };
  state = applyInboxPage(state, model.catchUp(), state.rooms);
  for (const room of model.rooms.slice(0, 2)) state = applyOpened(state, model.open(room), undefined, state.rooms.get(room.id));
  return state;
}

/** Asks the server about every room of which something is known to be missing, until nothing is. */
function heal(model: Model, start: ChatState): { state: ChatState; asked: number } {
  let state = start;
  let asked = 0;
  for (const room of model.rooms) {
    while (isWanting(state, room.id, state.timelines.has(room.id))) {
      const since = state.timelines.get(room.id)?.last_rev ?? state.rooms.get(room.id)?.room.last_rev;
      state = applyOpened(state, model.open(room, since), since, state.rooms.get(room.id));
      asked += 1;
      expect(asked).toBeLessThan(50);
    }
  }
  return { state, asked };
}

/** At this moment: the page's own alarm has looked at the clock, whatever it was told. */
function expectEqual(lately: ChatState, model: Model): void {
  const state = wakeRooms(lately, model.time());
  for (const truth of model.rooms) {
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
function expectHonest(state: ChatState, model: Model): void {
  for (const truth of model.rooms) {
    const { room, unread_rev } = state.rooms.get(truth.id)!;
    expect(room.unread_count).toBe(model.unreadAt(truth, Math.max(unread_rev, room.last_rev), room.read_seq));
    const seqs = state.timelines.get(truth.id)?.messages.map((message) => message.seq) ?? [];
    expect(seqs).toEqual(seqs.map((_, place) => seqs[0]! + place));
  }
}

describe('unread, read cursors and owed', () => {
  it('equal the server after every fact that comes in order, with nothing asked but what has no number', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const model = createModel(ROOMS);
        let state = load(model);
        for (const one of deeds) {
          const facts = act(model, one);
          for (const fact of facts) state = apply(state, fact);
          const { asked, state: healed } = heal(model, state);
          if (!facts.some((fact) => fact.name === 'room:changed')) expect(asked).toBe(0);
          expectEqual(state, model);
          state = healed;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('equal the server once facts that came twice, late and in any order have all come, with nothing asked', () => {
    fc.assert(
      fc.property(fc.array(numbered, { maxLength: 60 }), fc.infiniteStream(fc.nat({ max: 99 })), (deeds, luck) => {
        const model = createModel(ROOMS);
        let state = load(model);
        const onTheWay: ModelFact[] = [];
        const chance = () => luck.next().value as number;
        for (const one of deeds) {
          onTheWay.push(...act(model, one));
          while (onTheWay.length > 0 && chance() < 60) {
            const [fact] = onTheWay.splice(chance() % onTheWay.length, 1);
            state = apply(state, fact!);
            expectHonest(state, model);
            if (chance() < 30) expect(apply(state, fact!)).toEqual(state);
            if (chance() < 20) onTheWay.push(fact!);
          }
        }
        for (const fact of onTheWay) state = apply(state, fact);
        expect(model.rooms.some((room) => isWanting(state, room.id, state.timelines.has(room.id)))).toBe(false);
        expectEqual(state, model);
      }),
      { numRuns: 500 },
    );
  });

  it('equal the server after a catch-up, whatever facts were lost and whatever answers came late', () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 20, maxLength: 120 }), fc.infiniteStream(fc.nat({ max: 99 })), (deeds, luck) => {
        const model = createModel(ROOMS);
        let state = load(model);
        let cursor = model.catchUp().cursor;
        let catchingUp = false;
        const facts: ModelFact[] = [];
        const answers: ((now: ChatState) => ChatState)[] = [];
        const chance = () => luck.next().value as number;
        const catchUp = () => {
          const [answer, before] = [model.catchUp(cursor), state.rooms];
          catchingUp = true;
          return (now: ChatState) => {
            catchingUp = false;
            cursor = answer.cursor;
            return applyInboxPage(now, answer, before);
          };
        };
        const open = (place: number) => {
          const room = model.rooms[place]!;
          const since = state.timelines.get(room.id)?.last_rev;
          const [answer, before] = [model.open(room, since), state.rooms.get(room.id)];
          return (now: ChatState) => applyOpened(now, answer, since, before);
        };
        const take = <T>(list: T[], pick: number): T | undefined => list.splice(pick % Math.max(1, list.length), 1)[0];
        for (const one of deeds) {
          // The alarm of the page rings when it likes.
          if (chance() < 30) state = wakeRooms(state, model.time());
          const before = state;
          if (one.kind === 'ask') answers.push(one.pick % 2 === 0 && !catchingUp ? catchUp() : open(one.room));
          if (one.kind === 'answer') state = take(answers, one.pick)?.(state) ?? state;
          const fact = one.kind === 'deliver' ? take(facts, one.pick) : undefined;
          if (fact) state = apply(state, fact);
          // A third of the facts never comes, and some come twice.
          for (const told of act(model, one)) facts.push(...[told, told].slice(chance() < 66 ? 0 : 2).slice(chance() < 20 ? 0 : 1));
          expectHonest(state, model);
          for (const [id, { room }] of state.rooms) {
            expect(room.read_seq).toBeGreaterThanOrEqual(before.rooms.get(id)!.room.read_seq);
            expect(room.last_rev).toBeGreaterThanOrEqual(before.rooms.get(id)!.room.last_rev);
          }
        }
        for (const answer of answers) state = answer(state);
        state = catchUp()(state);
        for (const fact of facts) state = apply(state, fact);
        expectEqual(heal(model, state).state, model);
      }),
      { numRuns: 800 },
    );
  });
});
