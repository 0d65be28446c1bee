import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { Avatar } from '../../chat/Avatar';
import { Name } from '../../chat/Name';
import { OwnDocument } from '../../chat/own_document';
import { Presence } from '../../chat/Presence';
import { useChat, useConsole, useDesk, useT } from '../context';
import type { Console } from '../context';
import { DeskNotice } from '../DeskNotice';
import { IconButton } from '../IconButton';
import { CardIcon, LayoutIcon, SearchIcon } from '../icons';
import { clientId, clientName, isClientOnline } from '../inbox/client';
import { actionFor } from '../keys/use_action_keys';
import { takesText } from '../keys/combo';
import { LabelChips } from '../labels/LabelChips';
import { KeepMenu } from '../later/KeepMenu';
import { DueMark } from '../promises/DueMark';
import { Viewers } from '../team/Viewers';
import { DecidedToast } from '../triage/DecidedToast';
import { StateMark } from '../triage/StateMark';
import { TriageButtons } from '../triage/TriageButtons';
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
  const { popouts, away, desk } = value;
  const room = useChat((state) => state.rooms.get(id)?.room);
  const isGone = useChat((state) => state.has_all_rooms && state.is_caught_up && !state.rooms.has(id));
  const dialog = useDesk((state) => state.dialog);
  const isSearching = useDesk((state) => state.searching === id);
  const isAskedInMain = useDesk((state) => state.dialog !== null || state.labelling !== null);
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
    // What asks about this chat in a dialog stands in the main window.
    if (isAskedInMain && view.document.hasFocus()) window.focus();
  }, [view, isAskedInMain]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => pressed(event, id, view, value, () => setIsCardOpen((isOpen) => !isOpen));
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
            <LabelChips room={room} max={2} />
          </p>
        </div>
        <Viewers room={id} />
        <DueMark due_at={room.due_at} />
        <StateMark room={room} />
        <TriageButtons room={room} />
        <IconButton name={t('search_room')} action="search_room" className="pane-elsewhere" is_pressed={isSearching} onClick={() => desk.setState({ searching: isSearching ? null : id })}>
          <SearchIcon />
        </IconButton>
        <KeepMenu room={room} />
        <IconButton name={t('order_card')} action="order_card" is_pressed={isCardOpen} onClick={() => setIsCardOpen(!isCardOpen)}>
          <CardIcon />
        </IconButton>
        <IconButton name={t('pane_dock')} action="own_window" onClick={() => dock(value, id)}>
          <LayoutIcon />
        </IconButton>
      </header>
      <div className="pane-body">
        <PaneConversation room={id} index={-1} is_active={dialog === null && !isSearching} is_searching={isSearching} />
        {isCardOpen && <OrderCard room={room} onClose={() => setIsCardOpen(false)} />}
      </div>
      <div className="told-place">
        <DeskNotice />
        <DecidedToast of={id} />
      </div>
    </main>
  );
}

function dock({ popouts }: Console, room: number): void {
  popouts.close(room, true);
  window.focus();
}

/**
 * The keys of a chat's own window. What is about a chat is about this one, never about the pane that the main window happens to have in focus;
 * everything else is done in the main window, which comes to the front.
 */
function pressed(event: KeyboardEvent, room: number, view: Window, value: Console, toggleCard: () => void): void {
  if (event.defaultPrevented || view.document.querySelector('dialog[open]')) return;
  const action = actionFor(event, value, takesText(event.target));
  if (!action) return;
  event.preventDefault();
  if (event.repeat && !action.is_repeated) return;
  if (action.id === 'own_window') return dock(value, room);
  if (action.id === 'close_pane') return value.popouts.close(room, false);
  if (action.id === 'order_card') return toggleCard();
  if (action.id === 'search_room') {
    view.document.querySelector<HTMLElement>('.room-search-input')?.focus();
    return value.desk.setState({ searching: room });
  }
  if (action.id === 'send_next') {
    const composer = value.composers.get(room);
    void composer?.send().then((isSent) => {
      if (isSent && value.conveyor.next()) window.focus();
    });
    return;
  }
  const isOfChat = action.group === 'chat' || action.group === 'writing';
  if (!isOfChat) window.focus();
  const place = isOfChat ? { ...value, own_window: { room, document: view.document } } : value;
  if (action.when?.(place) !== false) action.run(place);
}
