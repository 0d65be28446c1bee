import { expect, it } from 'vitest';
import { setViewer, viewersOf } from '../../renderer/store/viewers';
import { emptyChat, type ChatState } from '../../renderer/store/chat';

it('keeps who has a room before his eyes, and changes only what changed', () => {
  const one = setViewer(new Map(), 7, 2, 'viewing');
  expect(setViewer(one, 7, 2, 'viewing')).toBe(one);
  expect(setViewer(one, 8, 2, 'gone')).toBe(one);
  const two = setViewer(setViewer(one, 7, 1, 'viewing'), 7, 2, 'writing');
  expect(two.get(7)).toEqual([{ user: 1, state: 'viewing' }, { user: 2, state: 'writing' }]);
  expect(one.get(7)).toEqual([{ user: 2, state: 'viewing' }]);
  expect(setViewer(setViewer(two, 7, 1, 'gone'), 7, 2, 'gone').has(7)).toBe(false);
});

it('shows only other experts who are in the room', () => {
  const seat = (id: number, role: 'client' | 'expert') => ({ role, user: { id, first_name: `n${id}`, last_name: '', role } });
  const room = { room: { participants: [seat(1, 'expert'), seat(2, 'expert'), seat(3, 'client')] } };
  const viewers: ChatState['viewers'] = new Map([[7, [1, 2, 3, 4].map((user) => ({ user, state: 'viewing' as const }))]]);
  const state = { ...emptyChat, me: { id: 1 }, rooms: new Map([[7, room]]), viewers } as unknown as ChatState;
  expect(viewersOf(state, 7).map(({ user }) => user.id)).toEqual([2]);
  expect(viewersOf(state, 8)).toEqual([]);
  expect(viewersOf(state, 7)).toBe(viewersOf({ ...state }, 7));
  expect(viewersOf(state, 8)).toBe(viewersOf(state, 9));
});
