import type { Room } from '../../../protocol/entities';
import { fullName } from '../../chat/names';
import { clientOf } from '../../store/select';

/** The client's name as it may be shown; the order's number where there is no client. */
export function clientName(room: Room): string {
  const client = clientOf(room);
  return (client && fullName(client)) || `#${room.order}`;
}

/** The client's id, for his colour. */
export function clientId(room: Room): number {
  return clientOf(room)?.id ?? room.id;
}

/** Whether the client is connected. */
export function isClientOnline(room: Room): boolean {
  return room.participants.some((participant) => participant.role === 'client' && participant.is_online);
}
