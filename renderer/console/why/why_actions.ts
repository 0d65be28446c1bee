import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';
import type { Why } from './why';

/** The number that the focus is nearest to: the row's, else that of all chats. */
function nearest(value: Console): Why {
  const row = document.activeElement?.closest('.room-row') ? roomAtHand(value) : null;
  if (row === null) return { count: 'unread', room: null };
  return { count: row.unread_count > 0 || row.owed_since === null ? 'unread' : 'owed', room: row.id };
}

/** What explains numbers. */
export const whyActions = defineActions([
  {
    id: 'why', group: 'go', title: { ru: 'Почему это число?', en: 'Why this number?' }, words: 'счётчик значок непрочитанные ждут badge count unread owed', keys: ['Alt+KeyY'],
    run: (value) => value.desk.setState({ dialog: 'why', why: nearest(value) }),
  },
]);
