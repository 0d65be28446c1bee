import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { Avatar } from '../../chat/Avatar';
import { Name } from '../../chat/Name';
import { OwnDocument } from '../../chat/own_document';
import { Presence } from '../../chat/Presence';
import { useChat, useConsole, useDesk, useT } from '../context';
import type { Console } from '../context';
import { IconButton } from '../IconButton';
import { CardIcon, LayoutIcon } from '../icons';
import { clientId, clientName, isClientOnline } from '../inbox/client';
import { OwedMark } from '../inbox/OwedMark';
import { actionFor } from '../keys/use_action_keys';
import { takesText } from '../keys/combo';
import { OrderCard } from './OrderCard';
import { PaneConversation } from './PaneConversation';

/** The chats in windows of their own, drawn from here: the same store, the same connection. */
export function PopoutWindows() {
  const { popouts } = useConsole();
  const windows = useStore(popouts, (state) => state.windows);
  return [...windows].map(([room, view]) =>
    createPortal(
      <OwnDocument value={view.document}>
        <PopoutView room={room} view={view} />
      </OwnDocument>,
      view.document.body,
      String(room),
    ),
  );
}

function PopoutView({ room: id, view }: { room: number; view: Window }) {
  const t = useT();
  const value = useConsole();
  const { popouts, away } = value;
  const room = useChat((state) => state.rooms.get(id)?.room);
  const isGone = useChat((state) => state.has_all_rooms && state.is_caught_up && !state.rooms.has(id));
  const dialog = useDesk((state) => state.dialog);
  const [isCardOpen, setIsCardOpen] = useState(false);
  const title = room ? `${clientName(room)} · #${room.order}` : 'Orderline';

  useEffect(() => {
    view.document.title = title;
  }, [view, title]);
  useEffect(() => {
    if (isGone) popouts.close(id, false);
  }, [popouts, id, isGone]);
  useEffect(() => away.watch(view), [away, view]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => pressed(event, id, view, value);
    view.addEventListener('keydown', onKeyDown);
    return () => view.removeEventListener('keydown', onKeyDown);
  }, [id, view, value]);

  if (!room) return null;
  return (
    <main className="pane popout-pane" data-room={id} aria-label={t('pane_name', { name: clientName(room), order: room.order })}>
      <header className="pane-header">
        <Avatar id={clientId(room)} name={clientName(room)} size="m" />
        <div className="pane-who">
          <h1 className="pane-name">
            <span className="ellipsis">
              <Name name={clientName(room)} />
            </span>
            <Presence is_online={isClientOnline(room)} />
          </h1>
          <p className="pane-order">
            <span className="ellipsis">
              #{room.order} <bdi>{room.order_title}</bdi>
            </span>
          </p>
        </div>
        {room.owed_since && <OwedMark since={room.owed_since} />}
        <IconButton name={t('order_card')} is_pressed={isCardOpen} onClick={() => setIsCardOpen(!isCardOpen)}>
          <CardIcon />
        </IconButton>
        <IconButton name={t('pane_dock')} action="own_window" onClick={() => dock(value, id)}>
          <LayoutIcon />
        </IconButton>
      </header>
      <div className="pane-body">
        <PaneConversation room={id} index={-1} is_active={dialog === null} is_searching={false} />
        {isCardOpen && <OrderCard room={room} onClose={() => setIsCardOpen(false)} />}
      </div>
    </main>
  );
}

function dock({ popouts }: Console, room: number): void {
  popouts.close(room, true);
  window.focus();
}

/** The keys of a chat's own window: what is about this chat is done here, everything else in the main window, which comes to the front. */
function pressed(event: KeyboardEvent, room: number, view: Window, value: Console): void {
  if (event.defaultPrevented || view.document.querySelector('dialog[open]')) return;
  const action = actionFor(event, value, takesText(event.target));
  if (!action) return;
  event.preventDefault();
  if (action.id === 'own_window') return dock(value, room);
  if (action.id === 'close_pane') return value.popouts.close(room, false);
  if (action.id === 'send_next') {
    const composer = value.composers.get(room);
    void composer?.send().then((isSent) => {
      if (isSent && value.conveyor.next()) window.focus();
    });
    return;
  }
  window.focus();
  if (action.when?.(value) !== false) action.run(value);
}
