import type { Message, Room } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { filesLine } from '../chat/files/file_words';
import { cleanName } from '../chat/names';
import { translator } from '../chat/texts';
import { clientOf } from '../store/select';
import type { Sync } from '../sync/sync';
import type { AlertCall, Host } from './host';
import { consoleTexts } from './texts';

const TITLE_MAX = 120;
const BODY_MAX = 300;

/** What an alert says of a message: who, about which order, and the text on one line. */
export function alertOf(message: Message, room: Room, isInView: boolean, language: Language): AlertCall {
  const client = clientOf(room);
  const isFromClient = client?.id === message.sender;
  const name = cleanName(isFromClient && client ? `${client.first_name} ${client.last_name}` : message.sender_name);
  const text = cleanName(message.message) || filesLine(message.attachments, language) || translator(consoleTexts, language)('attachment');
  return {
    kind: 'message',
    room: room.id,
    order: room.order,
    seq: message.seq,
    title: cut(`${name} · #${room.order}`, TITLE_MAX),
    body: cut(text, BODY_MAX),
    in_view: isInView,
    ...(room.is_muted ? { is_muted: true } : {}),
  };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed().replace(/\ufffd$/, '')}…`;
}

/** Passes each foreign message on to the host, which shows it or says why not; returns how to stop. */
export function sendAlerts(host: Host, sync: Sync, isInView: (room: number) => boolean, language: () => Language): () => void {
  return sync.onForeignMessage((message, room, isRead) => {
    const alert = alertOf(message, room, isInView(room.id), language());
    void host.alert(isRead ? { ...alert, is_read: true } : alert);
  });
}
