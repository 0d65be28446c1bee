import type { FactName, Facts } from '../protocol/facts';

/** Whom a fact goes to: the devices of a user, those of invite sessions only when they hold this order. */
export type Holder = { user: number; order: number | null };

/** `except_session`: the device that did it knows already. */
type Fact = { [N in FactName]: { fact: N; payload: Facts[N]; to: readonly Holder[]; except_session?: number } }[FactName];

/** What a domain function says has happened, once it is committed; the edge tells it. */
export type Happening =
  | Fact
  /** The session has ended: its sockets are told and closed. `keeps_unsent`: not because the device should no longer be his. */
  | { close: 'session'; session: number; keeps_unsent?: true }
  /** The user was disabled or signed out everywhere. */
  | { close: 'user'; user: number; keeps_unsent?: true };

/** A result together with what has to be told of it. */
export type Told<T> = { result: T; happenings: readonly Happening[] };
