import { defineActions } from '../keys/action';
import { shownRoom } from '../keys/at_hand';
import { lastMacro, takeReply } from './use_reply';

/** The macro that was taken last, by key: the palette and the slash have all of them. */
export const macroActions = defineActions([
  {
    id: 'repeat_macro', group: 'writing', title: { ru: 'Последний макрос ещё раз', en: 'The last macro again' }, words: 'заготовка повторить canned reply repeat', keys: ['Alt+KeyJ'],
    when: (value) => shownRoom(value) !== null && lastMacro(value.me.id, value.sync.store.getState().replies) !== undefined,
    run(value) {
      const [reply, room] = [lastMacro(value.me.id, value.sync.store.getState().replies), shownRoom(value)];
      const composer = room && value.composers.get(room.id);
      if (reply && composer) takeReply(value.me.id, room, reply, composer);
    },
  },
]);
