import type { Happening, Holder } from '../happening';

/** Tells what is committed to the devices it concerns. */
export type Tell = (happenings: readonly Happening[]) => void;

/** The socket rooms in which a holder's devices are. */
export function roomsOf(holders: readonly Holder[]): string[] {
  return holders.flatMap(({ user, order }) => (order === null ? [userRoom(user)] : [userRoom(user), inviteRoom(user, order)]));
}

/** Every full session of a user. */
export function userRoom(user: number): string {
  return `user:${user}`;
}

/** The invite sessions of a user that hold this order; they hear of no other. */
export function inviteRoom(user: number, order: number): string {
  return `user:${user}:order:${order}`;
}

/** Every session of a user, whatever it holds. Nothing is told here; they end here. */
export function endingRoom(user: number): string {
  return `user:${user}:ending`;
}

/** The room of Socket.IO in which all sockets of one session are. */
export function sessionRoom(session: number): string {
  return `session:${session}`;
}
