import type { UpdateState } from '../protocol/desktop_shell';
import type { Offer, Updater } from './offer';

export type UpdatesParts = {
  /** Null where there is no feed, or the program was not installed from a package. */
  updater: Updater | null;
  /** The version that failed, and the one whose installation was begun. */
  slot: { get(): KeptUpdate; set(value: KeptUpdate): boolean };
  current: string;
  openFile(url: string): void;
  onChange(state: UpdateState): void;
  log(text: string): void;
};

export type KeptUpdate = { failed: string | null; begun: string | null };
export type Updates = { state(): UpdateState; check(isAsked: boolean): Promise<void>; goOn(): Promise<void>; leave(): void };

/**
 * An update's way. After a failure the program does not ask again by itself for that version, in this run or a later one: a loop of failing
 * updates is worse than an old version. What is left then is the file, to be installed by hand.
 *
 *   off
 *   idle ──▶ checking ──▶ idle                               (nothing newer)
 *              ├────────▶ available ──▶ loading ──▶ ready ──▶ (restart, or the end of the program)
 *              └── failed ◀──┴─────────────┴─────────┘
 *   failed ──▶ checking  only when the user asks, or when a newer version is offered
 */
export function createUpdates({ updater, slot, current, openFile, onChange, log }: UpdatesParts): Updates {
  let state: UpdateState = updater === null ? { name: 'off', version: null, percent: 0, detail: '' } : begin();
  let file: string | null = null;

  /** Nobody listens yet: whoever builds this reads the state when he is ready. */
  function begin(): UpdateState {
    const { begun } = slot.get();
    if (begun === null || begun === current) {
      if (begun !== null) slot.set({ failed: null, begun: null });
      return { name: 'idle', version: null, percent: 0, detail: '' };
    }
    // An installation was begun, and here is the old version again.
    return failure(begun, 'The installation did not take place.');
  }

  function move(next: Partial<UpdateState>): void {
    state = { ...state, ...next };
    onChange(state);
  }

  function failure(version: string | null, detail: string): UpdateState {
    slot.set({ failed: version, begun: null });
    log(`The update${version === null ? '' : ` to ${version}`} failed: ${detail}`);
    return { name: 'failed', version, percent: 0, detail: detail.slice(0, 300) };
  }

  const fail = (version: string | null, detail: string) => move(failure(version, detail));

  /** Where the file lies is known to the feed alone: after a new start it has not been asked yet. */
  async function offerFile(version: string | null): Promise<void> {
    if (file === null) {
      const found = await updater?.check().catch((error: unknown) => void move({ detail: messageOf(error) }));
      file = found?.file ?? null;
      if (found && found.version !== version) return move({ name: 'available', version: found.version, detail: '' });
    }
    if (file !== null) openFile(file);
  }

  return {
    state: () => state,
    async check(isAsked) {
      if (updater === null || !['idle', 'failed', 'available'].includes(state.name)) return;
      const before = state;
      move({ name: 'checking', detail: '' });
      let found: Offer | null;
      try {
        found = await updater.check();
      } catch (error) {
        // A feed that does not answer says nothing about any version. Whoever asked is told, nobody else.
        log(`The update feed does not answer: ${String(error)}.`);
        return move(isAsked ? { name: 'failed', version: null, detail: messageOf(error) } : before);
      }
      if (found === null) return move({ name: 'idle', version: null });
      const { version } = found;
      file = found.file;
      if (!isAsked && version === slot.get().failed) return move({ ...before, name: 'failed', version });
      move({ name: 'available', version, percent: 0 });
    },
    async goOn() {
      if (updater === null) return;
      if (state.name === 'failed') return offerFile(state.version);
      if (state.name === 'ready') {
        const { version } = state;
        slot.set({ failed: null, begun: version });
        try {
          updater.install();
        } catch (error) {
          fail(version, messageOf(error));
        }
        return;
      }
      if (state.name !== 'available') return;
      const { version } = state;
      move({ name: 'loading', percent: 0 });
      try {
        await updater.load((percent) => move({ percent: Math.min(100, Math.max(0, percent)) }));
        move({ name: 'ready', percent: 100 });
      } catch (error) {
        fail(version, messageOf(error));
      }
    },
    /** The program ends; what is loaded is installed now where that asks nobody anything. */
    leave() {
      if (updater?.installsOnQuit === true && state.name === 'ready') slot.set({ failed: null, begun: state.version });
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 300);
