import { addToDraft } from '../../sync/drafts';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import { expectArrival } from './arrivals';
import { heldIn, setHeld } from './held';

/** Takes the text that is held to the room that it names: into its field, or into its draft where no field is on screen. */
export function carryHeld({ composers, openRoom, me, sync }: Pick<Console, 'composers' | 'openRoom' | 'me' | 'sync'>, room: number): void {
  const held = heldIn(room);
  const composer = composers.get(room);
  if (!held || held.is_edit || !composer) return;
  const text = composer.text();
  setHeld(room, null);
  composer.replace('');
  const target = held.reason.room;
  const there = composers.get(target);
  expectArrival(target);
  there?.setMode('message');
  if (there) there.append(text);
  else addToDraft(me.id, target, text, sync.server);
  openRoom(target);
  there?.focus();
}

const isHeld = (value: Console) => heldIn(roomAtHand(value)?.id ?? 0)?.is_edit === false;

/** What can be done with a text that may be meant for another room. */
export const guardActions = defineActions([
  {
    id: 'carry_held', group: 'writing', title: { ru: 'Перенести текст в чат, который в нём назван', en: 'Take the text to the chat that it names' }, words: 'не тот чат wrong room', keys: ['Alt+KeyG'], when: isHeld,
    run: (value) => carryHeld(value, roomAtHand(value)?.id ?? 0),
  },
]);
