/*
 * What a server and a program of another age may expect of each other. Readers ignore fields that they do not know, so an addition changes
 * nothing here. No schema library here: the console imports this file.
 */

/** Goes up when something is taken away or means something else. */
export const CONTRACT = 1;
/** The oldest contract that this server still serves; a program that speaks an older one has to be renewed. */
export const OLDEST_CONTRACT = 1;

/** What a server says of itself: the contract that it speaks, and the oldest that it still serves. */
export type ContractAge = { version: number; oldest: number };

/** How a program that speaks `own` stands to a server. A server that says nothing of it is older than this question, and served by all. */
export function fitOf(server: ContractAge | undefined, own: number = CONTRACT): 'fits' | 'too_old' {
  return server !== undefined && own < server.oldest ? 'too_old' : 'fits';
}
