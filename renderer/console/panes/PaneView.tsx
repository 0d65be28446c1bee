import { Activity, useCallback, useEffect, useRef } from 'react';
import { Button } from 'antd';
import { Conversation } from '../../chat/Conversation';
import { RoomSearch } from '../../chat/RoomSearch';
import type { ConversationHandle } from '../../chat/Conversation';
import { useChat, useConsole, useDesk, useT } from '../context';
import { useKeptReady } from '../conveyor/kept_ready';
import { clientName } from '../inbox/client';
import type { Pane } from './layout';
import { closePane, focusPane } from './layout';
import { consoleParts } from '../parts';
import { OrderCard } from './OrderCard';
import { PaneHeader } from './PaneHeader';
import { PaneSkeleton } from './PaneSkeleton';

export type PaneViewProps = { pane: Pane; index: number; is_focused: boolean; is_narrow?: boolean };

/** One open chat: header, conversation with its composer, and the order's card when it is asked for. */
export function PaneView({ pane, index, is_focused, is_narrow = false }: PaneViewProps) {
  const t = useT();
  const { desk } = useConsole();
  const room = useChat((state) => state.rooms.get(pane.room)?.room);
  const isKnownGone = useChat((state) => state.has_all_rooms && state.is_caught_up && !state.rooms.has(pane.room));
  const count = useDesk((state) => state.layout.panes.length);
  const isSearching = useDesk((state) => state.searching === pane.room);
  const focus = useCallback(() => desk.arrange((layout) => focusPane(layout, index)), [desk, index]);
  const ready = useKeptReady(pane);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where the window is too narrow for all panes they can be scrolled along.
    if (is_focused) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [is_focused]);

  if (!room) {
    return (
      <section className="pane" aria-label={t('room_loading')}>
        {isKnownGone ? (
          <div className="empty">
            <p className="empty-title">{t('room_gone')}</p>
            <Button onClick={() => desk.arrange((layout) => closePane(layout, index))}>{t('close_pane')}</Button>
          </div>
        ) : (
          <PaneSkeleton />
        )}
      </section>
    );
  }
  return (
    <section
      ref={place}
      className={`pane ${is_focused && count > 1 ? 'is-focused' : ''}`}
      data-pane={index + 1}
      data-room={room.id}
      aria-label={t('pane_name', { name: clientName(room), order: room.order })}
      onFocusCapture={focus}
      onMouseDownCapture={focus}
    >
      <PaneHeader room={room} index={index} pane={pane} is_narrow={is_narrow} />
      <div className="pane-body">
        {[room.id, ...ready].sort((one, two) => one - two).map((id) => (
          <Activity key={id} mode={id === room.id ? 'visible' : 'hidden'}>
            <PaneConversation room={id} is_active={id === room.id && is_focused && !isSearching} is_searching={id === room.id && isSearching} />
          </Activity>
        ))}
        {pane.is_card_open && <OrderCard room={room} index={index} />}
      </div>
    </section>
  );
}

type PaneConversationProps = { room: number; is_active: boolean; is_searching: boolean };

/** One room's conversation; the composer of the one on screen is known to the keys. */
function PaneConversation({ room, is_active, is_searching }: PaneConversationProps) {
  const { sync, desk, composers, onView } = useConsole();
  const handle = useCallback(
    (composer: ConversationHandle | null) => {
      if (composer) composers.set(room, composer);
      return () => void composers.delete(room);
    },
    [composers, room],
  );
  return (
    <Conversation
      ref={handle}
      sync={sync}
      room={room}
      is_active={is_active}
      onView={onView}
      expects_quiet
      parts={consoleParts}
      header={is_searching && <RoomSearch sync={sync} room={room} onClose={() => desk.setState({ searching: null })} />}
    />
  );
}
