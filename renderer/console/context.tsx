import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Account } from '../../protocol/entities';
import type { ConversationHandle, View } from '../chat/Conversation';
import { useTexts } from '../chat/language';
import type { ChatState } from '../store/chat';
import type { Sync } from '../sync/sync';
import type { Away } from './away/away';
import type { Conveyor } from './conveyor/conveyor';
import type { Desk, DeskStore } from './desk';
import type { Popouts } from './panes/popouts';
import type { Host, HostState } from './host';
import type { Action } from './keys/action';
import type { KeyStore } from './keys/bindings';
import type { Session } from './session';
import { consoleTexts } from './texts';

export type Console = {
  host: Host;
  session: Session;
  sync: Sync;
  desk: DeskStore;
  conveyor: Conveyor;
  away: Away;
  popouts: Popouts;
  /** The composers of the rooms on screen, by room. */
  composers: Map<number, ConversationHandle>;
  /** The room that had the focus when the page began, until it is drawn. */
  restored: Set<number>;
  me: Account;
  is_mac: boolean;
  /** Everything that can be done by key; keys/action.ts explains. */
  actions: readonly Action[];
  /** What each action is bound to. */
  keys: KeyStore;
  /** Asks first where something unsent would be lost, unless its writer `isSure`. */
  signOut(isSure?: boolean): Promise<void>;
  /** What is on screen of each shown room. */
  onView(room: number, view: View): void;
  /** The chat's own window in which a key was pressed; absent: the main window. */
  own_window?: { room: number; document: Document };
  /** Shows the room in the focused pane, or beside it. */
  openRoom(room: number, how?: 'here' | 'beside'): void;
};

const ConsoleContext = createContext<Console | null>(null);

export const ConsoleProvider = ConsoleContext.Provider;

/** Everything a part of the signed-in console works with. */
export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (!value) throw new Error('Outside of the console');
  return value;
}

/** A piece of the conversation state; `select` must give back the same thing while nothing changed. */
export function useChat<T>(select: (state: ChatState) => T): T {
  return useStore(useConsole().sync.store, select);
}

/** A piece of the desk. */
export function useDesk<T>(select: (desk: Desk) => T): T {
  return useStore(useConsole().desk, select);
}

/** A piece of what the host tells. */
export function useHost<T>(select: (state: HostState) => T): T {
  return useStore(useConsole().host.state, select);
}

/** The console's `t`. */
export function useT() {
  return useTexts(consoleTexts);
}
