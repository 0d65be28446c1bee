import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import { expectArrival } from './arrivals';
import { carryTo, heldIn, setHeld } from './held';

/** Takes the text that is held to the room that it names. */
export function carryHeld({ composers, openRoom }: Pick<Console, 'composers' | 'openRoom'>, room: number): void {
  const held = heldIn(room);
  const composer = composers.get(room);
  if (!held || !composer) return;
  const text = composer.text();
  setHeld(room, null);
  composer.replace('');
  expectArrival(held.reason.room);
  carryTo(held.reason.room, text);
  openRoom(held.reason.room);
}

const isHeld = (value: Console) => heldIn(roomAtHand(value)?.id ?? 0) !== null;

/** What can be done with a text that may be meant for another room. */
export const guardActions = defineActions([
  {
    id: 'carry_held', group: 'writing', title: { ru: 'Перенести текст в чат, который в нём назван', en: 'Take the text to the chat that it names' }, words: 'не тот чат wrong room', keys: ['Alt+KeyG'], when: isHeld,
    run: (value) => carryHeld(value, roomAtHand(value)?.id ?? 0),
  },
]);
