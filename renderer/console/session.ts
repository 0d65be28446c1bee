import type { OwedRoom } from '../../protocol/desktop';
import type { Language } from '../../protocol/errors';
import type { View } from '../chat/Conversation';
import { clientOf, owedRooms, totals } from '../store/select';
import type { ChatState } from '../store/chat';
import { countLate } from '../store/deadlines';
import { changedRooms } from '../store/room_map';
import { createCache } from '../sync/cache';
import { eraseReceived, eraseUnsent } from '../sync/erase';
import { fetchJson } from '../sync/http';
import type { HttpMethod, HttpResult } from '../sync/http';
import { lastUserOf } from '../sync/last_user';
import { createFloor } from '../sync/floor';
import { createShelf } from '../sync/shelf';
import { createSync } from '../sync/sync';
import type { AuthSource, Renewal, Sync } from '../sync/sync';
import { accountCalls } from './account_calls';
import type { AccountCalls, Ask } from './account_calls';
import { sendAlerts } from './alerts';
import { eraseDesk } from './desk';
import type { Host } from './host';
import { carryOutDeeds } from './notification_deeds';
import { sendMentionAlerts } from './notes/mention_alerts';
import { forgetEmail } from './signin/remembered_email';
import { eraseReminded, sendReminders } from './reminders';
import { eraseWarned, sendDeadlineAlerts } from './service_levels/deadline_alerts';
import { sendTransferAlerts } from './floor/transfer_alerts';
import { sendQueueAlerts } from './team/queue_alerts';

const OWED_IN_TRAY = 5;
const LATE_TICK_MS = 15_000;

export type Session = {
  readonly sync: Sync;
  /** What its user may ask about his own account. */
  readonly account: AccountCalls;
  /** What administrators ask over HTTP. */
  readonly ask: Ask;
  /** What is on screen of a shown room; alerts of it depend on that. */
  onView(room: number, view: View): void;
  stop(): Promise<void>;
  /** Takes away what this device has kept of this user: everything, or only what can be had again from the server. */
  erase(what: 'all' | 'received'): Promise<void>;
};

/** One signed-in stretch: sync, the calls that need its access token, and what the host is told of it. */
export function createSession(host: Host, language: () => Language): Session {
  const server = host.state.getState().server ?? '';
  const keeper = keepToken(host.auth);
  const sync = createSync({ server, auth: keeper.auth, language: language(), page: 'console', cache: createCache, shelf: createShelf, floor: createFloor });
  const views = new Map<number, View>();
  const isInView = (room: number) => views.get(room)?.is_in_view ?? false;
  const stops = [tellHost(host, sync), host.onPlaceAsked((place) => findPlace(sync, place)), host.onSuspending(() => sync.rest()), host.onResumed(() => sync.wake(true)), sendAlerts(host, sync, isInView, language), sendMentionAlerts(host, sync, isInView, language), sendReminders(host, sync, isInView, language), sendDeadlineAlerts(host, sync, isInView, language), sendQueueAlerts(host, sync, language), sendTransferAlerts(host, sync, language), carryOutDeeds(host, sync)];
  const ask = async <T>(method: HttpMethod, path: string, body?: object, isAgain = false): Promise<HttpResult<T>> => {
    const token = await keeper.token(isAgain);
    if (!token.ok) return { ...token, message: '' };
    const result = await fetchJson<T>(`${server}${path}`, language(), { method, body, token: token.access_token, page: 'console' });
    const isStale = !result.ok && (result.code === 'unauthorized' || result.code === 'token_expired');
    return isStale && !isAgain ? ask<T>(method, path, body, true) : result;
  };
  // Once the session has ended the store knows nobody any more.
  let user = lastUserOf(server).get()?.id ?? null;
  stops.push(sync.store.subscribe(({ me }) => (user = me?.id ?? user)));
  sync.start();
  return {
    sync,
    account: accountCalls(ask),
    ask: (method, path, body) => ask(method, path, body),
    onView: (room, view) => void views.set(room, view),
    async stop() {
      stops.forEach((stop) => stop());
      await sync.stop();
    },
    async erase(what) {
      if (user === null) return;
      eraseReminded(server, user);
      eraseWarned(server, user);
      await host.eraseAlerts(user, what === 'all');
      await eraseReceived(server, user);
      if (what === 'received') return;
      eraseDesk(user);
      forgetEmail();
      await eraseUnsent(server, user);
    },
  };
}

