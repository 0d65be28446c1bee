import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Participant, Room } from '../../protocol/entities';
import type { Condition, SavedView, ViewRule } from '../../protocol/views';
import { emptyChat } from '../../renderer/store/chat';
import type { ChatState } from '../../renderer/store/chat';
import { withEntries } from '../../renderer/store/room_map';
import { entryOf } from '../../renderer/store/rooms';
import { BUILT_IN, countListed, keeper, listedRooms, listFilters, parseFilter, viewOf } from '../../renderer/store/views';
import { createModel, ME, me } from './model_server';

const plain = createModel(1).present(createModel(1).rooms[0]!);
const mine = plain.participants.find(({ role }) => role === 'expert')!;
const client = plain.participants.find(({ role }) => role === 'client')!;
const expert = (id: number, is_responsible: boolean): Participant => ({ ...mine, id, is_responsible, user: { ...mine.user, id } });

const change = fc.record({
  id: fc.integer({ min: 1, max: 400 }),
  is_gone: fc.boolean(),
  state: fc.constantFrom('owed', 'waiting', 'snoozed', 'done'),
  status: fc.constantFrom('new', 'In progress', 'in_progress'),
  labels: fc.uniqueArray(fc.integer({ min: 1, max: 3 })),
  whose: fc.constantFrom('me', 'colleague', 'nobody'),
  unread_count: fc.nat({ max: 1 }),
  title: fc.constantFrom('Перевод договора', 'Эссе', 'Translation'),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const roomOf = ({ id, state, status, labels, whose, unread_count, title }: Change): Room => ({
  ...plain, id, order: 1000 + id, order_title: title, order_status: status, labels, unread_count, state,
  owed_since: state === 'owed' ? new Date(Date.UTC(2026, 0, 1, 0, id)).toISOString() : null,
  participants: [client, expert(ME, whose === 'me'), ...(whose === 'colleague' ? [expert(77, true)] : [])],
});

const is_not = fc.option(fc.boolean(), { nil: undefined });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ about: fc.constant('state' as const), is: fc.constantFrom('owed', 'waiting', 'snoozed', 'done'), is_not }),
  fc.record({ about: fc.constant('status' as const), is: fc.constantFrom('NEW', 'in progress'), is_not }),
  fc.record({ about: fc.constant('label' as const), is: fc.integer({ min: 1, max: 4 }), is_not }),
  fc.record({ about: fc.constant('expert' as const), is: fc.constantFrom('me', 'colleague', 'nobody'), is_not }),
  fc.record({ about: fc.constant('unread' as const), is_not }),
  fc.record({ about: fc.constant('text' as const), is: fc.constantFrom('перевод', 'договора ПЕРЕВОД', '#1001', 'x'), is_not }),
);
const rule: fc.Arbitrary<ViewRule> = fc.record({ join: fc.constantFrom('all', 'any'), conditions: fc.array(condition, { maxLength: 4 }) });

/** What a view says, word by word, of what a room was made from. */
function isIn({ join, conditions }: ViewRule, one: Change): boolean {
  const client = plain.participants.find(({ role }) => role === 'client')!.user;
  const text = `${1000 + one.id} ${one.title} ${client.first_name} ${client.last_name}`.toLowerCase();
  const holds = (test: Condition): boolean => {
    const plainly = {
      state: () => test.about === 'state' && test.is === one.state,
      status: () => test.about === 'status' && test.is.toLowerCase().replace(' ', '_') === one.status.toLowerCase().replace(' ', '_'),
      label: () => test.about === 'label' && one.labels.includes(test.is),
      expert: () => test.about === 'expert' && test.is === one.whose,
      unread: () => one.unread_count > 0,
      text: () => test.about === 'text' && test.is.toLowerCase().replace('#', '').split(' ').every((word) => text.includes(word)),
    }[test.about]();
    return test.is_not === true ? !plainly : plainly;
  };
  if (conditions.length === 0) return true;
  return join === 'any' ? conditions.some(holds) : conditions.every(holds);
}

