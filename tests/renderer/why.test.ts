import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WHY_COUNTS, owedFrom, serverNumber, unreadIn, whyNumber, whyRooms } from '../../renderer/console/why/why';
import type { ChatState } from '../../renderer/store/chat';
import { wakeRooms } from '../../renderer/store/triage';
import { act, apply, deed, heal, load, ROOMS } from './histories';
import { CLIENT, createModel, ME } from './model_server';
import type { Model } from './model_server';

/** What the panel behind each number lists makes exactly that number, which is the server's. */
function expectExplained(state: ChatState, model: Model): void {
  const asked = { ...state, server_totals: model.catchUp().totals };
  for (const count of WHY_COUNTS) {
    const rooms = whyRooms(state, { count, room: null });
    expect(rooms.reduce((sum, { part }) => sum + part, 0)).toBe(whyNumber(state, { count, room: null }));
    expect(whyNumber(state, { count, room: null })).toBe(serverNumber(asked, count));
    for (const { room, part } of rooms) {
      const { messages } = model.open(model.rooms[room.id - 1]!, 0);
      expect(whyNumber(state, { count, room: room.id })).toBe(part);
      if (count === 'unread') expect(unreadIn(messages, room, ME).length).toBe(part);
      if (count === 'owed') expect(owedFrom(messages, room)?.sender).toBe(CLIENT);
    }
  }
}

it('every number is made by the rooms and the messages that its panel lists, after any history', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const model = createModel(ROOMS);
      let state = load(model);
      for (const one of deeds) {
        for (const fact of act(model, one)) state = apply(state, fact);
        state = heal(model, state).state;
        expectExplained(wakeRooms(state, model.time()), model);
      }
    }),
    { numRuns: 150 },
  );
});
