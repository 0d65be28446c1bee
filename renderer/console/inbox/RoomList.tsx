import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import { startTransition, useCallback, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { listedRooms } from '../../store/views';
import { useChat, useConsole, useDesk, useT } from '../context';
import { extend, noSelection, toggle } from '../bulk/selection';
import { EmptyList } from './EmptyList';
import { NotLoaded } from './NotLoaded';
import { RoomRow } from './RoomRow';
import { focusRow } from './row_focus';
import { RowMenu } from './RowMenu';
import { useDraftRooms } from '../../chat/use_draft_rooms';

const ROW_PX = 72;
const OVERSCAN = 6;

/** The rooms, drawn only where they are seen; arrow keys move along them, Enter opens. */
export function RoomList() {
  const t = useT();
  const { openRoom, me, sync, desk } = useConsole();
  const selected = useDesk((state) => state.selected);
  const sort = useDesk((state) => state.sort);
  const filter = useDesk((state) => state.filter);
  const query = useDeferredValue(useDesk((state) => state.query)).trim();
  const layout = useDesk((state) => state.layout);
  const rooms = useChat((state) => listedRooms(state, sort, filter, query));
  const isLoading = useChat((state) => !state.has_all_rooms && state.rooms.size === 0);
  const drafts = useDraftRooms(me.id, sync.server);
  const scroll = useRef<HTMLDivElement>(null);

  const focusedRoom = layout.panes[layout.focused]?.room ?? null;
  const [walked, setWalked] = useState<number | null>(null);
  const active = Math.max(0, rooms.findIndex((room) => room.id === (walked ?? focusedRoom)));

  const rangeExtractor = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), active])].filter((index) => index < range.count).sort((a, b) => a - b),
    [active],
  );
  // The first frame has the rows that are seen; those around them follow.
  const [isBegun, setIsBegun] = useState(false);
  useEffect(() => startTransition(() => setIsBegun(true)), []);
  const virtual = useVirtualizer({
    count: rooms.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    // Nearly right before anything is measured, so that the first frame has rows in it.
    initialRect: { width: 0, height: window.innerHeight },
    getItemKey: (index) => rooms[index]?.id ?? index,
    overscan: isBegun ? OVERSCAN : 0,
    rangeExtractor,
  });

  // A room that was opened by a key or a notification comes into sight here too.
  useEffect(() => {
    const at = listedRooms(sync.store.getState(), sort, filter, query).findIndex((room) => room.id === focusedRoom);
    if (at >= 0) virtual.scrollToIndex(at);
    if (!scroll.current?.contains(document.activeElement)) setWalked(null);
  }, [virtual, sync, sort, filter, query, focusedRoom]);

  const walkTo = (index: number) => {
    const to = rooms[Math.max(0, Math.min(rooms.length - 1, index))];
    if (!to) return;
    setWalked(to.id);
    virtual.scrollToIndex(rooms.indexOf(to));
    requestAnimationFrame(() => focusRow(to.id));
  };
  const onOpen = useCallback(
    (room: number, how: 'here' | 'beside' | 'toggle' | 'extend') => {
      if (how === 'here' || how === 'beside') {
        setWalked(null);
        return openRoom(room, how);
      }
      const listed = listedRooms(sync.store.getState(), sort, filter, query);
      desk.setState((state) => (how === 'toggle' ? toggle(state, room) : extend(state, listed, room, focusedRoom)));
    },
    [openRoom, desk, sync, sort, filter, query, focusedRoom],
  );
  // A row that got the focus by other ways than the arrow keys is the one from which they go on.
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest<HTMLElement>('.room-row');
    if (row) setWalked(Number(row.dataset['room']));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const current = rooms[active];
    if (event.key === 'Escape' && selected.size > 0) {
      event.preventDefault();
      desk.setState(noSelection);
      return;
    }
    if (event.shiftKey) {
      const next = { ArrowDown: rooms[active + 1], ArrowUp: rooms[active - 1] }[event.key];
      if (!next) return;
      event.preventDefault();
      desk.setState((state) => extend(state, rooms, next.id, current?.id ?? null));
      walkTo(rooms.indexOf(next));
      return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && current) {
      event.preventDefault();
      onOpen(current.id, 'beside');
      return;
    }
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rooms.length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    walkTo(to);
  };

  if (isLoading) return <NotLoaded />;
  return (
    <RowMenu>
      <div className="room-list" ref={scroll}>
        {rooms.length === 0 ? (
          <EmptyList />
        ) : (
          <ul className="room-rows" style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown} onFocus={onFocus} aria-label={t('chats')}>
            {virtual.getVirtualItems().map((item) => {
              const room = rooms[item.index];
              if (!room) return null;
              return (
                <RoomRow
                  key={room.id}
                  room={room}
                  me={me.id}
                  top={item.start}
                  index={item.index}
                  count={rooms.length}
                  shown={room.id === focusedRoom ? 'focused' : layout.panes.some((pane) => pane.room === room.id) ? 'beside' : 'no'}
                  is_active={item.index === active}
                  is_selected={selected.has(room.id)}
                  has_draft={drafts.has(room.id)}
                  onOpen={onOpen}
                />
              );
            })}
          </ul>
        )}
      </div>
    </RowMenu>
  );
}
