import { memo } from 'react';
import type { MouseEvent } from 'react';
import type { Room } from '../../../protocol/entities';
import { Avatar } from '../../chat/Avatar';
import { fullText, listDate } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { isRoomUnread, lastActivity } from '../../store/select';
import { useConsole, useT } from '../context';
import { useNow } from '../hooks';
import { BesideIcon, CheckIcon, PencilIcon } from '../icons';
import { KeepMarks, UnreadMark } from '../later/KeepMarks';
import { bulkTexts } from '../bulk/bulk_texts';
import { LabelChips } from '../labels/LabelChips';
import { Viewers } from '../team/Viewers';
import { DueMark, OfferMark } from '../promises/DueMark';
import { StateMark } from '../triage/StateMark';
import { clientId, clientName, isClientOnline } from './client';
import { FailedMark } from './FailedMark';
import { Preview } from './Preview';

export type RoomRowProps = {
  room: Room;
  me: number;
  top: number;
  index: number;
  count: number;
  /** Where the room is open. */
  shown: 'focused' | 'beside' | 'no';
  /** The row that the Tab key reaches. */
  is_active: boolean;
  is_selected: boolean;
  has_draft: boolean;
  onOpen: (room: number, how: 'here' | 'beside' | 'toggle' | 'extend') => void;
};

/** One room of the list. */
export const RoomRow = memo(function RoomRow({ room, me, top, index, count, shown, is_active, is_selected, has_draft, onOpen }: RoomRowProps) {
  const t = useT();
  const language = useLanguage();
  const { is_mac } = useConsole();
  const now = useNow();
  const name = clientName(room);
  const at = lastActivity(room);
  const isUnread = isRoomUnread(room);
  const tb = useTexts(bulkTexts);
  const open = (event: MouseEvent) => onOpen(room.id, event.shiftKey ? 'extend' : (is_mac ? event.metaKey : event.ctrlKey) ? 'toggle' : 'here');
  const openBeside = (event: MouseEvent) => event.button === 1 && onOpen(room.id, 'beside');

  return (
    <li
      className={`room-row is-${shown} ${isUnread ? 'is-unread' : ''} ${is_selected ? 'is-selected' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      data-room={room.id}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      <button type="button" className="room-open" tabIndex={is_active ? 0 : -1} aria-current={shown === 'focused' ? 'true' : undefined} onClick={open} onAuxClick={openBeside}>
        {is_selected ? (
          <span className="row-check">
            <CheckIcon />
            <span className="visually-hidden">{tb('row_selected')}, </span>
          </span>
        ) : (
          <Avatar id={clientId(room)} name={name} size="m" is_online={isClientOnline(room)} />
        )}
        <span className="room-lines">
          <span className="room-line">
            <span className="room-name">
              <Name name={name} />
              {isClientOnline(room) && <span className="visually-hidden">, {t('person_online')}</span>}
            </span>
            <time className="room-time" dateTime={at} title={fullText(at, language)}>
              {listDate(at, language, new Date(now))}
            </time>
          </span>
          <span className="room-line room-order">
            <span className="room-title">
              #{room.order} <bdi>{room.order_title}</bdi>
            </span>
            <LabelChips room={room} max={2} />
            <Viewers room={room.id} />
            <KeepMarks room={room} />
            <DueMark due_at={room.due_at} />
            <OfferMark room={room.id} />
            <StateMark room={room} />
          </span>
          <span className="room-line">
            <Preview room={room} me={me} />
            <FailedMark room={room.id} />
            {has_draft && (
              <span className="row-mark draft-mark">
                <PencilIcon size={12} />
                {t('draft')}
              </span>
            )}
            {isUnread && room.unread_count === 0 && <UnreadMark />}
            {room.unread_count > 0 && (
              <span className="badge" data-why="unread">
                <span aria-hidden="true">{room.unread_count > 999 ? '999+' : room.unread_count}</span>
                <span className="visually-hidden">{t('unread_badge', { count: room.unread_count })}</span>
              </span>
            )}
          </span>
        </span>
      </button>
      <button type="button" className="room-beside" tabIndex={-1} title={t('open_beside')} aria-label={t('open_beside_name', { name, order: room.order })} onClick={() => onOpen(room.id, 'beside')}>
        <BesideIcon size={14} />
      </button>
    </li>
  );
});
