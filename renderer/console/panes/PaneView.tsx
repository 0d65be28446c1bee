import { Activity, useCallback, useEffect, useRef } from 'react';
import { useChat, useConsole, useDesk, useT } from '../context';
import { useKeptReady } from '../conveyor/kept_ready';
import { clientName } from '../inbox/client';
import { GonePane } from './GonePane';
import type { Pane } from './layout';
import { closePane, focusPane, toggleCard } from './layout';
import { OrderCard } from './OrderCard';
import { usePaneDrag } from './pane_drag';
import { PaneConversation } from './PaneConversation';
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
  const { is_dragged, is_target } = usePaneDrag(index);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where the window is too narrow for all panes they can be scrolled along.
    if (is_focused) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [is_focused]);

  if (!room) {
    return (
      <section className="pane" aria-label={t('room_loading')}>
        {isKnownGone ? (
          <GonePane room={pane.room} onClose={() => desk.arrange((layout) => closePane(layout, index))} />
        ) : (
          <PaneSkeleton />
        )}
      </section>
    );
  }
  return (
    <section
      ref={place}
      className={`pane ${is_focused && count > 1 ? 'is-focused' : ''} ${is_dragged ? 'is-dragged' : ''} ${is_target ? 'is-target' : ''}`}
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
            <PaneConversation room={id} index={index} is_active={id === room.id && is_focused && !isSearching} is_searching={id === room.id && isSearching} />
          </Activity>
        ))}
        {pane.is_card_open && <OrderCard room={room} onClose={() => desk.arrange((layout) => toggleCard(layout, index))} />}
      </div>
    </section>
  );
}
