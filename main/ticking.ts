export type TickingParts = {
  /** Listens to what the system says of power. */
  watch(listeners: { sleep(): void; wake(): void; lock(isLocked: boolean): void; battery(isOn: boolean): void }): void;
  isOnBattery: boolean;
  /** What changes with time alone; `isSparing`: without asking the system, which starts programs of its own. */
  tick(isSparing: boolean): void;
  sleep(): void;
  wake(): void;
  lock(isLocked: boolean): void;
};

const TICK_MS = 20_000;
/** On its battery the machine is asked about do-not-disturb and its lock at each of so many ticks. */
const BATTERY_LOOKS = 3;

/** Looks at the time, at once when the machine wakes, and more rarely at the system on a battery; returns how to stop. */
export function keepTicking({ watch, isOnBattery: wasOnBattery, tick, sleep, wake, lock }: TickingParts): () => void {
  let isOnBattery = wasOnBattery;
  let ticks = 0;
  watch({
    sleep,
    wake() {
      tick(false);
      wake();
    },
    lock,
    battery: (isOn) => (isOnBattery = isOn),
  });
  const clock = setInterval(() => {
    ticks += 1;
    tick(isOnBattery && ticks % BATTERY_LOOKS !== 0);
  }, TICK_MS);
  return () => clearInterval(clock);
}
