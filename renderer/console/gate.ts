import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Language } from '../../protocol/errors';
import type { Failure, Host } from './host';
import { fitOf } from '../../protocol/contract';
import { createSession } from './session';
import type { Session } from './session';
import { signInCalls } from './signin/sign_in_calls';

/** What the sign-in says first. */
export type SignInNotice = 'ended' | 'client_account' | 'password_set' | 'forgot' | 'set_up' | 'sso_refused' | 'sso_away' | null;

/**
 *   address ──server named──▶ sign_in ──signed in──▶ session
 *                               ▲ ▲                   │ │
 *                               │ └──── signed out ───┘ │
 *                               └── ended elsewhere ────┘   (with a notice)
 */
export type Phase =
  | { name: 'address' }
  | { name: 'sign_in'; notice: SignInNotice }
  /** By a letter's link; leads to the sign-in. */
  | { name: 'new_password'; token: string }
  /** The first administrator, by a code of the server's log; empty: it is still to be typed. */
  | { name: 'set_up'; code: string }
  /** Program and server are of ages that do not go together. */
  | ({ name: 'too_old' } & TooOld)
  | { name: 'session'; session: Session };

/** Who has to be renewed, and where the desktop program is to be had, as far as the server says. */
export type TooOld = { who: 'program' | 'server'; download: string | null };

/** What somebody brings along in the page's address: a letter's link, or why a single sign-on has failed. */
export type Brought = { reset?: string | null; setup?: string | null; notice?: SignInNotice };

export type Gate = {
  readonly phase: StoreApi<Phase>;
  /** Resumes a kept sign-in, or asks for what is missing. What the page's address brings goes before. */
  enter(brought?: Brought): void;
  toSignIn(notice: SignInNotice): void;
  /** Nobody administers yet: whoever has a code of the log becomes the first. */
  toSetUp(code: string): void;
  setServer(url: string): Promise<{ ok: true } | Failure>;
  changeServer(): void;
  signIn(email: string, password: string, code?: string): Promise<{ ok: true } | Failure>;
  /** In the system's browser, from the desktop. */
  signInByBrowser(): Promise<{ ok: true } | Failure>;
  signOut(): Promise<void>;
};

/** Who gets in: decides between asking for the server, asking for the sign-in, and a running session. */
export function createGate(host: Host, language: () => Language): Gate {
  const phase = createStore<Phase>()(() => ({ name: 'sign_in', notice: null }));
  let forget = () => {};

  /** `erases` what this device has kept: everything, or only what can be had again from the server. */
  const leave = async (notice: SignInNotice, erases: 'all' | 'received') => {
    const now = phase.getState();
    forget();
    forget = () => {};
    phase.setState({ name: 'sign_in', notice }, true);
    host.setConnection('signed_out');
    if (now.name !== 'session') return;
    await now.session.stop();
    await now.session.erase(erases);
  };

  /** Program and server whose ages do not go together say so, instead of failing here and there. What is kept and unsent stays for the next version. */
  const askAge = async () => {
    const { server } = host.state.getState();
    const { contract, desktop_url } = await signInCalls(server ?? '', language()).ways();
    const now = phase.getState();
    const fit = fitOf(contract);
    // Another server was named meanwhile: it is asked by itself.
    if (fit === 'fits' || now.name === 'too_old' || now.name === 'address' || host.state.getState().server !== server) return;
    forget();
    forget = () => {};
    phase.setState({ name: 'too_old', who: fit === 'too_old' ? 'program' : 'server', download: desktop_url ?? null }, true);
    if (now.name === 'session') await now.session.stop();
    host.setConnection('offline');
  };

  const begin = () => {
    const session = createSession(host, language);
    let wasIn = false;
    let isClient = false;
    forget = session.sync.store.subscribe(({ connection, me }, before) => {
      // Whoever comes back may meet another server than the one that he left.
      if (wasIn && connection === 'online' && before.connection !== 'online') void askAge();
      wasIn ||= me !== null;
      if (me?.role === 'client' && !isClient) {
        isClient = true;
        void host.auth.signOut().then(() => leave('client_account', 'all'));
      } else if (connection === 'signed_out') void leave(wasIn ? 'ended' : null, session.sync.losesUnsent() ? 'all' : 'received');
    });
    phase.setState({ name: 'session', session }, true);
    void askAge();
  };

  host.onSignedOut(() => {
    if (phase.getState().name === 'session') void leave('ended', 'received');
  });

  const letIn = async (result: Awaited<ReturnType<Host['signIn']>>): Promise<{ ok: true } | Failure> => {
    if (!result.ok) return result;
    if (result.user.role === 'client') {
      await host.auth.signOut();
      phase.setState({ name: 'sign_in', notice: 'client_account' }, true);
      return { ok: true };
    }
    begin();
    return { ok: true };
  };

  return {
    phase,
    enter({ reset = null, setup = null, notice = null } = {}) {
      const { server, may_resume } = host.state.getState();
      if (reset !== null && server !== null) phase.setState({ name: 'new_password', token: reset }, true);
      else if (setup !== null && server !== null) phase.setState({ name: 'set_up', code: setup }, true);
      else if (notice !== null && server !== null) phase.setState({ name: 'sign_in', notice }, true);
      else if (server === null) phase.setState({ name: 'address' }, true);
      else if (may_resume) begin();
      else phase.setState({ name: 'sign_in', notice: null }, true);
      if (server !== null && phase.getState().name === 'sign_in') void askAge();
    },
    async setServer(url) {
      const result = await host.setServer(url);
      if (!result.ok) return result;
      phase.setState({ name: 'sign_in', notice: null }, true);
      void askAge();
      return result;
    },
    toSignIn: (notice) => phase.setState({ name: 'sign_in', notice }, true),
    toSetUp: (code) => phase.setState({ name: 'set_up', code }, true),
    changeServer: () => phase.setState({ name: 'address' }, true),
    signIn: async (email, password, code) => letIn(await host.signIn(email, password, code)),
    async signInByBrowser() {
      if (host.browserSignIn === null) throw new Error('a page goes to the single sign-on itself');
      return letIn(await host.browserSignIn.begin());
    },
    async signOut() {
      const now = phase.getState();
      if (now.name !== 'session') return;
      forget();
      forget = () => {};
      await now.session.sync.signOut();
      await leave(null, 'all');
    },
  };
}
