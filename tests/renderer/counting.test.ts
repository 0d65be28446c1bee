import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatState } from '../../renderer/store/chat';
import { applyInboxPage, applyOpened, isWanting } from '../../renderer/store/facts';
import { wakeRooms } from '../../renderer/store/triage';
import { act, apply, deed, expectEqual, expectHonest, heal, load, numbered, ROOMS } from './histories';
import { createModel } from './model_server';
import type { ModelFact } from './model_server';

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
