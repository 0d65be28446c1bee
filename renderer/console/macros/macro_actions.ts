import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { focusedPane } from '../panes/layout';
import { lastMacro, takeReply } from './use_reply';

const shown = ({ desk }: Console) => focusedPane(desk.getState().layout)?.room ?? null;

/** The macro that was taken last, by key: the palette and the slash have all of them. */
export const macroActions = defineActions([
  {
    id: 'repeat_macro', group: 'writing', title: { ru: 'Последний макрос ещё раз', en: 'The last macro again' }, words: 'заготовка повторить canned reply repeat', keys: ['Alt+KeyJ'],
    when: (value) => shown(value) !== null && lastMacro(value.me.id, value.sync.store.getState().replies) !== undefined,
    run(value) {
      const state = value.sync.store.getState();
      const [reply, room] = [lastMacro(value.me.id, state.replies), state.rooms.get(shown(value) ?? 0)?.room];
      const composer = room && value.composers.get(room.id);
      if (reply && composer) takeReply(value.me.id, room, reply, composer);
    },
  },
]);
