import { describe, expect, it } from 'vitest';
import { emptyChat } from '../../renderer/store/chat';
import type { ChatState, OutboxEntry } from '../../renderer/store/chat';
import { applyChange, applyInboxPage, applyOpened, applyReading, applyRoom, applyStored, isWanting, keepOnly, withTimeline } from '../../renderer/store/facts';
import { prependOlder, trimWindow } from '../../renderer/store/timeline';
import { firstUnreadSeq, roomsSorted, totals } from '../../renderer/store/select';
import { CLIENT, ME, createModel, me } from './model_server';
import type { Model, ModelFact } from './model_server';

function loaded(model: Model): ChatState {
  const empty: ChatState = { ...emptyChat, me, has_all_rooms: true };
  const listed = applyInboxPage(empty, model.catchUp(), empty.rooms);
  const room = model.rooms[0]!;
  return applyOpened(listed, model.open(room), undefined, listed.rooms.get(room.id));
}

const changes = (facts: readonly ModelFact[]) => facts.flatMap((fact) => (fact.name === 'message:posted' || fact.name === 'message:changed' ? [fact.payload] : []));
const seqs = (state: ChatState) => state.timelines.get(1)?.messages.map((message) => message.seq);
const room = (state: ChatState) => state.rooms.get(1)!.room;

/** A room in which the client wrote this many messages. */
function talk(count: number) {
  const model = createModel(1);
  const [first] = model.rooms;
  const facts = Array.from({ length: count }, () => changes(model.post(first!, CLIENT))[0]!);
  return { model, first: first!, facts };
}

describe('a hole in the change numbers', () => {
  it('keeps a fact that came too early, shows nothing out of order, and asks for the hole', () => {
    const { model, first } = talk(2);
    let state = loaded(model);
    const [third, fourth] = [changes(model.post(first, CLIENT))[0]!, changes(model.post(first, CLIENT))[0]!];
    state = applyChange(state, fourth);
    expect(seqs(state)).toEqual([1, 2]);
    expect(room(state).unread_count).toBe(2);
    expect(isWanting(state, 1, false)).toBe(true);
    state = applyChange(state, third);
    expect(seqs(state)).toEqual([1, 2, 3, 4]);
    expect(room(state)).toMatchObject({ unread_count: 4, last_seq: 4, last_rev: 4 });
    expect(isWanting(state, 1, true)).toBe(false);
  });

  it('is filled by exactly what changed after the last applied number', () => {
    const { model, first, facts } = talk(2);
    let state = loaded(model);
    model.post(first, CLIENT);
    model.edit(first, first.messages[0]!);
    state = applyChange(state, changes(model.post(first, CLIENT))[0]!);
    state = applyOpened(state, model.open(first, 2), 2, state.rooms.get(1));
    expect(seqs(state)).toEqual([1, 2, 3, 4]);
    expect(state.timelines.get(1)?.messages[0]?.message).toBe('текст 1!');
    expect(isWanting(state, 1, true)).toBe(false);
    expect(applyChange(state, facts[0]!)).toBe(state);
  });

  it('puts an edited message in its place though its change came behind later posts', () => {
    const { model, first } = talk(1);
    let state = loaded(model);
    model.post(first, CLIENT);
    model.post(first, CLIENT);
    model.edit(first, first.messages[1]!);
    state = applyOpened(state, model.open(first, 1), 1, state.rooms.get(1));
    expect(seqs(state)).toEqual([1, 2, 3]);
  });

  it('asks for the window only while the room is shown', () => {
    const { model, first } = talk(1);
    let state = loaded(model);
    changes(model.post(first, CLIENT));
    state = applyInboxPage(state, model.catchUp(), state.rooms);
    expect(isWanting(state, 1, false)).toBe(false);
    expect(isWanting(state, 1, true)).toBe(true);
  });
});

