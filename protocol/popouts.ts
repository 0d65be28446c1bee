/** Names of the windows into which the console moves chats. The desktop's main process lets windows of these names come into being, and no others. */

/** The name of a room's window. */
export function popoutName(room: number): string {
  return `orderline-chat-${room}`;
}

/** Whether a window's name is one of these. */
export function isPopoutName(name: string): boolean {
  return /^orderline-chat-[1-9]\d{0,15}$/.test(name);
}

/** So many at once. */
export const POPOUTS_MAX = 12;
