import type { Message, Room } from '../../../protocol/entities';
import { chatTexts } from '../../chat/chat_texts';
import { filesLine } from '../../chat/files/file_words';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { clientOf, typistsOf } from '../../store/select';
import { useChat, useT } from '../context';

const PREVIEW_MAX = 160;

/** What was said last, on one line: whose it is, or that somebody is typing right now. */
export function Preview({ room, me }: { room: Room; me: number }) {
  const t = useT();
  const chat = useTexts(chatTexts);
  const language = useLanguage();
  const isTyping = useChat((state) => typistsOf(state, room.id).length > 0);
  const message = room.last_message;
  if (isTyping) return <span className="preview is-typing">{chat('typing')}</span>;
  if (!message) return <span className="preview is-empty">{t('no_messages')}</span>;
  const text = previewText(message) ?? filesLine(message.attachments, language) ?? t(message.deleted_at ? 'deleted' : 'attachment');
  const who = message.sender === me ? t('you_said', { text: '' }) : clientOf(room)?.id === message.sender ? '' : `${cleanName(message.sender_name)}: `;
  return (
    <span className={`preview ${message.deleted_at ? 'is-empty' : ''}`}>
      {who && <span className="preview-who">{who}</span>}
      <bdi>{text}</bdi>
    </span>
  );
}

/** The first of a message's text as one clean line; null when it has none. */
export function previewText(message: Message): string | null {
  return cleanName(message.message.slice(0, PREVIEW_MAX)) || null;
}
