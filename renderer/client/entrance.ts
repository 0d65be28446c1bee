import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Language } from '../../protocol/errors';
import { browserAuth, type SignInResult } from '../sync/auth';
import type { Sync } from '../sync/sync';
import { loadInside } from './load_inside';
import { forgetInvite, inviteOf } from './route';

/**
 * How somebody gets in:
 *
 *   opening ──> inside ──> outside        an invitation is redeemed, or the kept sign-in is renewed
 *      └──> waiting ──> opening           the server cannot be reached: the invitation stays, and is tried again
 *      └──> outside                       refused, or nobody was signed in
 */
export type Phase =
  | { kind: 'opening' }
  | { kind: 'waiting' }
  | { kind: 'inside'; sync: Sync }
  | { kind: 'outside'; reason: 'nobody' | 'invite_refused' | 'session_ended' | 'expert_account' };

export type Entrance = {
  phase: StoreApi<Phase>;
  /** Redeems the address's invitation, or goes on with the kept sign-in. */
  open(): Promise<void>;
  login(email: string, password: string): Promise<SignInResult>;
  signOut(): Promise<void>;
};

/** Builds the way in; nothing is asked before `open`. */
export function createEntrance(language: Language): Entrance {
  const phase = createStore<Phase>()(() => ({ kind: 'opening' }));
  const auth = browserAuth('', 'client', language);
  const set = (next: Phase) => phase.setState(next, true);

  /** Counts the ways in that were begun: only the newest is followed to its end. */
  let begun = 0;

  const goInside = async (wasRefused: boolean) => {
    const mine = (begun += 1);
    const { createSync } = await loadInside();
    if (mine !== begun) return;
    const sync = createSync({ server: '', auth, language, page: 'client' });
    let wasInside = false;
    const stopWatching = sync.store.subscribe(({ me, connection }) => {
      if (me) wasInside = true;
      const isForeign = me !== null && me.role !== 'client';
      if (connection !== 'signed_out' && !isForeign) return;
      stopWatching();
      if (isForeign) void sync.signOut();
      else void sync.stop();
      set({ kind: 'outside', reason: isForeign ? 'expert_account' : wasRefused ? 'invite_refused' : wasInside ? 'session_ended' : 'nobody' });
    });
    set({ kind: 'inside', sync });
    sync.start();
  };

  const leave = async () => {
    const current = phase.getState();
    if (current.kind === 'inside') await current.sync.stop();
  };

  return {
    phase,
    async open() {
      const token = inviteOf(location.hash);
      const mine = (begun += 1);
      await leave();
      set({ kind: 'opening' });
      if (token === null) return goInside(false);
      const result = await auth.join(token);
      if (mine !== begun) return;
      if (!result.ok && isPassing(result.code)) return set({ kind: 'waiting' });
      forgetInvite();
      // Whoever once came by a link that has ended since may still be signed in.
      await goInside(!result.ok);
    },
    async login(email, password) {
      const result = await auth.login(email, password);
      if (!result.ok) return result;
      if (result.user.role === 'client') await goInside(false);
      else {
        await auth.signOut();
        set({ kind: 'outside', reason: 'expert_account' });
      }
      return result;
    },
    async signOut() {
      const current = phase.getState();
      if (current.kind === 'inside') await current.sync.signOut();
      set({ kind: 'outside', reason: 'nobody' });
    },
  };
}

/** True for what says nothing about the invitation itself. */
function isPassing(code: string): boolean {
  return code === 'offline' || code === 'unavailable' || code === 'rate_limited' || code === 'internal';
}
