/* What a run has seen, as plain data: what its clients asked for and what they were told, and what stands in the end at each place that shows it. */

/** How an attempt ended for the one who made it. `info`: he does not know, it may have happened or not, or happen yet. */
export type Outcome<Answer> =
  | { kind: 'ok'; answer: Answer }
  /** Refused for good: it did not happen and will not. */
  | { kind: 'fail'; code: string }
  | { kind: 'info'; why: string };

type Attempt<Kind extends string, Asked extends object, Answer> = Asked & {
  kind: Kind;
  /** The user who asked. */
  user: number;
  room: number;
  /** The connection on which it went out, where order of arrival is promised; null over HTTP. */
  lane: string | null;
  /** Milliseconds of one clock for the whole run: when it was sent, and when its outcome was known. */
  invoked: number;
  ended: number;
  outcome: Outcome<Answer>;
};

/** One attempt to post. A retry is an attempt of its own under the same `client_message_id`. */
export type PostAttempt = Attempt<'post', { client_message_id: string; message: string; sha256: readonly string[] }, { id: number; seq: number }>;
export type EditAttempt = Attempt<'edit', { id: number; message: string }, { rev: number }>;
export type DeleteAttempt = Attempt<'delete', { id: number }, { rev: number }>;
export type ReadAttempt = Attempt<'read', { seq: number }, { read_seq: number }>;
export type Operation = PostAttempt | EditAttempt | DeleteAttempt | ReadAttempt;

export type SeenMessage = { id: number; seq: number; rev: number; sender: number; client_message_id: string; message: string; is_deleted: boolean; sha256: readonly string[] };

/** One room's messages in the order in which a place shows them. */
export type Timeline = { place: string; room: number; messages: readonly SeenMessage[] };
/** What a place says of how far somebody has read a room. */
export type Count = { place: string; user: number; room: number; last_seq: number; read_seq: number; unread_count: number };
/** What a place says of all rooms of a user together. */
export type Sum = { place: string; user: number; unread_count: number; unread_rooms: number };
/** A file that a message names, as it was served. */
export type SeenFile = { place: string; attachment: number; named: string; served: string };

/** One request that came to the receiver of webhooks wholly. `isTaken`: it was answered with 200. */
export type Telling = { event: string; kind: string; room: number; message: number; seq: number; isTaken: boolean };
/** What came, in that order; what each room had reached by the time the receiver was made known; and the place that says what there was to tell. */
export type Tellings = { all: readonly Telling[]; from: ReadonlyMap<number, number>; truth: string };

export type History = {
  operations: readonly Operation[];
  timelines: readonly Timeline[];
  counts: readonly Count[];
  sums: readonly Sum[];
  files: readonly SeenFile[];
  /** Null: nobody was to be told. */
  tellings: Tellings | null;
};

/** A promise that was broken, in one sentence. */
export type Violation = { rule: string; says: string };

export type Rule = (history: History) => string[];

export const posts = ({ operations }: History): PostAttempt[] => operations.filter((one) => one.kind === 'post');

/** One message as its sender means it: the room, who he is, his id for it. */
export const intentOf = ({ room, user, client_message_id }: Pick<PostAttempt, 'room' | 'user' | 'client_message_id'>): string => `${room}/${user}/${client_message_id}`;
export const seenIntentOf = (room: number, { sender, client_message_id }: SeenMessage): string => intentOf({ room, user: sender, client_message_id });

/** Groups in the order of their first members. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
