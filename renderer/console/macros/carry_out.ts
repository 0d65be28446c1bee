import type { Reply } from '../../../protocol/replies';
import type { ChatState } from '../../store/chat';
import type { Console } from '../context';
import { runMacro } from '../bulk/run';
import { arm } from './armed';
import { askedOf } from './steps';

type Desk = Pick<Console, 'sync' | 'desk'>;

/** Does what the macro says in the room as it stands now. */
export async function carryOut({ sync, desk }: Desk, room: number, reply: Reply): Promise<void> {
  const actions = reply.actions ?? [];
  if (actions.some((action) => action.do === 'close_promises')) await sync.promises.load(room).catch(() => undefined);
  const state = sync.store.getState();
  const { rooms, promises } = state;
  const entry = rooms.get(room);
  if (!entry) return;
  const own = [...promises.values()].filter((promise) => promise.room === room);
  await runMacro({ sync, desk }, reply.title, askedOf(actions, entry.room, own, state, Date.now()));
}

/** What stood in a room before a text was sent. */
export type Before = { posts: ReadonlySet<string>; last_seq: number };

export function beforeSending(state: ChatState, room: number): Before {
  return { posts: new Set(state.outbox.map(({ client_message_id }) => client_message_id)), last_seq: state.rooms.get(room)?.room.last_seq ?? 0 };
}

/**
 * Waits until the text that has just been handed over is stored, and then does what the macro says. A text that is refused, stopped or taken
 * back leaves the macro ready, and nothing is done; one that is sent later is none of its own.
 */
export function afterSending(desk: Desk, room: number, reply: Reply, before: Before): void {
  const { store } = desk.sync;
  const state = store.getState();
  const post = state.outbox.find((entry) => entry.room === room && !before.posts.has(entry.client_message_id))?.client_message_id;
  if (post === undefined) {
    const isStored = state.timelines.get(room)?.messages.some(({ seq, sender }) => seq > before.last_seq && sender === state.me?.id) ?? false;
    if (isStored) void carryOut(desk, room, reply);
    else arm(room, reply);
    return;
  }
  let isOver = false;
  const look = (now: ChatState) => {
    if (isOver) return;
    const entry = now.outbox.find(({ client_message_id }) => client_message_id === post);
    if (entry?.state === 'pending') return;
    isOver = true;
    stop();
    const isStored = entry === undefined && (now.timelines.get(room)?.messages.some(({ client_message_id }) => client_message_id === post) ?? now.rooms.get(room)?.room.last_message?.client_message_id === post);
    if (isStored) void carryOut(desk, room, reply);
    else if (now.me !== null) arm(room, reply);
  };
  const stop = store.subscribe(look);
  look(store.getState());
}
