import { useEffect, useRef, useState } from 'react';
import type { Message } from '../../protocol/entities';
import { chatTexts } from './chat_texts';
import { filesLine } from './files/file_words';
import { useLanguage, useTexts } from './language';
import { cleanName } from './names';
import { newsFor } from './announced';

const READ_MAX = 300;
/** So many stay in the page: a screen reader reads each when it is added. */
const KEPT = 6;

type Line = { key: string; text: string };

/**
 * Reads out what others write in a shown room, each message once: nothing of what was there when it opened, nothing of what is loaded
 * later from before, nothing of one's own.
 */
export function Announcer({ messages, last, me }: { messages: readonly Message[]; last: Message | null; me: number }) {
  const t = useTexts(chatTexts);
  const language = useLanguage();
  const said = useRef<number | null>(null);
  const [lines, setLines] = useState<readonly Line[]>([]);

  // A room that was out of sight begins anew.
  useEffect(() => () => void (said.current = null), []);
  useEffect(() => {
    const news = newsFor(messages, last, said.current, me);
    said.current = news.said;
    if (news.messages.length === 0 && news.more === 0) return;
    const read = news.messages.map((message): Line => {
      const text = cleanName(message.message.slice(0, READ_MAX)) || filesLine(message.attachments, language) || '';
      return { key: String(message.seq), text: `${cleanName(message.sender_name)}: ${text}` };
    });
    const more: Line[] = news.more > 0 ? [{ key: `more ${news.said}`, text: t('announced_more', { count: news.more }) }] : [];
    setLines((before) => [...before, ...more, ...read].slice(-KEPT));
  }, [messages, last, me, language, t]);

  return (
    <div className="visually-hidden announcer" aria-live="polite" aria-relevant="additions" aria-atomic="false">
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
