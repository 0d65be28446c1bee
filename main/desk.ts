import type { ConnectionState, OwedRoom, Settings, Surroundings } from '../protocol/desktop';
import type { UpdateState } from '../protocol/desktop_shell';
import type { Totals } from '../protocol/entities';
import type { Language } from '../protocol/errors';
import { deskView, NO_TOTALS, type AccountState, type DeskView } from './desk_view';

export type DeskParts = {
  language(): Language;
  /** The accounts there are, and what they are called. */
  accounts(): readonly { id: number; name: string }[];
  counts(): Settings['badge'];
  pausedUntil(): string | null;
  quietUntil(): string | null;
  doNotDisturb(): Surroundings['do_not_disturb'];
  update(): UpdateState;
  now(): number;
  /** Everything that shows a piece of the view. */
  show(view: DeskView, accounts: readonly AccountState[]): void;
};

export type Desk = {
  setConnection(account: number, state: ConnectionState): void;
  setTotals(account: number, totals: Totals, owed: readonly OwedRoom[], lateRooms?: number): void;
  /** What was last said of an account. */
  accounts(): readonly AccountState[];
  /** The account is gone. */
  forget(account: number): void;
  /** Something else that the view is drawn from has changed, if only the time. */
  redraw(): void;
};

type Said = Pick<AccountState, 'connection' | 'totals' | 'owed' | 'late_rooms'>;

const NOTHING: Said = { connection: 'signed_out', totals: NO_TOTALS, owed: [] };

/** Holds what the pages say of connection and counts, and shows it outside the windows. */
export function createDesk(parts: DeskParts): Desk {
  const said = new Map<number, Said>();
  const saidOf = (account: number) => said.get(account) ?? NOTHING;
  const accounts = () => parts.accounts().map((account): AccountState => ({ ...account, ...saidOf(account.id) }));

  return {
    setConnection(account, connection) {
      said.set(account, connection === 'signed_out' ? NOTHING : { ...saidOf(account), connection });
      render();
    },
    setTotals(account, totals, owed, late_rooms = 0) {
      said.set(account, { ...saidOf(account), totals, owed, late_rooms });
      render();
    },
    accounts,
    forget: (account) => void said.delete(account),
    redraw: render,
  };

  function render(): void {
    const all = accounts();
    const view = deskView({
      accounts: all,
      language: parts.language(),
      counts: parts.counts(),
      paused_until: parts.pausedUntil(),
      quiet_until: parts.quietUntil(),
      do_not_disturb: parts.doNotDisturb(),
      update: parts.update(),
      now: parts.now(),
    });
    parts.show(view, all);
  }
}
