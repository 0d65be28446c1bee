import type { FactName, Facts } from '../protocol/facts';

/** Whom a fact goes to: the devices of a user, those of invite sessions only when they hold this order. */
export type Holder = { user: number; order: number | null };

/** `except_session`: the device that did it knows already. */
type Fact = { [N in FactName]: { fact: N; payload: Facts[N]; to: readonly Holder[]; except_session?: number } }[FactName];

/** What a domain function says has happened, once it is committed; the edge tells it. */
export type Happening =
  | Fact
  /** The session has ended: its sockets are told and closed. Quietly: somebody else's mistake ended it, and a device that is told would erase what was not sent. */
  | { close: 'session'; session: number; is_quiet?: true }
  /** The user was disabled or signed out everywhere. */
  | { close: 'user'; user: number };

/** A result together with what has to be told of it. */
export type Told<T> = { result: T; happenings: readonly Happening[] };
