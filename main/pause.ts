/** Until the user ends it: as far away as a time can be written in the usual form. */
const FOR_EVER = '9999-12-31T23:59:59.000Z';

export type PauseParts = {
  slot: { get(): string | null; set(value: string | null): boolean };
  now(): number;
  onChange(paused_until: string | null): void;
};

export type Pause = { until(): string | null; pause(minutes: number | null): void; tick(): void };

/** Silence for a while. Kept over a restart, and over by itself when its time has come. */
export function createPause({ slot, now, onChange }: PauseParts): Pause {
  const until = () => {
    const kept = slot.get();
    return kept !== null && Date.parse(kept) > now() ? kept : null;
  };
  let told = until();
  const tell = () => {
    const next = until();
    if (next === told) return;
    told = next;
    onChange(next);
  };
  return {
    until,
    /** So many minutes; 0 ends it, null lasts until it is ended. */
    pause(minutes) {
      slot.set(minutes === null ? FOR_EVER : minutes === 0 ? null : new Date(now() + minutes * 60_000).toISOString());
      tell();
    },
    /** To be called now and then: tells when the pause has run out. */
    tick: tell,
  };
}
