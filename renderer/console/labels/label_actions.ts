import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';

/** The rooms that a deed is about: those that are selected, else the one at hand. */
export function roomsAtHand(value: Console): readonly number[] {
  const selected = value.own_window ? [] : [...value.desk.getState().selected];
  const room = roomAtHand(value);
  return selected.length > 0 ? selected : room ? [room.id] : [];
}

/** Labels of the rooms at hand. */
export const labelActions = defineActions([
  {
    id: 'labels', group: 'chat', title: { ru: 'Поставить или снять метки', en: 'Put labels on or take them off' }, words: 'ярлык тег метка tag label', keys: ['KeyL', 'Alt+KeyK'],
    when: (value) => roomsAtHand(value).length > 0, run: (value) => value.desk.setState({ labelling: roomsAtHand(value) }),
  },
]);
