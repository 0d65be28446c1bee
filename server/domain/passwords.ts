import { hash, verify } from '@node-rs/argon2';
import { createGate } from '../gate';

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Hashes of this process that may run at once; the rest of its threads stay free for the chat. */
const AT_ONCE = 2;
/** How many may wait behind them: about two seconds of work. */
const MAY_WAIT = 64;

/** Of no password: it costs an attempt on an unknown address the same work as one on a known. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$aQijhsZwnSd55/d3bEmsow$zfFUEweqT0a69VIt+h0NCHEtzikETwKwmKpnimQT4I0';

// One gate for the process: what it guards are the process's own threads.
const gate = createGate(AT_ONCE, MAY_WAIT);

/** argon2id of a new password. Refuses with `unavailable` when too many hashes are waiting. */
export async function hashPassword(password: string): Promise<string> {
  return gate(() => hash(password, PARAMETERS));
}

/** Whether the password is the one of this hash. Without a hash the same work is done and the answer is no. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const matches = await gate(() => verify(stored ?? NOBODYS, password));
  return matches && stored !== null;
}
