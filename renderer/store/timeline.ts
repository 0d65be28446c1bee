import { keepRead, markRead } from './rooms';
import type { Timeline } from './chat';
import type { Message, Room, RoomEvent } from '../../protocol/entities';

/**
 * The loaded window of one room's conversation. `seq` has no gaps, and every change up to `last_rev` is applied: the next change number
 * goes in by itself, a later one means a hole, and everything after `last_rev` is asked for.
 */

/** A new window: the newest page as of change number `lastRev`. */
export function openWindow(messages: readonly Message[], events: readonly RoomEvent[], lastRev: number): Timeline {
  const sorted = [...messages].sort((one, two) => one.seq - two.seq);
  return settle({ messages: sorted, events: mergeEvents([], events), has_older: false, last_rev: lastRev, is_loading_older: false });
}

/** Puts the change number `last_rev + 1` into the window. */
export function applyToWindow(timeline: Timeline, message: Message): Timeline {
  return { ...put(timeline, message), last_rev: message.rev };
}

/** Everything that changed after `last_rev`; an edited message comes behind later ones, so only the whole has no gaps again. */
export function mergeChanges(timeline: Timeline, changed: readonly Message[]): Timeline {
  const first = timeline.messages[0]?.seq ?? 0;
  const bySeq = new Map(timeline.messages.map((message) => [message.seq, message]));
  for (const message of changed) {
    const known = bySeq.get(message.seq);
    if (message.seq >= first && (!known || known.rev <= message.rev)) bySeq.set(message.seq, keepRead(message, known));
  }
  const messages = [...bySeq.values()].sort((one, two) => one.seq - two.seq);
  return { ...timeline, messages, last_rev: changed.reduce((rev, message) => Math.max(rev, message.rev), timeline.last_rev) };
}

/** Puts a message in its place; one from before the window stays outside, an older state of a known one changes nothing. */
function put(timeline: Timeline, message: Message): Timeline {
  const { messages } = timeline;
  const last = messages.at(-1);
  if (!last || message.seq > last.seq) return settle({ ...timeline, messages: [...messages, message] });
  const place = placeOf(messages, message.seq);
  const known = messages[place];
  if (known?.seq !== message.seq || known.rev > message.rev) return timeline;
  return { ...timeline, messages: messages.with(place, keepRead(message, known)) };
}

/** Where the message with this number stands; numbers in the window have no gaps. */
function placeOf(messages: readonly Message[], seq: number): number {
  return seq - (messages[0]?.seq ?? 0);
}

/**
 * Puts a page of older messages in front. It was asked for when the window stood at change number `askedAt`: what changed in those
 * messages since then was not applied to them, so the window as a whole is exact only up to there.
 */
export function prependOlder(timeline: Timeline, page: readonly Message[], askedAt: number): Timeline {
  const [first] = timeline.messages;
  const done = { ...timeline, is_loading_older: false };
  if (!first || page.at(-1)?.seq !== first.seq - 1) return done;
  return settle({ ...done, messages: [...page, ...timeline.messages], last_rev: Math.min(timeline.last_rev, askedAt) });
}

/** Keeps only the newest messages of the window. */
export function trimWindow(timeline: Timeline, keep: number): Timeline {
  if (timeline.messages.length <= keep) return timeline;
  return settle({ ...timeline, messages: timeline.messages.slice(-keep) });
}

/** Numbers start at 1, so the first of the window tells whether there are older ones. */
function settle(timeline: Timeline): Timeline {
  return { ...timeline, has_older: (timeline.messages[0]?.seq ?? 1) > 1 };
}

/** Puts room events in their places, each once; the same list comes back when all are known. */
export function mergeEvents(known: readonly RoomEvent[], events: readonly RoomEvent[]): readonly RoomEvent[] {
  const ids = new Set(known.map((event) => event.id));
  const added = events.filter((event) => !ids.has(event.id));
  if (added.length === 0) return known;
  return [...known, ...added].sort((one, two) => one.after_seq - two.after_seq || one.id - two.id);
}

/** Ticks the messages that the other side has reached; the same window comes back when nothing changes. */
export function markWindowRead(timeline: Timeline, room: Room): Timeline {
  const messages = timeline.messages.map((message) => markRead(message, room));
  return messages.every((message, place) => message === timeline.messages[place]) ? timeline : { ...timeline, messages };
}
