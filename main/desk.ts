import type { ConnectionState, OwedRoom, Settings, Surroundings } from '../protocol/desktop';
import type { Totals } from '../protocol/entities';
import type { Language } from '../protocol/errors';
import { deskView, NO_TOTALS, type DeskView } from './desk_view';

export type DeskParts = {
  language(): Language;
  counts(): Settings['badge'];
  pausedUntil(): string | null;
  quietUntil(): string | null;
  doNotDisturb(): Surroundings['do_not_disturb'];
  now(): number;
  /** Everything that shows a piece of the view. */
  show(view: DeskView): void;
};

export type Desk = {
  setConnection(state: ConnectionState): void;
  setTotals(totals: Totals, owed: readonly OwedRoom[]): void;
  /** Something else that the view is drawn from has changed, if only the time. */
  redraw(): void;
};

/** Holds what the page says of connection and counts, and shows it outside the window. */
export function createDesk(parts: DeskParts): Desk {
  let connection: ConnectionState = 'signed_out';
  let totals = NO_TOTALS;
  let owed: readonly OwedRoom[] = [];

  return {
    setConnection(state) {
      connection = state;
      if (state === 'signed_out') [totals, owed] = [NO_TOTALS, []];
      render();
    },
    setTotals(nextTotals, nextOwed) {
      [totals, owed] = [nextTotals, nextOwed];
      render();
    },
    redraw: render,
  };

  function render(): void {
    parts.show(
      deskView({
        connection,
        totals,
        owed,
        language: parts.language(),
        counts: parts.counts(),
        paused_until: parts.pausedUntil(),
        quiet_until: parts.quietUntil(),
        do_not_disturb: parts.doNotDisturb(),
        now: parts.now(),
      }),
    );
  }
}
