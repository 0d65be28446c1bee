import type { Room } from '../../../protocol/entities';
import { isRoomUnread } from '../../store/select';
import type { RoomKeeping } from '../../sync/keeping';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { roomAtHand } from '../keys/at_hand';

function keep(value: Console, keeping: (room: Room) => RoomKeeping): void {
  const room = roomAtHand(value);
  if (room) value.sync.keep(room.id, keeping(room)).catch(() => undefined);
}

const hasRoom = (value: Console) => roomAtHand(value) !== null;

function canBeMarked(value: Console): boolean {
  const room = roomAtHand(value);
  return room !== null && room.last_seq > 0 && (room.unread_from !== null || !isRoomUnread(room));
}

/** How this expert keeps the room at hand. */
export const keepingActions = defineActions([
  { id: 'pin', group: 'chat', title: { ru: 'Закрепить чат или открепить', en: 'Pin or unpin the chat' }, keys: ['Alt+KeyP'], when: hasRoom, run: (value) => keep(value, (room) => ({ is_pinned: !room.is_pinned })) },
  { id: 'mute', group: 'chat', title: { ru: 'Не уведомлять об этом чате или снова уведомлять', en: 'Mute or unmute the chat' }, keys: ['Alt+KeyM'], when: hasRoom, run: (value) => keep(value, (room) => ({ is_muted: !room.is_muted })) },
  {
    id: 'mark_unread', group: 'chat', title: { ru: 'Пометить непрочитанным или снять пометку', en: 'Mark unread or take the mark away' }, keys: ['Alt+Shift+KeyU'], when: canBeMarked,
    run: (value) => keep(value, (room) => ({ unread_from: room.unread_from === null ? room.last_seq : null })),
  },
]);