describe('a count that the server took', () => {
  it('ahead of the facts does not count them again', () => {
    const { model, first } = talk(2);
    let state = loaded(model);
    const third = changes(model.post(first, CLIENT))[0]!;
    const [moved] = model.read(first, ME, 1);
    state = applyReading(state, (moved as Extract<ModelFact, { name: 'room:read_moved' }>).payload);
    expect(room(state)).toMatchObject({ read_seq: 1, unread_count: 2 });
    expect(isWanting(state, 1, false)).toBe(true);
    state = applyChange(state, third);
    expect(room(state)).toMatchObject({ read_seq: 1, unread_count: 2, last_seq: 3 });
    expect(isWanting(state, 1, false)).toBe(false);
  });

  it('behind the facts is brought forward by them', () => {
    const { model, first } = talk(2);
    let state = loaded(model);
    const [moved] = model.read(first, ME, 2);
    state = applyChange(state, changes(model.post(first, CLIENT))[0]!);
    state = applyReading(state, (moved as Extract<ModelFact, { name: 'room:read_moved' }>).payload);
    expect(room(state)).toMatchObject({ read_seq: 2, unread_count: 1 });
  });

  it('behind a deletion of something read takes nothing off', () => {
    const { model, first } = talk(2);
    let state = loaded(model);
    const [moved] = model.read(first, ME, 2);
    state = applyChange(state, changes(model.remove(first, first.messages[0]!))[0]!);
    expect(room(state).unread_count).toBe(1);
    state = applyReading(state, (moved as Extract<ModelFact, { name: 'room:read_moved' }>).payload);
    expect(room(state)).toMatchObject({ read_seq: 2, unread_count: 0 });
  });

  it('too far behind is asked for again instead of guessed', () => {
    const { model, first } = talk(2);
    let state = loaded(model);
    const [moved] = model.read(first, ME, 2);
    for (let count = 0; count < 60; count += 1) state = applyChange(state, changes(model.post(first, CLIENT))[0]!);
    state = applyReading(state, (moved as Extract<ModelFact, { name: 'room:read_moved' }>).payload);
    expect(room(state)).toMatchObject({ read_seq: 0, unread_count: 62 });
    expect(isWanting(state, 1, false)).toBe(true);
    state = applyRoom(state, model.present(first), state.rooms.get(1));
    expect(room(state)).toMatchObject({ read_seq: 2, unread_count: 60 });
  });
});

describe('an answer', () => {
  it('that was overtaken by a fact takes nothing back and is asked for again', () => {
    const { model, first } = talk(1);
    let state = loaded(model);
    const [answer, before] = [model.present(first), state.rooms.get(1)];
    const [changed] = model.setStatus(first, 'paid') as Extract<ModelFact, { name: 'room:changed' }>[];
    state = applyRoom(state, changed!.payload.room, 'fact');
    state = applyRoom(state, answer, before);
    expect(room(state).order_status).toBe('paid');
    expect(isWanting(state, 1, false)).toBe(true);
    state = applyRoom(state, model.present(first), state.rooms.get(1));
    expect(isWanting(state, 1, false)).toBe(false);
  });

  it('of the whole inbox drops the rooms that it does not name, but not those that came meanwhile', () => {
    const model = createModel(3);
    const empty: ChatState = { ...emptyChat, me };
    const known = applyInboxPage(empty, { rooms: [model.present(model.rooms[0]!), model.present(model.rooms[1]!)], gone: [] }, empty.rooms);
    const joined = applyRoom(known, model.present(model.rooms[2]!), 'fact');
    expect([...keepOnly(joined, new Set([1]), known.rooms).rooms.keys()]).toEqual([1, 3]);
  });
});

