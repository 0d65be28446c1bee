import { Suspense, useEffect, useMemo, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { Account } from '../../protocol/entities';
import type { ConversationHandle } from '../chat/Conversation';
import { consoleActions } from './actions';
import { AdminSection } from './admin/on_demand';
import { ReportsSection } from './reports/on_demand';
import { createAway } from './away/away';
import { ConsoleProvider, useDesk, useT } from './context';
import type { Console } from './context';
import { createConveyor } from './conveyor/conveyor';
import type { DeskStore } from './desk';
import { EventTexts } from '../chat/EventLine';
import { ownEventText } from './floor/own_events';
import { SaveContext } from '../chat/files/save_context';
import { LinkGuard } from './composing/LinkGuard';
import { WhyClicks } from './why/WhyClicks';
import { Dialogs } from './dialogs/Dialogs';
import type { Gate } from './gate';
import { isNarrowNow, useIsNarrow } from './hooks';
import type { Host } from './host';
import { watchArrivals } from './guards/arrivals';
import { shareCopied } from './guards/copied';
import { Inbox } from './inbox/Inbox';
import { createKeyStore } from './keys/bindings';
import { isMacKeyboard } from './keys/combo';
import { Around, Panes } from './on_demand';
import { useKeptFocus } from './keys/keep_focus';
import { useActionKeys } from './keys/use_action_keys';
import { focusedPane, openBeside, openHere, shownRooms } from './panes/layout';
import { runLiveDeck } from './panes/live_deck';
import { watchPointer } from './panes/pointer';
import { closeWithPage, createPopouts } from './panes/popouts';
import { tellStopped } from './stale/tell_stopped';
import { watchOwnPromises } from './promises/offers';
import type { Session } from './session';
import { unsentOf } from './unsent';

type WorkspaceProps = { host: Host; gate: Gate; session: Session; desk: DeskStore; me: Account };

/** The signed-in console: the inbox beside the panes, or one of them on a narrow screen. */
export function Workspace({ host, gate, session, desk, me }: WorkspaceProps) {
  const [composers] = useState(() => new Map<number, ConversationHandle>());
  const [restored] = useState(() => new Set([focusedPane(desk.getState().layout)?.room ?? 0]));
  const conveyor = useMemo(() => createConveyor({ sync: session.sync, desk, composers }), [session, desk, composers]);
  useEffect(() => conveyor.stop, [conveyor]);
  const away = useMemo(() => createAway(session.sync), [session]);
  useEffect(() => away.watch(window), [away]);
  const popouts = useMemo(() => createPopouts(desk), [desk]);
  useEffect(() => closeWithPage(popouts), [popouts]);
  const value = useMemo<Console>(
    () => ({
      host,
      session,
      sync: session.sync,
      desk,
      conveyor,
      away,
      popouts,
      composers,
      restored,
      me,
      is_mac: isMacKeyboard(),
      actions: consoleActions,
      keys: createKeyStore(me.id, consoleActions, isMacKeyboard()),
      async signOut(isSure = false) {
        if (isSure || unsentOf(session.sync, me.id) === 0) await gate.signOut();
        else desk.setState({ dialog: 'sign_out' });
      },
      onView: session.onView,
      openRoom(room, how = 'here') {
        desk.setState({ section: null });
        if (popouts.focus(room)) return;
        desk.arrange((layout) => (how === 'beside' ? openBeside : openHere)(layout, room));
        // Shown already: whoever asks for it wants to write there all the same.
        composers.get(room)?.focus();
        if (!shownRooms(desk.getState().layout).has(room)) desk.setState({ notice: { about: 'all_pinned' } });
      },
    }),
    [host, gate, session, desk, conveyor, away, popouts, composers, restored, me],
  );

  useEffect(watchArrivals, []);
  useEffect(() => shareCopied(me.id), [me.id]);
  useEffect(() => {
    let stopWaiting = () => {};
    const stop = host.onOpenOrder((order) => {
      stopWaiting();
      stopWaiting = openOrderToAnswer(value, order);
    });
    return () => {
      stop();
      stopWaiting();
    };
  }, [host, value]);
  const save = useMemo(() => saverOf(host), [host]);
  useEffect(
    () =>
      host.onOpenRoom((room) => {
        // An order of the queue has no chat yet that could be opened: it is taken first.
        const { queue, transfers } = session.sync.store.getState();
        // What is offered by a colleague stands above the list.
        if (transfers.some(({ state, orders }) => state === 'offered' && orders.some((order) => order.room === room)) && !session.sync.store.getState().rooms.has(room)) document.querySelector<HTMLElement>('[data-action="accept_transfer"]')?.focus();
        else if (queue.some((order) => order.room === room)) desk.setState({ is_queue_open: true });
        else openToAnswer(value, room);
      }),
    [host, value, session, desk],
  );
  useEffect(() => watchOwnPromises(session.sync), [session]);
  useEffect(() => tellStopped(session.sync, desk), [session, desk]);
  useEffect(() => {
    const pointer = watchPointer();
    const stop = runLiveDeck({ sync: session.sync, desk, composers, isReading: pointer.isReading, isNarrow: isNarrowNow });
    return () => {
      stop();
      pointer.stop();
    };
  }, [session, desk, composers]);

  return (
    <ConsoleProvider value={value}>
      <EventTexts value={ownEventText}>
        <SaveContext value={save}>
          <main className="floor-place">
            <h1 className="visually-hidden">Orderline</h1>
            <Floor />
          </main>
        </SaveContext>
        <Dialogs />
        <Suspense>
          <Around />
        </Suspense>
        <LinkGuard />
        <WhyClicks />
      </EventTexts>
    </ConsoleProvider>
  );
}

/** Whoever comes from a notification, the tray or a link wants to write: nothing lies over the room, and keys go to its composer. */
function openToAnswer({ desk, composers, openRoom }: Console, room: number): void {
  closeDialogs();
  desk.setState({ dialog: null, snoozing: null, labelling: null });
  openRoom(room);
  // Where it is shown already; a room that is only just opened takes the focus by itself.
  requestAnimationFrame(() => composers.get(room)?.focus());
}

/** Leaves every open dialog, the topmost first, as Escape would: those inside of a chat belong to nobody here. */
function closeDialogs(): void {
  for (const dialog of [...document.querySelectorAll('dialog[open]')].reverse()) dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
}

/** The same for an order of which only the number is known, as soon as it is known which room that is; returns how to stop waiting. */
function openOrderToAnswer(parts: Console, order: number): () => void {
  const { sync, desk } = parts;
  const look = (): boolean => {
    const { rooms, has_all_rooms } = sync.store.getState();
    const known = [...rooms.values()].find(({ room }) => room.order === order)?.room.id;
    if (known !== undefined) openToAnswer(parts, known);
    // Making a room is nothing for a link to do: whoever wants it says so.
    else if (has_all_rooms) {
      closeDialogs();
      desk.setState({ dialog: 'open_order', asked_order: order, snoozing: null, labelling: null });
    }
    return known !== undefined || has_all_rooms;
  };
  if (look()) return () => {};
  const stop = sync.store.subscribe(() => {
    if (look()) stop();
  });
  return stop;
}

/** The desktop saves files itself, a browser does. */
function saverOf({ shell }: Host): ((url: string) => void) | null {
  return shell && ((url) => void shell.download(url));
}

function Floor() {
  const t = useT();
  const isNarrow = useIsNarrow();
  const narrow = useDesk((state) => state.layout.narrow);
  const sizes = useDefaultLayout({ id: 'orderline.floor', storage: localStorage });
  const section = useDesk((state) => state.section);
  useActionKeys();
  useKeptFocus();

  // Neither list nor panes stay below it: what nobody sees, nobody reads.
  if (section === 'reports') {
    return (
      <Suspense>
        <ReportsSection />
      </Suspense>
    );
  }
  if (section !== null) {
    return (
      <Suspense>
        <AdminSection />
      </Suspense>
    );
  }
  if (isNarrow) return <div className="floor floor-narrow">{narrow === 'list' ? <Inbox /> : <Suspense fallback={<PanesPlace />}><Panes is_narrow /></Suspense>}</div>;
  return (
    <Group className="floor" defaultLayout={sizes.defaultLayout} onLayoutChanged={sizes.onLayoutChanged} resizeTargetMinimumSize={{ coarse: 20, fine: 8 }}>
      <Panel id="list" defaultSize={360} minSize={260} maxSize={520} groupResizeBehavior="preserve-pixel-size">
        <Inbox />
      </Panel>
      <Separator className="split" aria-label={t('resize_list')} />
      <Panel id="panes" minSize={320}>
        <Suspense fallback={<PanesPlace />}>
          <Panes />
        </Suspense>
      </Panel>
    </Group>
  );
}

/** Where the open chats will be in a moment. */
const PanesPlace = () => <div className="panes-place" />;