/** Whether the room, or the room of the order, is one of this user's; a no waits until all his rooms are known. */
function findPlace({ store }: Sync, { room, order }: { room: number | null; order: number | null }): Promise<boolean> {
  const isHere = ({ rooms }: ChatState) => (room === null ? [...rooms.values()].some((entry) => entry.room.order === order) : rooms.has(room));
  const isKnown = (state: ChatState) => state.is_caught_up || isHere(state);
  return new Promise((resolve) => {
    const look = (state: ChatState) => {
      if (!isKnown(state)) return;
      stop();
      resolve(isHere(state));
    };
    const stop = store.subscribe(look);
    look(store.getState());
  });
}

/** Remembers the access token that sync works with, so that the few HTTP calls of the console need no renewal of their own. */
function keepToken(auth: AuthSource) {
  let last: Extract<Renewal, { ok: true }> | null = null;
  let goodUntil = 0;
  const renew = async () => {
    const result = await auth.renew();
    last = result.ok ? result : null;
    // Half a minute early, for clocks and slow lines.
    goodUntil = result.ok ? Date.now() + (result.expires_in - 30) * 1000 : 0;
    return result;
  };
  return {
    auth: { ...auth, renew },
    token: (isSpoiled: boolean): Promise<Renewal> => (last && !isSpoiled && Date.now() < goodUntil ? Promise.resolve(last) : renew()),
  };
}

/** The longest-owed rooms as the tray lists them, oldest first. */
export function owedForTray(state: ChatState): OwedRoom[] {
  return owedRooms(state)
    .slice(0, OWED_IN_TRAY)
    .flatMap((room) => {
      const client = clientOf(room);
      const name = client ? `${client.first_name} ${client.last_name}`.trim() : '';
      return room.owed_since === null ? [] : [{ room: room.id, order: room.order, client: name, title: room.order_title, owed_since: room.owed_since }];
    });
}

/** Passes on connection and totals whenever they change, and takes away the alert of a room that was read or answered. */
function tellHost(host: Host, sync: Sync): () => void {
  let connection: ChatState['connection'] | null = null;
  let told = '';
  const tell = (state: ChatState, before?: ChatState) => {
    if (state.connection !== connection) host.setConnection((connection = state.connection));
    if (state.rooms === before?.rooms && state.server_totals === before.server_totals && state.policies === before.policies) return;
    // Before anything is known zeros would be a lie.
    if (told === '' && !state.has_all_rooms && state.server_totals === null) return;
    const owed = owedForTray(state);
    const sums = totals(state);
    const late = countLate(state, Date.now());
    const text = JSON.stringify([sums, owed, late]);
    if (text !== told) host.setTotals(sums, owed, late);
    told = text;
    if (before) clearRead(host, state, before);
  };
  tell(sync.store.getState());
  const stop = sync.store.subscribe(tell);
  // An answer becomes late by the clock alone.
  const timer = setInterval(() => tell(sync.store.getState()), LATE_TICK_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}

function clearRead(host: Host, state: ChatState, before: ChatState): void {
  for (const id of changedRooms(before.rooms, state.rooms)) {
    const [was, is] = [before.rooms.get(id)?.room, state.rooms.get(id)?.room];
    const isRead = (was?.unread_count ?? 0) > 0 && (is?.unread_count ?? 0) === 0;
    // A reminder stands for a room that may have been read long ago.
    const isAnswered = (was?.owed_since ?? null) !== null && (is?.owed_since ?? null) === null;
    if (isRead || isAnswered) host.clearAlert(id);
  }
}
