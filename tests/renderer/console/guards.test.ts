import { describe, expect, it } from 'vitest';
import { namedOrders } from '../../../renderer/console/analysis/order_numbers';
import { clueIn } from '../../../renderer/console/guards/clue_in';
import { carryHeld } from '../../../renderer/console/guards/guard_actions';
import { setHeld } from '../../../renderer/console/guards/held';
import { foreignOrigin, holdsPiece, remember, shareCopied, type Copied } from '../../../renderer/console/guards/copied';
import { nearnessOf, stateNow } from '../../../renderer/console/promises/due';
import { emptyChat } from '../../../renderer/store/chat';
import { entryOf } from '../../../renderer/store/rooms';
import { peekDraft } from '../../../renderer/sync/drafts';
import { aRoom, person } from './rooms';

const numbers = (text: string) => namedOrders(text).map(({ order }) => order);

describe('order numbers in a text', () => {
  it('are those behind a sign or the word, several ones too', () => {
    expect(numbers('По заказам 4107, 4110 и №4112 всё готово, #4115 тоже')).toEqual([4107, 4110, 4112, 4115]);
    expect(numbers('Order no. 4107 and the 4110th order')).toEqual([4107, 4110]);
  });

  it('are no amounts, years, times, telephone numbers, colours or links', () => {
    const lines = ['заказ 4107 рублей', 'заказ 2024 года', 'заказ к 10:30', 'заказ на 4 107 руб.', '#4107ff', 'https://x.test/#4107', 'аудитория №4107', 'to order 4107 copies', '+7 910 410-74-10', '> заказ 4107'];
    expect(lines.flatMap(numbers)).toEqual([]);
  });
});

describe('a text for a room', () => {
  const client = (id: number, first: string, last: string) => [person(id, first, last, 'client'), person(10, 'Анна', 'Соколова', 'expert')];
  const rooms = [
    aRoom({ id: 1, order: 4106, participants: client(21, 'Олег', 'Смирнов') }),
    aRoom({ id: 2, order: 4107, participants: client(22, 'Марина', 'Орлова') }),
    aRoom({ id: 3, order: 4110, order_status: 'done', participants: client(23, 'Игорь', 'Павлов') }),
    aRoom({ id: 4, order: 4112, participants: client(24, 'Анна', 'Белова') }),
  ];
  const state = { ...emptyChat, rooms: new Map(rooms.map((room) => [room.id, entryOf(room)])) };

  it('speaks for another one that is open, and for none that has ended', () => {
    expect(clueIn(state, 1, 'Заказ 4107 готов')).toEqual({ kind: 'order', named: 'Заказ 4107', room: 2, order: 4107 });
    expect(clueIn(state, 1, 'Марине отправила')).toMatchObject({ kind: 'client', named: 'Марине', room: 2 });
    expect(clueIn(state, 1, 'Заказ 4110 готов, Игорю отправила')).toBeNull();
    expect(clueIn(state, 2, 'Марине отправила')).toBeNull();
  });

  it('is not held for the name of an expert, though a client bears it too', () => {
    expect(clueIn(state, 1, 'С уважением, Анна')).toBeNull();
  });

});

describe('a copied piece', () => {
  it('belongs to the room in which it was copied, as long as it is long enough to belong to anybody', () => {
    remember('Реквизиты придут\n письмом', 1, 4106);
    expect(foreignOrigin('Реквизиты придут письмом', 2)).toMatchObject({ room: 1, order: 4106 });
    expect(foreignOrigin('Реквизиты придут письмом', 1)).toBeNull();
    expect(foreignOrigin('Другой текст из письма', 2)).toBeNull();
    expect(holdsPiece('Вот: Реквизиты  придут письмом.', foreignOrigin('Реквизиты придут письмом', 2)!)).toBe(true);
    remember('да', 1, 4106);
    expect(foreignOrigin('да', 2)).toBeNull();
    // The clipboard's history still has it; copied here since, it is this room's.
    expect(foreignOrigin('Реквизиты придут письмом', 2)).toMatchObject({ room: 1 });
    remember('Реквизиты придут письмом', 2, 4107);
    expect(foreignOrigin('Реквизиты придут письмом', 2)).toBeNull();
  });

  it('is known in the other windows of the same account', async () => {
    const stop = shareCopied(10);
    const other = new BroadcastChannel('orderline-copied 10');
    const heard = new Promise<Copied>((resolve) => (other.onmessage = ({ data }: MessageEvent<Copied>) => resolve(data)));
    other.postMessage({ text: 'Макет лежит в папке', room: 3, order: 4108 });
    await expect.poll(() => foreignOrigin('Макет лежит  в папке', 2)).toMatchObject({ room: 3, order: 4108 });
    remember('Договор лежит в папке', 2, 4107);
    expect(await heard).toMatchObject({ room: 2, order: 4107 });
    other.close();
    stop();
    expect(foreignOrigin('Макет лежит в папке', 2)).toBeNull();
  });
});

describe('a text that is taken to another room', () => {
  const held = { text: 'Марине отправила', reason: { kind: 'client' as const, named: 'Марине', room: 2, order: 4107 } };
  const desk = (composers: Record<number, ReturnType<typeof composer>>) =>
    ({ composers: new Map(Object.entries(composers).map(([room, one]) => [Number(room), one])), openRoom: () => undefined, me: person(10, 'Анна', 'Соколова', 'expert'), sync: { server: 'https://one.test' } }) as unknown as Parameters<typeof carryHeld>[0];
  const composer = (stands: string) => {
    let text = stands;
    return { text: () => text, replace: (next: string) => (text = next), append: (more: string) => (text = text === '' ? more : `${text}\n${more}`), setMode: () => undefined, focus: () => undefined };
  };

  it('goes behind what stands there', () => {
    const [here, there] = [composer(held.text), composer('Здравствуйте')];
    setHeld(1, held);
    carryHeld(desk({ 1: here, 2: there }), 1);
    expect([here.text(), there.text()]).toEqual(['', 'Здравствуйте\nМарине отправила']);
  });

  it('is kept in the draft of a room that is not on screen, though it cannot be brought there', () => {
    setHeld(1, held);
    carryHeld(desk({ 1: composer(held.text) }), 1);
    expect(peekDraft(10, 2, 'https://one.test')).toBe(held.text);
    setHeld(1, held);
    carryHeld(desk({ 1: composer('и ещё') }), 1);
    expect(peekDraft(10, 2, 'https://one.test')).toBe(`${held.text}\nи ещё`);
  });
});

describe('a due time', () => {
  it('is near from half an hour before, and late behind it; what was open is late then', () => {
    const at = (minutes: number) => new Date(1_000_000_000_000 + minutes * 60_000).toISOString();
    const now = 1_000_000_000_000;
    expect([31, 30, 0, -1].map((minutes) => nearnessOf(at(minutes), now))).toEqual(['far', 'soon', 'soon', 'late']);
    expect(stateNow({ state: 'open', due_at: at(-1) }, now)).toBe('late');
    expect(stateNow({ state: 'kept', due_at: at(-1) }, now)).toBe('kept');
  });
});
