import type { PlainFrame } from '../../../protocol/plain_socket';
import type { Caller } from '../../caller';
import type { Happening } from '../../happening';

/** The frame that tells a happening to a line of this caller in this room; undefined: nothing it would understand, or not for him. */
export function frameOf(happening: Happening, caller: Caller, room: number): PlainFrame | 'lost' | undefined {
  if (!('fact' in happening)) return undefined;
  if (happening.except_session === caller.session) return undefined;
  if (!happening.to.some(({ user, order }) => user === caller.user && (caller.order === null || order === caller.order))) return undefined;
  switch (happening.fact) {
    case 'message:posted':
      return happening.payload.message.room === room ? { type: 'chat_message', message: happening.payload.message } : undefined;
    case 'message:changed':
      return happening.payload.message.room === room ? { type: 'message_changed', message: happening.payload.message } : undefined;
    case 'typing:changed':
      return happening.payload.room === room ? { type: 'user_typing', user: happening.payload.user, is_typing: happening.payload.is_typing } : undefined;
    case 'room:read_moved':
      return happening.payload.room === room ? { type: 'messages_read', user: happening.payload.user, read_seq: happening.payload.read_seq } : undefined;
    case 'room:left':
      return happening.payload.room === room ? 'lost' : undefined;
    default:
      return undefined;
  }
}
