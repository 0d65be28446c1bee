import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Message } from '../../../protocol/entities';
import { fullText, listDate, timeText } from '../../chat/dates';
import { filesLine } from '../../chat/files/file_words';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { cleanName } from '../../chat/names';
import { useConsole } from '../context';
import { ChevronIcon } from '../icons';
import { clientName } from '../inbox/client';
import type { WhyCount, WhyRoom } from './why';
import { messagesBehind } from './why_messages';
import { whyTexts } from './why_texts';

const EXCERPT_MAX = 200;

/** One room and its part of the number; opened, the messages behind it. */
export function WhyRoomItem({ part, count, is_open, onClose }: { part: WhyRoom; count: WhyCount; is_open: boolean; onClose: () => void }) {
  const t = useTexts(whyTexts);
  const language = useLanguage();
  const { openRoom } = useConsole();
  const [isOpen, setIsOpen] = useState(is_open);
  const { room } = part;
  const name = clientName(room);
  return (
    <li className="why-room">
      <div className="why-room-line">
        <button type="button" className="why-room-open" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <ChevronIcon size={14} />
          <span className="why-room-name">
            <span className="ellipsis" title={name}>
              <Name name={name} />
            </span>{' '}
            <span className="soft">#{room.order}</span>
          </span>
          {part.is_marked && <span className="soft">{t('marked')}</span>}
          {count === 'owed' && room.owed_since && <span className="soft">{t('since', { time: listDate(room.owed_since, language) })}</span>}
          <span className="why-part">{part.part.toLocaleString(language)}</span>
        </button>
        <Button
          size="small"
          aria-label={`${t('open')}: ${name}, #${room.order}`}
          onClick={() => {
            onClose();
            openRoom(room.id);
          }}
        >
          {t('open')}
        </Button>
      </div>
      {isOpen && <Behind part={part} count={count} />}
    </li>
  );
}

function Behind({ part: { room, part, is_marked }, count }: { part: WhyRoom; count: WhyCount }) {
  const t = useTexts(whyTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const [messages, setMessages] = useState<readonly Message[] | null | 'loading'>('loading');
  // Asked again whenever the room has changed, so that the list and the number are of the same moment.
  useEffect(() => {
    let isOver = false;
    void messagesBehind(sync, room, count).then((found) => !isOver && setMessages(found));
    return () => {
      isOver = true;
    };
  }, [sync, room, count]);
  if (messages === 'loading') return <p className="soft why-note">{t('loading')}</p>;
  if (messages === null) return <p className="form-error why-note">{t('failed')}</p>;
  const isWhole = count === 'unread' ? messages.length === part : messages.length > 0 || is_marked;
  return (
    <>
      {!isWhole && <p className="form-error why-note">{t('differs', { found: messages.length, shown: part })}</p>}
      <ol className="why-messages">
        {messages.map((message) => (
          <li key={message.id} className="why-message">
            <span className="why-seq">{t('number', { seq: message.seq })}</span>
            <time dateTime={message.created_at} title={fullText(message.created_at, language)}>
              {timeText(message.created_at, language)}
            </time>
            <span className="ellipsis">
              <bdi>{cleanName(message.sender_name)}</bdi>: <bdi>{cleanName(message.message.slice(0, EXCERPT_MAX)) || filesLine(message.attachments, language) || t('file_only')}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
