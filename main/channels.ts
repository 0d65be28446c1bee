import type { CallName, SignalName } from '../protocol/desktop';

/** The IPC channel on which the page makes this call. */
export const callChannel = (name: CallName): string => `orderline:call:${name}`;

/** The IPC channel on which the page hears this signal. */
export const signalChannel = (name: SignalName): string => `orderline:signal:${name}`;

/** What comes back over a call's channel: a value, or one stable code and nothing of the inside. */
export type CallAnswer = { ok: true; value: unknown } | { ok: false; code: 'bad_request' | 'forbidden' | 'internal' };
