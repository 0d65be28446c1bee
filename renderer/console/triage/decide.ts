import type { Room } from '../../../protocol/entities';
import type { Console } from '../context';

/** What an expert can decide about a room. */
export type Decision = { action: 'waive' | 'done' | 'reopen' } | { action: 'snooze'; until: string };

/** The last decision, while it can be undone, that is until somebody writes behind number `seq`; another object each time. */
export type Decided = { room: number; event: number; seq: number; decision: Decision };

type Desk = Pick<Console, 'sync' | 'desk'>;

/** Decides, and offers to undo it. What was written meanwhile stops it: nobody waves away a message that he has not seen. */
export async function decide({ sync, desk }: Desk, room: Pick<Room, 'id' | 'last_seq'>, decision: Decision): Promise<void> {
  try {
    const event = await sync.triage({ ...decision, room: room.id, expect_seq: room.last_seq });
    if (event !== null) desk.setState({ decided: { room: room.id, event, seq: room.last_seq, decision }, notice: null });
  } catch (error) {
    const { code } = error as { code?: unknown };
    desk.setState({ notice: { about: code === 'room_moved' ? 'room_moved' : code === 'offline' ? 'not_decided_offline' : 'not_decided' } });
  }
}

/** Takes the last decision back. */
export async function undoDecided({ sync, desk }: Desk): Promise<void> {
  const { decided } = desk.getState();
  if (!decided) return;
  desk.setState({ decided: null });
  try {
    await sync.triage({ room: decided.room, action: 'undo', event: decided.event });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'offline') desk.setState({ decided, notice: { about: 'not_decided_offline' } });
    else desk.setState({ notice: { about: code === 'conflict' ? 'too_late_to_undo' : 'not_decided' } });
  }
}

/** What is offered for a room as it stands; a client's last word in a room that owes nothing was waved away. */
export function offersOf(room: Room): { waive: boolean; snooze: boolean; done: boolean; reopen: boolean; owe_again: boolean } {
  const { state } = room;
  const isClosed = state === 'snoozed' || state === 'done';
  const last = room.last_message;
  const isClients = last !== null && last.deleted_at === null && room.participants.some(({ user, role }) => user.id === last.sender && role === 'client');
  return { waive: state === 'owed', snooze: true, done: state !== 'done', reopen: isClosed, owe_again: state === 'waiting' && isClients };
}