const withViews = (views: readonly SavedView[]): ChatState => ({ ...emptyChat, me, has_all_rooms: true, views });

describe('a view', () => {
  it('keeps and counts after any history of changes exactly the rooms that its words say', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.array(change, { maxLength: 300 }), fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 25 }), (rules, first, steps) => {
        const views = rules.map((one, index) => ({ id: index + 1, name: `view ${index}`, rule: one }));
        const truth = new Map(first.map((one) => [one.id, one]));
        let state: ChatState = { ...withViews(views), rooms: withEntries(new Map(), [...truth].map(([id, one]) => [id, entryOf(roomOf(one))])) };
        for (const changes of [[], ...steps]) {
          for (const one of changes) {
            if (one.is_gone) truth.delete(one.id);
            else truth.set(one.id, one);
          }
          state = { ...state, rooms: withEntries(state.rooms, changes.map((one) => [one.id, one.is_gone ? null : entryOf(roomOf(one))])) };
          for (const view of views) {
            const expected = [...truth.values()].filter((one) => isIn(view.rule, one)).map(({ id }) => id).sort((a, b) => a - b);
            expect(countListed(state, `view:${view.id}`)).toBe(expected.length);
            expect(listedRooms(state, 'recent', `view:${view.id}`).map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
          }
          for (const filter of BUILT_IN) expect(countListed(state, filter)).toBe(listedRooms(state, 'owed', filter).length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stays the same list while nothing in it changes', () => {
    const state: ChatState = { ...withViews([{ id: 1, name: 'x', rule: { join: 'all', conditions: [{ about: 'label', is: 1 }] } }]), rooms: withEntries(new Map(), [1, 2].map((id) => [id, entryOf({ ...plain, id, labels: [id] })])) };
    const list = listedRooms(state, 'owed', 'view:1');
    const later = { ...state, rooms: withEntries(state.rooms, [[2, entryOf({ ...plain, id: 2, labels: [2], unread_count: 5 })]]) };
    expect(listedRooms(later, 'owed', 'view:1')).toBe(list);
    expect(list.map(({ id }) => id)).toEqual([1]);
  });

  it('that is not there any more is every open room, and a condition of another version holds for none', () => {
    const state: ChatState = { ...withViews([]), rooms: withEntries(new Map(), [1, 2].map((id) => [id, entryOf({ ...plain, id, state: id === 1 ? 'done' : 'waiting' })])) };
    expect(listedRooms(state, 'owed', 'view:7').map(({ id }) => id)).toEqual([2]);
    const strange = { about: 'weather', is: 'rain', is_not: true } as unknown as Condition;
    expect([keeper({ join: 'all', conditions: [strange] }, ME)(plain), keeper({ join: 'any', conditions: [strange] }, ME)(plain)]).toEqual([false, false]);
  });

  it('narrows what is looked for, as every other list does', () => {
    const state: ChatState = { ...withViews([{ id: 3, name: 'x', rule: { join: 'all', conditions: [] } }]), rooms: withEntries(new Map(), [1, 2].map((id) => [id, entryOf({ ...plain, id, order: 1000 + id })])) };
    expect(listedRooms(state, 'owed', 'view:3', '1002').map(({ id }) => id)).toEqual([2]);
  });

  it('is known by its name on the desk, and stands behind what everybody has', () => {
    const state = withViews([{ id: 5, name: 'x', rule: { join: 'all', conditions: [] } }]);
    expect(listFilters(state)).toEqual([...BUILT_IN, 'view:5']);
    expect(viewOf(state, 'view:5')?.name).toBe('x');
    expect(['view:5', 'mine', 'open', 'view:x', 'view:0', 7, null].map(parseFilter)).toEqual(['view:5', 'mine', 'open', null, null, null, null]);
  });
});
