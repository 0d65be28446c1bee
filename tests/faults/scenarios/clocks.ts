import type { Scenario } from '../scene';

const DAY_MS = 24 * 3_600_000;

/** Clients whose clock is a day ahead, or behind. */
const clockOff = (name: string, byMs: number, says: string): Scenario => ({
  name,
  says,
  promises: [2, 4, 5, 7],
  isLongOnly: true,
  stage: () => ({ rooms: 4, experts: 2 }),
  thinkMs: 50,
  clockOffMs: byMs,
  wanted: 100,
  async play(scene) {
    const off = scene.fault('hours between the clock of the clients and that of the server');
    await scene.work(150);
    const { headers } = await fetch(`${scene.stage.nodes[0]!.url}/healthz`);
    off.see(Math.round(Math.abs(Date.now() - Date.parse(headers.get('date')!)) / 3_600_000));
  },
});

export const clockAhead = clockOff('clock_ahead', DAY_MS, 'The clock of all clients is a day ahead');
export const clockBehind = clockOff('clock_behind', -DAY_MS, 'The clock of all clients is a day behind');
