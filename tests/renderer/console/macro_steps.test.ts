import { describe, expect, it } from 'vitest';
import type { User } from '../../../protocol/entities';
import type { MacroAction } from '../../../protocol/replies';
import { askedOf, stepText, type MacroWorld } from '../../../renderer/console/macros/steps';
import { aRoom } from './rooms';

const user = (id: number, first_name: string): User => ({ id, first_name, last_name: '', role: 'expert' });
const me = user(10, 'Анна');
const boris = user(11, 'Борис');
const team = (id: number, name: string, members: User[], is_closed = false) => ({ id, name, members, leads: [], is_assigning: null, is_closed });
const world: MacroWorld = {
  labels: [],
  teams: [team(1, 'Ночь', [me]), team(2, 'Оплата', [boris]), team(3, 'Старая', [], true)],
  floor: [me, boris].map((one) => ({ user: one, is_online: true, is_away: false, away_until: null, open: 0, capacity: null })),
  me: { ...me, email: 'anna@example.com' },
};
const room = aRoom({ id: 1, order: 4106 });

describe('a macro that hands an order over', () => {
  it.each<[MacroAction, string]>([
    [{ do: 'offer', user: 11, comment: 'по оплате' }, 'предложить: Борис, чат ваш до согласия («по оплате»)'],
    [{ do: 'offer', user: 10 }, 'никому не передавать: получатель вы'],
    [{ do: 'offer', user: 12 }, 'коллеги больше нет'],
    [{ do: 'return' }, 'вернуть в очередь'],
    [{ do: 'return', team: null }, 'вернуть в общую очередь'],
    [{ do: 'return', team: 1, comment: ' ' }, 'вернуть в очередь команды «Ночь»'],
    [{ do: 'return', team: 2 }, 'отдать в очередь команды «Оплата», без возврата'],
    [{ do: 'return', team: 3 }, 'команды больше нет'],
  ])('says beforehand what %j does', (action, text) => {
    expect(stepText(action, world, 'ru', 0)).toBe(text);
  });

  it('does so last, names the way back where there is one, and gives to nobody who gives', () => {
    const asked = (actions: MacroAction[]) => askedOf(actions, room, [], world, 0).map(({ wish, undo }) => [wish.request, wish.payload, undo({ ok: true, transfer: 9 })?.request ?? null]);
    expect(asked([{ do: 'offer', user: 11, comment: 'к вам' }, { do: 'label', label: 3, is_on: true }]).map(([request]) => request)).toEqual(['room:label', 'transfer:offer']);
    expect(asked([{ do: 'offer', user: 11, comment: 'к вам' }])).toEqual([['transfer:offer', { orders: [4106], to: 11, comment: 'к вам' }, 'transfer:cancel']]);
    expect(asked([{ do: 'return', team: 1 }])).toEqual([['order:return', { order: 4106, team: 1 }, 'order:take']]);
    expect(asked([{ do: 'return', team: 2 }])).toEqual([['order:return', { order: 4106, team: 2 }, null]]);
    expect(asked([{ do: 'offer', user: 10 }])).toEqual([]);
  });
});
