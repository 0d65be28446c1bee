import { useCallback, useEffect, useRef } from 'react';
import { Button } from 'antd';
import { Conversation } from '../../chat/Conversation';
import { RoomSearch } from '../../chat/RoomSearch';
import { useChat, useConsole, useDesk, useT } from '../context';
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
  const { sync, desk, onView } = useConsole();
  const room = useChat((state) => state.rooms.get(pane.room)?.room);
  const isKnownGone = useChat((state) => state.has_all_rooms && state.is_caught_up && !state.rooms.has(pane.room));
  const count = useDesk((state) => state.layout.panes.length);
  const dialog = useDesk((state) => state.dialog);
  const isSearching = useDesk((state) => state.searching === pane.room);
  const focus = useCallback(() => desk.arrange((layout) => focusPane(layout, index)), [desk, index]);
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
        <Conversation key={room.id} sync={sync} room={room.id} is_active={is_focused && dialog === null && !isSearching} onView={onView} parts={consoleParts} header={isSearching && <RoomSearch sync={sync} room={room.id} onClose={() => desk.setState({ searching: null })} />} />
        {pane.is_card_open && <OrderCard room={room} index={index} />}
      </div>
    </section>
  );
}
