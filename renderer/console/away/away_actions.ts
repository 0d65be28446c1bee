import { defineActions } from '../keys/action';

/** The way through what happened while nobody was here. */
export const awayActions = defineActions([
  {
    id: 'go_through', group: 'go', title: { ru: 'Дальше по тому, что было без вас', en: 'Next of what happened while you were away' }, words: 'вернулся пропущенное return missed', keys: ['Alt+Shift+KeyG'],
    when: ({ away }) => away.getState().is_told,
    run({ away, openRoom }) {
      const room = away.next();
      if (room !== null) openRoom(room);
    },
  },
]);
