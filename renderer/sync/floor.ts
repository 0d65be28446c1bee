import type { Room } from '../../protocol/entities';
import type { Facts } from '../../protocol/facts';
import type { FloorRoom, Look } from '../../protocol/floor';
import type { RequestName, RequestPayload } from '../../protocol/requests';
import type { Transfer } from '../../protocol/transfers';
import { applyRoom } from '../store/facts';
import type { ChatState, ChatStore } from '../store/chat';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';

/** Many experts and one queue. What asks rejects with a `RequestFailure`. */
export type Floor = {
  /** Offers orders to a colleague, all of them as one. */
  offer(wish: RequestPayload<'transfer:offer'>): Promise<void>;
  answer(transfer: number, isAccepted: boolean): Promise<void>;
  cancel(transfer: number): Promise<void>;
  dismiss(transfer: number): Promise<void>;
  dropDraft(transfer: number, order: number): Promise<void>;
  /** Puts an order into the queue of a team; null: everybody's. */
  giveToTeam(order: number, team: number | null, comment: string): Promise<void>;
  setAway(isAway: boolean, until?: string | null): Promise<void>;
  setCapacity(user: number, capacity: number | null): Promise<void>;
  /** What everybody has now: it changes with every message, so whoever shows it asks now and then. */
  refresh(): Promise<void>;
  roomsOf(user: number): Promise<readonly FloorRoom[]>;
  look(room: number, beforeSeq?: number): Promise<Look>;
  whisper(room: number, note: string, id: string): Promise<void>;
  takeOver(order: number): Promise<Room>;
};

export type FloorPart = Floor & { loadTeams(): void; loadFloor(): void; heard(fact: Facts['transfer:changed']): void; online(): void };

/** Whoever hears of a change asks at another moment than his colleagues. */
const GATHER_MS = 400;

/** What is to be shown of offers: what is open, how the own ones ended, and drafts that came with them. */
export function keepTransfer(transfers: readonly Transfer[], transfer: Transfer, me: number): readonly Transfer[] {
  const rest = transfers.filter(({ id }) => id !== transfer.id);
  const isNews = transfer.giver.id === me && (transfer.state === 'declined' || transfer.state === 'lapsed');
  const hasDrafts = transfer.orders.some(({ draft }) => draft !== null);
  return transfer.state === 'offered' || isNews || hasDrafts ? [...rest, transfer] : rest;
}

/** The console's only. */
export function createFloor(store: ChatStore, request: Request): FloorPart {
  const asked = { teams: 0, floor: 0, transfers: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** A later question knows more. */
  async function load<N extends 'team:list' | 'floor:list' | 'transfer:list'>(kind: keyof typeof asked, name: N, pick: (answer: Extract<Answer<N>, { ok: true }>) => Partial<ChatState>): Promise<void> {
    const user = store.getState().me;
    if (!user || user.role === 'client') return;
    const mine = (asked[kind] += 1);
    const answer = await request(name, {} as RequestPayload<N>);
    if (answer.ok && mine === asked[kind] && store.getState().me?.id === user.id) store.setState(pick(answer as Extract<Answer<N>, { ok: true }>));
  }
  const loadTeams = () => load('teams', 'team:list', ({ teams }) => ({ teams }));
  const loadFloor = () => load('floor', 'floor:list', ({ experts }) => ({ floor: experts }));
  const loadTransfers = () => load('transfers', 'transfer:list', ({ transfers }) => ({ transfers }));

  async function ask<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Extract<Answer<N>, { ok: true }>> {
    const answer = await request(name, payload);
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    return answer as Extract<Answer<N>, { ok: true }>;
  }
  function keep(transfer: Transfer): void {
    // What was asked before does not know of this.
    asked.transfers += 1;
    store.setState(({ transfers, me }) => ({ transfers: keepTransfer(transfers, transfer, me?.id ?? 0) }));
  }
  function forget(id: number): void {
    asked.transfers += 1;
    store.setState(({ transfers }) => ({ transfers: transfers.filter((one) => one.id !== id) }));
  }

  return {
    loadTeams: () => void loadTeams(),
    loadFloor() {
      clearTimeout(timer);
      timer = setTimeout(() => void loadFloor(), Math.random() * GATHER_MS);
    },
    online() {
      void loadTeams();
      void loadFloor();
      void loadTransfers();
    },
    heard: ({ transfer }) => keep(transfer),
    offer: async (wish) => keep((await ask('transfer:offer', wish)).transfer),
    answer: async (id, is_accepted) => keep((await ask('transfer:answer', { id, is_accepted })).transfer),
    cancel: async (id) => keep((await ask('transfer:cancel', { id })).transfer),
    async dismiss(id) {
      await ask('transfer:dismiss', { id });
      forget(id);
    },
    dropDraft: async (id, order) => void (await ask('transfer:drop_draft', { id, order })),
    giveToTeam: async (order, team, comment) => void (await ask('order:return', { order, team, ...(comment !== '' && { comment }) })),
    async setAway(is_away, until) {
      await ask('away:set', { is_away, ...(until != null && { until }) });
      await loadFloor();
    },
    async setCapacity(user, capacity) {
      await ask('capacity:set', { user, capacity });
      await loadFloor();
    },
    refresh: loadFloor,
    roomsOf: async (user) => (await ask('floor:rooms', { user })).rooms,
    look: (room, before_seq) => ask('room:look', { room, ...(before_seq !== undefined && { before_seq }) }),
    whisper: async (room, note, client_note_id) => void (await ask('room:whisper', { room, note, client_note_id })),
    async takeOver(order) {
      const before = store.getState().rooms;
      const { room } = await ask('order:take_over', { order });
      store.setState((state) => applyRoom(state, room, before.get(room.id)));
      return room;
    },
  };
}