describe('the window', () => {
  it('is exact only up to the number at which an older page was asked for', () => {
    const { model, first } = talk(60);
    let state = loaded(model);
    expect(seqs(state)?.[0]).toBe(11);
    const page = first.messages.slice(0, 10);
    state = applyChange(state, changes(model.edit(first, first.messages[4]!))[0]!);
    state = withTimeline(state, 1, prependOlder(state.timelines.get(1)!, page, 60));
    expect(state.timelines.get(1)).toMatchObject({ last_rev: 60, has_older: false });
    expect(isWanting(state, 1, true)).toBe(true);
    state = applyOpened(state, model.open(first, 60), 60, state.rooms.get(1));
    expect(state.timelines.get(1)?.messages[4]?.message).toBe('текст 5!');
  });

  it('takes no older state of a message than it has, and no page that does not fit', () => {
    const { model, first, facts } = talk(60);
    const state = loaded(model);
    const old = facts[30]!;
    model.edit(first, first.messages[30]!);
    const edited = applyOpened(state, model.open(first, 60), 60, state.rooms.get(1));
    const back = { ...edited.timelines.get(1)!, last_rev: old.message.rev - 1 };
    expect(applyChange(withTimeline(edited, 1, back), old).timelines.get(1)?.messages[20]?.message).toBe('текст 31!');
    expect(prependOlder(back, first.messages.slice(0, 5), 60).messages).toBe(back.messages);
  });

  it('keeps the newest messages when it is trimmed', () => {
    const window = loaded(talk(40).model).timelines.get(1)!;
    expect(trimWindow(window, 10)).toMatchObject({ has_older: true, last_rev: 40 });
    expect(trimWindow(window, 10).messages.map((message) => message.seq)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(trimWindow(window, 40)).toBe(window);
  });
});

describe('an own post', () => {
  const waiting = (id: string): OutboxEntry => ({ client_message_id: id, user: ME, room: 1, message: 'x', reply_to: null, created_at: '', state: 'pending', error: null });

  it('stays visible until its message stands in the window, whichever way it comes', () => {
    const { model, first } = talk(1);
    const missing = changes(model.post(first, CLIENT))[0]!;
    const own = changes(model.post(first, ME))[0]!;
    const before = loaded(talk(1).model);
    let state: ChatState = { ...before, outbox: [waiting(own.message.client_message_id)] };
    state = applyStored(state, own.message);
    expect(state.outbox).toHaveLength(1);
    state = applyChange(state, missing);
    expect(state.outbox).toEqual([]);
    expect(seqs(state)).toEqual([1, 2, 3]);
  });

  it('is not counted, and what it answers is known from the fact though the acknowledgment came first', () => {
    const { model, first } = talk(1);
    let state = loaded(model);
    expect(room(state).owed_since).not.toBeNull();
    const own = changes(model.post(first, ME))[0]!;
    state = applyStored(state, own.message);
    expect(isWanting(state, 1, false)).toBe(true);
    state = applyChange(state, own);
    expect(room(state)).toMatchObject({ owed_since: null, unread_count: 1 });
    expect(isWanting(state, 1, false)).toBe(false);
  });

  it('learns what it answers from its fact also while both wait behind a hole', () => {
    const { model, first } = talk(1);
    let state = loaded(model);
    const missing = changes(model.post(first, CLIENT))[0]!;
    const own = changes(model.post(first, ME))[0]!;
    state = applyChange(applyStored(state, own.message), own);
    state = applyChange(state, missing);
    expect(room(state)).toMatchObject({ owed_since: null, last_rev: 3 });
    expect(isWanting(state, 1, true)).toBe(false);
  });

  it('leaves the outbox when a catch-up shows it as the last message', () => {
    const { model, first } = talk(1);
    const state: ChatState = { ...emptyChat, me, outbox: [waiting('00000000-0000-4000-8000-000000010002')] };
    model.post(first, ME);
    expect(applyInboxPage(state, model.catchUp(), state.rooms).outbox).toEqual([]);
  });
});

describe('what is selected', () => {
  it('sums rooms only once all are loaded, before that it takes the server’s word', () => {
    const { model } = talk(3);
    const state = loaded(model);
    const partial = { ...state, has_all_rooms: false, server_totals: { unread_count: 70, unread_rooms: 9, owed_rooms: 4, oldest_owed_since: null } };
    expect(totals(partial).unread_count).toBe(70);
    expect(totals(state)).toMatchObject({ unread_count: 3, unread_rooms: 1, owed_rooms: 1 });
    expect(totals(state)).toBe(totals(state));
  });

  it('sorts, filters and finds rooms', () => {
    const model = createModel(3);
    model.post(model.rooms[1]!, CLIENT);
    model.post(model.rooms[0]!, CLIENT);
    model.post(model.rooms[2]!, ME);
    const empty: ChatState = { ...emptyChat, me };
    const state = applyInboxPage(empty, model.catchUp(), empty.rooms);
    const ids = (rooms: readonly { id: number }[]) => rooms.map(({ id }) => id);
    expect(ids(roomsSorted(state))).toEqual([3, 1, 2]);
    expect(ids(roomsSorted(state, 'owed'))).toEqual([2, 1, 3]);
    expect(ids(roomsSorted(state, 'recent', 'unread'))).toEqual([1, 2]);
    expect(ids(roomsSorted(state, 'owed', 'owed'))).toEqual([2, 1]);
    expect(ids(roomsSorted(state, 'recent', 'all', '#1002'))).toEqual([2]);
    expect(ids(roomsSorted(state, 'recent', 'all', 'ЗАКАЗ 3'))).toEqual([3]);
    expect(ids(roomsSorted(state, 'recent', 'all', 'nobody'))).toEqual([]);
    expect(ids(roomsSorted(state, 'recent', 'all', 'зака́з 3'))).toEqual([3]);
  });

  it('finds the first unread message of others', () => {
    const { model, first } = talk(2);
    model.read(first, ME, 1);
    const state = loaded(model);
    expect(firstUnreadSeq(room(state), state.timelines.get(1), ME)).toBe(2);
  });
});
