import { afterEach, describe, expect, it } from 'vitest';
import type { Desktop, DesktopState, SignalName } from '../../../protocol/desktop';
import { desktopHost } from '../../../renderer/console/desktop';
import { createGate } from '../../../renderer/console/gate';
import { DEFAULT_SETTINGS, type Host } from '../../../renderer/console/host';
import { languageOf } from '../../../renderer/console/language';

const access = { ok: true as const, access_token: 'first', expires_in: 600, user: { id: 1, first_name: 'Анна', last_name: 'Соколова', role: 'expert' as const, email: 'a@b.test' } };
const known: DesktopState = {
  version: '1.0.0',
  platform: 'linux',
  language: 'en',
  server: null,
  may_resume: false,
  keeps_secrets: true,
  has_tray: true,
  accounts: [],
  settings: DEFAULT_SETTINGS,
  paused_until: null,
  surroundings: { do_not_disturb: 'unknown', is_locked: false },
  focused: true,
  open_room: null,
  open_order: null,
};

/** A bridge that answers as told; what it is not told to answer it refuses. */
function bridge(answers: Partial<Omit<Desktop, 'on'>>, state: Partial<DesktopState> = {}) {
  const listeners = new Map<SignalName, ((value: never) => void)[]>();
  const refuse = () => Promise.reject(new Error('bad_request'));
  const desktop = new Proxy({} as Desktop, {
    get(_target, name: keyof Desktop) {
      if (name === 'getState') return () => Promise.resolve({ ...known, ...state });
      if (name === 'on') return (signal: SignalName, listener: (value: never) => void) => (listeners.set(signal, [...(listeners.get(signal) ?? []), listener]), () => undefined);
      return answers[name] ?? refuse;
    },
  });
  Object.assign(globalThis, { window: { desktop } });
  return { signal: (name: SignalName, value: unknown) => listeners.get(name)?.forEach((listener) => listener(value as never)) };
}

async function host(): Promise<Host> {
  const made = await desktopHost();
  if (!made) throw new Error('no desktop');
  return made;
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'window');
});

describe('the desktop around the page', () => {
  it('is nobody in a browser', async () => {
    Object.assign(globalThis, { window: {} });
    expect(await desktopHost()).toBeNull();
  });

  it('uses what the sign-in brought for the first renewal, and asks for the next', async () => {
    bridge({ signIn: () => Promise.resolve(access), renewAccess: () => Promise.resolve({ ...access, access_token: 'second' }) });
    const { signIn, auth } = await host();
    expect(await signIn('a@b.test', 'x')).toMatchObject({ ok: true });
    expect(await auth.renew()).toMatchObject({ access_token: 'first' });
    expect(await auth.renew()).toMatchObject({ access_token: 'second' });
  });

  it('takes a call that fails for a server that is not there', async () => {
    bridge({});
    const { signIn, setServer, setTotals, auth } = await host();
    expect(await signIn('a@b.test', 'x')).toMatchObject({ ok: false, code: 'offline' });
    expect(await setServer('https://x.test')).toMatchObject({ ok: false, code: 'offline' });
    expect(await auth.renew()).toEqual({ ok: false, code: 'offline' });
    setTotals({ unread_count: 0, unread_rooms: 0, owed_rooms: 0, oldest_owed_since: null }, []);
  });

  it('keeps a room that was asked for until somebody listens', async () => {
    const { signal } = bridge({}, { open_room: 5 });
    const { onOpenRoom } = await host();
    signal('openRoom', { room: 7 });
    const opened: number[] = [];
    const stop = onOpenRoom((room) => opened.push(room));
    signal('openRoom', { room: 8 });
    stop();
    signal('openRoom', { room: 9 });
    onOpenRoom((room) => opened.push(room));
    expect(opened).toEqual([7, 8, 9]);
  });

  it('speaks the system’s language as the main process knows it', async () => {
    const { signal } = bridge({});
    const { state } = await host();
    expect(languageOf(state.getState())).toBe('en');
    signal('settingsChanged', { ...DEFAULT_SETTINGS, language: 'ru' });
    expect(languageOf(state.getState())).toBe('ru');
    signal('settingsChanged', DEFAULT_SETTINGS);
    expect(languageOf(state.getState())).toBe('en');
  });
});

describe('the gate', () => {
  it('asks for the server first, then for the sign-in', async () => {
    bridge({ setServer: ({ url }) => Promise.resolve(url === 'https://x.test' ? { ok: true, server: url } : { ok: false, code: 'insecure', message: '' }) });
    const gate = createGate(await host(), () => 'ru');
    gate.enter();
    expect(gate.phase.getState()).toEqual({ name: 'address' });
    expect(await gate.setServer('http://x.test')).toMatchObject({ code: 'insecure' });
    expect(gate.phase.getState()).toEqual({ name: 'address' });
    await gate.setServer('https://x.test');
    expect(gate.phase.getState()).toEqual({ name: 'sign_in', notice: null });
    gate.changeServer();
    expect(gate.phase.getState()).toEqual({ name: 'address' });
  });

  it('sends a client away and ends his sign-in', async () => {
    let ended = 0;
    bridge({ signIn: () => Promise.resolve({ ...access, user: { ...access.user, role: 'client' } }), signOut: () => Promise.resolve(void (ended += 1)) }, { server: 'https://x.test' });
    const gate = createGate(await host(), () => 'ru');
    gate.enter();
    await gate.signIn('a@b.test', 'x');
    expect(gate.phase.getState()).toEqual({ name: 'sign_in', notice: 'client_account' });
    expect(ended).toBe(1);
  });
});
