import { createStore } from 'zustand/vanilla';
import { ownZone } from '../later/moments';
import { promisedIn } from '../analysis/promised';
import { changedRooms } from '../../store/room_map';
import type { Sync } from '../../sync/sync';

/** A promise that was found in an own message, and is nobody's due time yet. */
export type Offer = { room: number; message: number; seq: number; due_at: string };

/** What is offered, by room: the last one of each. */
export const offers = createStore<ReadonlyMap<number, Offer>>()(() => new Map());

/** Takes an offer away: it was accepted, or let be. */
export function withdraw(room: number): void {
  if (offers.getState().has(room)) offers.setState(new Map([...offers.getState()].filter(([id]) => id !== room)), true);
}

/** What was written longer ago was written on another day, or another device: nobody thinks of it now. */
const FRESH_MS = 2 * 60_000;

/** Looks for promises in what this user has just written, beside the work of sending it. Returns how to stop. */
export function watchOwnPromises(sync: Sync): () => void {
  const seen = new Set<number>();
  const look = (room: number) => {
    const { rooms, me, clock_ahead_ms } = sync.store.getState();
    const message = rooms.get(room)?.room.last_message;
    if (!me || !message || seen.has(message.id) || message.sender !== me.id || message.deleted_at !== null) return;
    seen.add(message.id);
    const written = new Date(message.created_at);
    if (Date.now() + clock_ahead_ms - written.getTime() > FRESH_MS) return;
    const promised = promisedIn(message.message, written, ownZone());
    if (promised) offers.setState(new Map(offers.getState()).set(room, { room, message: message.id, seq: message.seq, due_at: promised.due.toISOString() }), true);
    // A newer message is the answer, or says something else.
    else withdraw(room);
  };
  const stop = sync.store.subscribe((now, before) => {
    if (now.rooms === before.rooms) return;
    for (const id of changedRooms(before.rooms, now.rooms)) {
      const message = now.rooms.get(id)?.room.last_message;
      if (message && message !== before.rooms.get(id)?.room.last_message && message.sender === now.me?.id) setTimeout(look, 0, id);
    }
  });
  return () => {
    stop();
    offers.setState(new Map(), true);
  };
}
