import type { ReactNode } from 'react';
import type { Room } from '../../protocol/entities';
import { Avatar } from '../chat/Avatar';
import { chatTexts } from '../chat/chat_texts';
import { ConnectionDot } from '../chat/Connection';
import { fullText, listDate } from '../chat/dates';
import { filesLine } from '../chat/files/file_words';
import { useLanguage, useTexts } from '../chat/language';
import { cleanName, fullName } from '../chat/names';
import type { Connection } from '../store/chat';
import { expertOf, lastActivity } from '../store/select';
import { useDraftRooms } from '../chat/use_draft_rooms';
import { clientTexts } from './client_texts';
import { Menu } from './Menu';
import { goTo } from './route';

export type RoomListProps = {
  rooms: readonly Room[];
  me: number;
  /** Origin of the server, '' for the page's own: drafts are kept for one server. */
  server: string;
  connection: Connection;
  /** The address named an order that is not among the reader's. */
  refused: boolean;
  banner: ReactNode;
  onSignOut(): void;
};

/** The reader's conversations, the last spoken in first. */
export function RoomList({ rooms, me, server, connection, refused, banner, onSignOut }: RoomListProps) {
  const t = useTexts(chatTexts);
  const tc = useTexts(clientTexts);
  const drafts = useDraftRooms(me, server);
  return (
    <main className="page page-list">
      <header className="room-header">
        <div className="room-header-texts">
          <h1>{tc('your_chats')}</h1>
        </div>
        <ConnectionDot connection={connection} />
        <Menu onSignOut={onSignOut} />
      </header>
      {banner}
      {refused && (
        <p className="page-notice" role="alert">
          {t('no_access')}
        </p>
      )}
      {rooms.length === 0 ? (
        <div className="list-empty">
          <strong>{tc('no_rooms')}</strong>
          <p>{tc('no_rooms_hint')}</p>
        </div>
      ) : (
        <ul className="room-list">
          {rooms.map((room) => (
            <li key={room.id}>
              <RoomRow room={room} me={me} has_draft={drafts.has(room.id)} />
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function RoomRow({ room, me, has_draft }: { room: Room; me: number; has_draft: boolean }) {
  const t = useTexts(chatTexts);
  const tc = useTexts(clientTexts);
  const language = useLanguage();
  const expert = expertOf(room);
  const last = room.last_message;
  const said = last === null ? '' : last.message.trim() || (filesLine(last.attachments, language) ?? '');
  const text = last === null ? t('no_messages') : last.deleted_at !== null ? t('deleted') : last.sender === me ? tc('wrote_you', { text: said }) : said;
  const at = lastActivity(room);
  return (
    <a
      className="room-row"
      href={`/c/${room.order}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        goTo(room.order);
      }}
    >
      {expert ? (
        <Avatar id={expert.id} name={fullName(expert)} size="l" />
      ) : (
        <span className="avatar avatar-l avatar-nobody" aria-hidden="true">
          #
        </span>
      )}
      <span className="room-row-texts">
        <span className="room-row-top">
          <bdi dir="auto" className="room-row-title">
            {cleanName(room.order_title)}
          </bdi>
          <time dateTime={at} title={fullText(at, language)}>
            {listDate(at, language)}
          </time>
        </span>
        <span className="room-row-order">
          {t('order', { order: room.order })}
          {expert && (
            <>
              {' · '}
              <bdi dir="auto">{fullName(expert)}</bdi>
            </>
          )}
        </span>
        <span className="room-row-bottom">
          <bdi dir="auto" className={`room-row-last ${room.unread_count > 0 ? 'is-unread' : ''}`}>
            {text.slice(0, 200)}
          </bdi>
          {has_draft && <span className="room-row-draft">{t('draft')}</span>}
          {room.unread_count > 0 && (
            <span className="badge">
              <span aria-hidden="true">{room.unread_count}</span>
              <span className="visually-hidden">{t('unread_count', { count: room.unread_count })}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
}
