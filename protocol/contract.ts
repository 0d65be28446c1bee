/*
 * What a server and a program of another age may expect of each other. Readers ignore fields that they do not know, so an addition changes
 * nothing here. No schema library here: the console imports this file.
 */

/** Goes up when something is taken away or means something else. */
export const CONTRACT = 1;
/** The oldest contract that this server still serves; a program that speaks an older one has to be renewed. */
export const OLDEST_CONTRACT = 1;
/** The oldest contract of a server with which this program still works; one that speaks an older one has to be renewed. */
export const OLDEST_SERVER = 1;

/** What a server says of itself: the contract that it speaks, and the oldest that it still serves. */
export type ContractAge = { version: number; oldest: number };

export type Fit = 'fits' | 'too_old' | 'server_too_old';

/** How a program that speaks `own` stands to a server. A server that says nothing of it is older than this question, or does not answer: nobody is stopped by it. */
export function fitOf(server: ContractAge | undefined, own: number = CONTRACT, oldestServer: number = OLDEST_SERVER): Fit {
  if (server === undefined) return 'fits';
  if (own < server.oldest) return 'too_old';
  return server.version < oldestServer ? 'server_too_old' : 'fits';
}
