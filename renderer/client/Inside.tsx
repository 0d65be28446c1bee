import { Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { chatTexts } from '../chat/chat_texts';
import { ConnectionBanner } from '../chat/Connection';
import { useTexts } from '../chat/language';
import { roomsSorted, totals } from '../store/select';
import type { Sync } from '../sync/sync';
import { clientTexts } from './client_texts';
import { RoomList } from './on_demand';
import { usePageTitle } from './page_title';
import { goTo, useOrder } from './route';
import { Opening } from './Opening';
import { RoomPage } from './RoomPage';

export type InsideProps = { sync: Sync; onSignOut(): void };

/** For whoever is signed in: the conversation, or the list when there are several. */
export function Inside({ sync, onSignOut }: InsideProps) {
  const t = useTexts(chatTexts);
  const tc = useTexts(clientTexts);
  const order = useOrder();
  const rooms = useStore(sync.store, (state) => roomsSorted(state));
  const unread = useStore(sync.store, (state) => totals(state).unread_count);
  const me = useStore(sync.store, (state) => state.me);
  const connection = useStore(sync.store, (state) => state.connection);
  const hasAll = useStore(sync.store, (state) => state.has_all_rooms);
  const keepsOutbox = useStore(sync.store, (state) => state.keeps_outbox);

  const room = order === null ? undefined : rooms.find((one) => one.order === order);
  const only = hasAll && rooms.length === 1 ? rooms[0]?.order : undefined;
  useEffect(() => {
    // One room needs no list. A link to an order that is not the reader's leads to the list, which says so when it is empty.
    if (only !== undefined && order === null) goTo(only, true);
  }, [only, order]);

  usePageTitle(room ? `${t('chat_title')} — ${t('order', { order: room.order })}` : tc('your_chats'), unread);

  const banner = (
    <>
      <ConnectionBanner connection={connection} />
      {!keepsOutbox && <p className="page-notice">{tc('not_kept')}</p>}
    </>
  );
  if (room) {
    return (
      <RoomPage key={room.id} sync={sync} room={room} has_list={rooms.length > 1} banner={banner} onSignOut={onSignOut} />
    );
  }
  if (!me || !hasAll || only !== undefined && order === null) {
    return (
      <>
        {banner}
        <Opening />
      </>
    );
  }
  return (
    <Suspense fallback={<Opening />}>
      <RoomList rooms={rooms} me={me.id} server={sync.server} connection={connection} refused={order !== null} banner={banner} onSignOut={onSignOut} />
    </Suspense>
  );
}
