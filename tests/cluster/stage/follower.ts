import type { Message } from '../../../protocol/entities';
import type { Device } from '../../support/people';

/** A device that keeps one room as the pages do: by facts, and by asking for what is missing whenever it is told that facts may have been missed. */
export function follow(device: Device, room: number): { texts(): string[]; catchUp(): Promise<void> } {
  const texts = new Map<number, string>();
  let rev = 0;
  const take = (message: Message) => void (message.room === room && texts.set(message.id, message.message));
  const catchUp = async (): Promise<void> => {
    for (;;) {
      const { messages, has_more } = await device.get('room:open', { room, since_rev: rev });
      for (const message of messages) {
        take(message);
        rev = Math.max(rev, message.rev);
      }
      if (!has_more) return;
    }
  };
  device.socket.on('message:posted', ({ message }: { message: Message }) => take(message));
  device.socket.on('inbox:stale', () => void catchUp());
  return { texts: () => [...texts.values()].sort(), catchUp };
}
