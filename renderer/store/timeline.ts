import { QUOTE_MAX } from '../../protocol/limits';
import { keepRead, markRead } from './rooms';
import type { Timeline } from './chat';
import type { Message, Room, RoomEvent } from '../../protocol/entities';

/**
 * The loaded window of one room's conversation. `seq` has no gaps, and every change up to `last_rev` is applied: the next change number
 * goes in by itself, a later one means a hole, and everything after `last_rev` is asked for.
 */

/** A new window: a page as of change number `lastRev`, the newest one unless there is a message behind it. */
export function openWindow(messages: readonly Message[], events: readonly RoomEvent[], lastRev: number, newest_seq = 0): Timeline {
  return settle({
    messages: [...messages].sort((one, two) => one.seq - two.seq),
    events: mergeEvents([], events),
    has_older: false,
    newest_seq,
    has_newer: false,
    last_rev: lastRev,
    is_loading_older: false,
    is_loading_newer: false,
    is_kept: false,
    found: null,
  });
}

/** Puts the change number `last_rev + 1` into the window. */
export function applyToWindow(timeline: Timeline, message: Message): Timeline {
  return { ...requote(put(timeline, message), message), last_rev: message.rev };
}

/** Quotes of a message that was edited or deleted follow it: nothing of a deleted one may stay. */
function requote(timeline: Timeline, quoted: Message): Timeline {
  const is_deleted = quoted.deleted_at !== null;
  if (!is_deleted && quoted.edited_at === null) return timeline;
  const isQuoting = (message: Message) => message.reply_to === quoted.id && message.reply != null;
  if (!timeline.messages.some(isQuoting)) return timeline;
  const excerpt = [...quoted.message.slice(0, 2 * QUOTE_MAX)].slice(0, QUOTE_MAX).join('');
  const messages = timeline.messages.map((message) => (isQuoting(message) && message.reply ? { ...message, reply: { ...message.reply, excerpt, is_deleted } } : message));
  return { ...timeline, messages };
}

/** Everything that changed after `last_rev`; an edited message comes behind later ones, so only the whole has no gaps again. */
export function mergeChanges(timeline: Timeline, changed: readonly Message[]): Timeline {
  const first = timeline.messages[0]?.seq ?? 0;
  const bySeq = new Map(timeline.messages.map((message) => [message.seq, message]));
  for (const message of changed) {
    const known = bySeq.get(message.seq);
    if (message.seq >= first && (!known || known.rev <= message.rev)) bySeq.set(message.seq, keepRead(message, known));
  }
  const sorted = [...bySeq.values()].sort((one, two) => one.seq - two.seq);
  // Away from the end only what follows without a gap belongs to the window; of the rest it is known that it exists.
  const gap = sorted.findIndex((message, place) => place > 0 && message.seq !== sorted[place - 1]!.seq + 1);
  const messages = gap < 0 ? sorted : sorted.slice(0, gap);
  const newest_seq = sorted.at(-1)?.seq ?? 0;
  const last_rev = changed.reduce((rev, message) => Math.max(rev, message.rev), timeline.last_rev);
  return changed.reduce(requote, settle({ ...timeline, messages, last_rev, newest_seq: Math.max(timeline.newest_seq, newest_seq) }));
}

/** Puts a message in its place; one from before the window or behind a gap stays outside, an older state of a known one changes nothing. */
function put(timeline: Timeline, message: Message): Timeline {
  const { messages } = timeline;
  const last = messages.at(-1);
  if (last && message.seq > last.seq + 1) return settle({ ...timeline, newest_seq: Math.max(timeline.newest_seq, message.seq) });
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

/** Puts a page of newer messages behind; `askedAt` is as for older ones. */
export function appendNewer(timeline: Timeline, page: readonly Message[], askedAt: number): Timeline {
  const done = { ...timeline, is_loading_newer: false };
  const last = timeline.messages.at(-1);
  // Facts may have joined the window to its neighbours meanwhile.
  const added = page.filter((message) => last !== undefined && message.seq > last.seq);
  if (!last || added[0]?.seq !== last.seq + 1) return done;
  return settle({ ...done, messages: [...timeline.messages, ...added], last_rev: Math.min(timeline.last_rev, askedAt) });
}

/** Keeps only the oldest messages of the window: it stands away from the end then. */
export function trimEnd(timeline: Timeline, keep: number): Timeline {
  if (timeline.messages.length <= keep) return timeline;
  return settle({ ...timeline, messages: timeline.messages.slice(0, keep) });
}

/** Keeps only the newest messages of the window. */
export function trimWindow(timeline: Timeline, keep: number): Timeline {
  if (timeline.messages.length <= keep) return timeline;
  return settle({ ...timeline, messages: timeline.messages.slice(-keep) });
}

/** Numbers start at 1 and have no gaps, so the first and the last of the window tell whether there are older and newer ones. */
function settle(timeline: Timeline): Timeline {
  const last = timeline.messages.at(-1)?.seq ?? 0;
  const newest_seq = Math.max(timeline.newest_seq, last);
  return { ...timeline, newest_seq, has_older: (timeline.messages[0]?.seq ?? 1) > 1, has_newer: last < newest_seq };
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
