import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Room } from '../../protocol/entities';
import { Avatar } from '../chat/Avatar';
import { chatTexts } from '../chat/chat_texts';
import { ConnectionDot } from '../chat/Connection';
import { Conversation } from '../chat/Conversation';
import { Icon } from '../chat/Icon';
import { useTexts } from '../chat/language';
import { Name } from '../chat/Name';
import { cleanName, fullName } from '../chat/names';
import { Presence } from '../chat/Presence';
import { searchTexts } from '../chat/search_texts';
import { TranscriptButtons } from '../chat/TranscriptButtons';
import { responsibleOf } from '../store/select';
import type { Sync } from '../sync/sync';
import { clientTexts } from './client_texts';
import { Menu } from './Menu';
import { fetchRest, RoomSearch } from './on_demand';
import { PushPrompt } from './PushPrompt';
import { PushSetting } from './PushSetting';
import { RatingCard } from './RatingCard';
import { goTo } from './route';
import { UsualAnswer } from './UsualAnswer';

/** `is_here`: the reader has come to this page. `corner`: what stands at the end of the header; without `onSignOut` there is no way out. */
export type RoomPageProps = { sync: Sync; room: Room; has_list: boolean; is_here?: boolean; banner: ReactNode; corner?: ReactNode; onSignOut?: () => void };

/** One order's conversation, as high as the screen. */
export function RoomPage({ sync, room, has_list, is_here = true, banner, corner, onSignOut }: RoomPageProps) {
  // Where fingers type, a focus of our own would push up the keyboard unasked.
  const [isSearching, setIsSearching] = useState(false);
  useEffect(() => void fetchRest(), []);
  const isActive = useRef(window.matchMedia('(pointer: fine)').matches).current;
  return (
    <main className="page page-room">
      <Conversation
        sync={sync}
        room={room.id}
        is_active={isActive && is_here && !isSearching}
        header={
          <>
            <RoomHeader sync={sync} room={room} has_list={has_list} corner={corner} {...(onSignOut && { onSignOut })} is_searching={isSearching} onSearch={() => setIsSearching(!isSearching)} />
            <Suspense>{isSearching && <RoomSearch sync={sync} room={room.id} onClose={() => setIsSearching(false)} />}</Suspense>
            {banner}
            <PushPrompt sync={sync} room={room} />
            <RatingCard sync={sync} room={room} />
          </>
        }
      />
    </main>
  );
}

type RoomHeaderProps = Omit<RoomPageProps, 'banner' | 'is_here'> & { is_searching: boolean; onSearch(): void };

function RoomHeader({ sync, room, has_list, corner, onSignOut, is_searching, onSearch }: RoomHeaderProps) {
  const t = useTexts(chatTexts);
  const tc = useTexts(clientTexts);
  const ts = useTexts(searchTexts);
  const connection = useStore(sync.store, (state) => state.connection);
  const expert = responsibleOf(room);
  return (
    <header className="room-header">
      {has_list && (
        <button type="button" className="icon-button" aria-label={tc('back')} title={tc('back')} onClick={() => goTo(null)}>
          <Icon name="back" />
        </button>
      )}
      {expert && <Avatar id={expert.user.id} name={fullName(expert.user)} size="l" />}
      <div className="room-header-texts">
        <div className="room-header-over">
          <span>{t('chat_title')}</span> <span className="room-header-order">{t('order', { order: room.order })}</span>
        </div>
        <h1>
          <bdi dir="auto">{cleanName(room.order_title)}</bdi>
        </h1>
        <div className="room-header-expert">
          {expert ? (
            <>
              <Name name={fullName(expert.user)} className="room-header-name" />
              <Presence is_online={expert.is_online} has_text />
              <UsualAnswer sync={sync} room={room} />
            </>
          ) : (
            tc('no_expert')
          )}
        </div>
      </div>
      <ConnectionDot connection={connection} />
      <button type="button" className="icon-button" aria-label={ts('search_here')} title={ts('search_here')} aria-pressed={is_searching} onClick={onSearch}>
        <Icon name="search" />
      </button>
      <Menu onSignOut={onSignOut} is_inside>
        <PushSetting sync={sync} />
        <TranscriptButtons sync={sync} room={room} formats={['html']} className="menu-item" />
      </Menu>
      {corner}
    </header>
  );
}
