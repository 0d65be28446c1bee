import type { Room } from '../../../protocol/entities';
import { answersOrders } from '../../../protocol/roles';
import { responsibleOf } from '../../store/select';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';

/** The room at hand, when it is this user's to hand over. */
function ownAtHand(value: Console): Room | null {
  const room = roomAtHand(value);
  return room !== null && responsibleOf(room)?.user.id === value.me.id ? room : null;
}

/** Asks to whom the room's order goes; null: which rooms, too. */
export function askToHandOver({ desk }: Pick<Console, 'desk'>, room: number | null): void {
  desk.setState({ handing: room, dialog: 'hand_over' });
}

const isAway = ({ sync, me }: Console) => sync.store.getState().floor.find(({ user }) => user.id === me.id)?.is_away === true;
const mayBeAway = ({ me }: Console) => answersOrders(me.role);
const goAway = (value: Console, minutes: number | null) =>
  void value.sync.floor?.setAway(true, minutes === null ? null : new Date(Date.now() + minutes * 60_000).toISOString()).catch(() => undefined);

/** What several experts and their leads do with each other. */
export const floorActions = defineActions([
  {
    id: 'hand_over', group: 'chat', title: { ru: 'Передать чат коллеге', en: 'Hand the chat over' }, words: 'отдать перевести transfer assign', keys: ['Alt+KeyR'],
    when: (value) => ownAtHand(value) !== null,
    run(value) {
      const room = ownAtHand(value);
      if (room) askToHandOver(value, room.id);
    },
  },
  { id: 'hand_shift_over', group: 'app', title: { ru: 'Передать смену', en: 'Hand the shift over' }, words: 'конец смены все чаты shift end all', keys: ['Alt+Shift+KeyR'], when: mayBeAway, run: (value) => askToHandOver(value, null) },
  {
    id: 'accept_transfer', group: 'list', title: { ru: 'Принять переданный заказ', en: 'Accept the order handed to you' }, words: 'transfer взять', keys: ['Alt+Shift+KeyY'],
    when: () => document.querySelector('[data-action="accept_transfer"]') !== null,
    run: () => document.querySelector<HTMLButtonElement>('[data-action="accept_transfer"]:not(:disabled)')?.click(),
  },
  { id: 'team', group: 'go', title: { ru: 'Команда: кто чем занят', en: 'Team: who has what' }, words: 'коллеги нагрузка load colleagues supervise', keys: ['Alt+Shift+KeyJ'], run: ({ desk }) => desk.setState({ dialog: 'team' }) },
  { id: 'go_away', group: 'app', title: { ru: 'Отойти', en: 'Go away for a while' }, words: 'перерыв обед пауза break pause', keys: [], when: (value) => mayBeAway(value) && !isAway(value), run: (value) => goAway(value, null) },
  { id: 'go_away_15', group: 'app', title: { ru: 'Отойти на 15 минут', en: 'Go away for 15 minutes' }, words: 'перерыв break', keys: [], when: (value) => mayBeAway(value) && !isAway(value), run: (value) => goAway(value, 15) },
  { id: 'go_away_60', group: 'app', title: { ru: 'Отойти на час', en: 'Go away for an hour' }, words: 'обед lunch', keys: [], when: (value) => mayBeAway(value) && !isAway(value), run: (value) => goAway(value, 60) },
  { id: 'come_back', group: 'app', title: { ru: 'Вернуться к работе', en: 'Come back' }, words: 'я здесь back here', keys: [], when: isAway, run: ({ sync }) => void sync.floor?.setAway(false).catch(() => undefined) },
]);
