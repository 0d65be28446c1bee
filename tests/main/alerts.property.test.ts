import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newAlertKey } from '../../main/alert_key';
import { createAlerts, type Alert } from '../../main/alerts';
import type { AlertPlace, Showing, Shown } from '../../main/alert_showing';
import { DEFAULT_SETTINGS } from '../../main/settings';
import { textsOf } from '../../main/texts';
import type { AlertEntry, AlertOutcome, Settings, Surroundings } from '../../protocol/desktop';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A desktop with its system played: what is on screen, what sounded, what was logged. */
function desktop() {
  const screen = new Map<AlertPlace, Showing>();
  const log: Omit<AlertEntry, 'at'>[] = [];
  const sounds: string[] = [];
  const world = { settings: DEFAULT_SETTINGS as Settings, isPaused: false, isFocused: false, isSupported: true, isFailing: false, around: { do_not_disturb: 'off', is_locked: false } as Surroundings };
  const alerts = createAlerts({
    notifications: {
      isSupported: () => world.isSupported,
      show(place, showing): Promise<Shown> {
        if (world.isFailing) return Promise.resolve({ outcome: 'failed', detail: 'the system fails' });
        const outcome = screen.has(place) ? 'replaced' : 'shown';
        screen.set(place, showing);
        return Promise.resolve({ outcome, detail: '' });
      },
      remove(place) {
        if (screen.delete(place)) alerts.gone(place);
      },
    },
    settings: () => world.settings,
    texts: () => textsOf('en'),
    now: () => Date.now(),
    isPaused: () => world.isPaused,
    isFocused: () => world.isFocused,
    spending: { shownAt: [] },
    accountName: () => null,
    newKey: (room, seq) => newAlertKey(room, seq, 3),
    look: () => Promise.resolve(world.around),
    canPlay: () => true,
    play: ({ name }) => void sounds.push(name),
    record: (entry) => void log.push(entry),
  });
  return { alerts, screen, log, sounds, world };
}

const anAlert = (room: number, change: Partial<Alert> = {}): Alert => ({ kind: 'message', room, order: 100 + room, seq: 1, title: `Client ${room}`, body: `Secret of ${room}`, in_view: false, ...change });

type Step =
  | { do: 'alert'; room: number; in_view: boolean; is_muted: boolean; is_read: boolean; kind: Alert['kind'] }
  | { do: 'wait'; seconds: number }
  | { do: 'read'; room: number }
  | { do: 'turn'; what: 'alerts' | 'paused' | 'focused' | 'supported' | 'failing' | 'quiet' | 'dnd' | 'locked' | 'budget' }
  | { do: 'test' };

const room = fc.integer({ min: 1, max: 6 });
const rarely = fc.integer({ min: 0, max: 5 }).map((each) => each === 0);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('alert' as const), room, in_view: fc.boolean(), is_muted: rarely, is_read: rarely, kind: fc.constantFrom<Alert['kind']>('message', 'message', 'mention', 'reminder') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), room }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('turn' as const), what: fc.constantFrom('alerts', 'paused', 'focused', 'supported', 'failing', 'quiet', 'dnd', 'locked', 'budget') }) },
  { weight: 1, arbitrary: fc.constant({ do: 'test' as const }) },
);

function turn(world: ReturnType<typeof desktop>['world'], what: Extract<Step, { do: 'turn' }>['what']): void {
  const { settings, around } = world;
  if (what === 'alerts') world.settings = { ...settings, alerts: !settings.alerts };
  if (what === 'paused') world.isPaused = !world.isPaused;
  if (what === 'focused') world.isFocused = !world.isFocused;
  if (what === 'supported') world.isSupported = !world.isSupported;
  if (what === 'failing') world.isFailing = !world.isFailing;
  if (what === 'quiet') world.settings = { ...settings, quiet_hours: { is_on: !settings.quiet_hours.is_on, from: '00:00', to: '00:00', days: [1, 2, 3, 4, 5, 6, 7] } };
  if (what === 'dnd') world.around = { ...around, do_not_disturb: around.do_not_disturb === 'on' ? 'off' : 'on' };
  if (what === 'locked') world.around = { ...around, is_locked: !around.is_locked };
  if (what === 'budget') world.settings = { ...settings, alert_budget: settings.alert_budget === null ? { alerts: 3, seconds: 30 } : null };
}

const isShown = (outcome: AlertOutcome) => outcome === 'shown' || outcome === 'replaced' || outcome === 'shown_quietly';

test('whatever happens, each alert is shown, folded into a digest that counts it, or logged with its reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      vi.setSystemTime(Date.parse('2026-03-02T12:00:00Z'));
      const { alerts, screen, log, world } = desktop();
      let asked = 0;
      for (const each of steps) {
        if (each.do === 'wait') await vi.advanceTimersByTimeAsync(each.seconds * 1000);
        if (each.do === 'turn') turn(world, each.what);
        if (each.do === 'read') alerts.clear(each.room);
        if (each.do === 'test') expect((await alerts.test()).outcome).toBe(log.at(-1)?.outcome);
        if (each.do !== 'alert') continue;
        asked += 1;
        const outcome = await alerts.alert(anAlert(each.room, each));
        await vi.advanceTimersByTimeAsync(0);
        const own = log.filter(({ kind }) => kind !== 'digest' && kind !== 'test');
        expect(own).toHaveLength(asked);
        expect(own.at(-1)).toMatchObject({ room: each.room, order: 100 + each.room, outcome });
        if (isShown(outcome)) expect(screen.has(each.room)).toBe(true);
        else expect(own.at(-1)?.detail).not.toBe('');
        const telling = screen.get(each.room);
        if (isShown(outcome) && world.around.is_locked) expect(telling).toMatchObject({ title: 'Orderline', body: 'New message', has_buttons: false });
        if (isShown(outcome) && world.around.do_not_disturb === 'on') expect(telling?.silent).toBe(true);
      }
      // What was folded is announced in the end: the digest has been shown since, or its failure is in the log.
      await vi.advanceTimersByTimeAsync(10_000);
      if (log.some(({ outcome }) => outcome === 'folded')) expect(log.some(({ kind }) => kind === 'digest')).toBe(true);
      alerts.stop();
      expect(screen.has('digest')).toBe(false);
    }),
    { numRuns: 150 },
  );
});

test('a flood of a hundred alerts makes five notifications and one digest that counts the rest, with one sound for it', async () => {
  vi.setSystemTime(Date.parse('2026-03-02T12:00:00Z'));
  const { alerts, screen, log, sounds, world } = desktop();
  world.settings = { ...world.settings, sound_name: 'drop' };
  for (let index = 1; index <= 100; index += 1) await alerts.alert(anAlert(index));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(screen.size).toBe(6);
  expect(screen.get('digest')).toMatchObject({ title: '95 new alerts in 95 chats' });
  expect(log.filter(({ outcome }) => outcome === 'folded')).toHaveLength(95);
  expect(log.filter(({ kind }) => kind === 'digest').length).toBeLessThanOrEqual(3);
  expect(sounds).toHaveLength(6);
  for (let index = 1; index <= 100; index += 1) alerts.clear(index);
  expect(screen.size).toBe(0);
});

test.each([
  ['never', false, { title: 'Client 1', body: 'Secret of 1' }],
  ['never', true, { title: 'Client 1', body: 'Secret of 1' }],
  ['when_locked', false, { title: 'Client 1', body: 'Secret of 1' }],
  ['when_locked', true, { title: 'Orderline', body: 'New message' }],
  ['always', false, { title: 'Client 1', body: 'New message' }],
  ['always', true, { title: 'Orderline', body: 'New message' }],
] as const)('hiding text %s, locked %s', async (hide_text, is_locked, expected) => {
  const { alerts, screen, world } = desktop();
  world.settings = { ...world.settings, hide_text };
  world.around = { do_not_disturb: 'unknown', is_locked };
  await alerts.alert(anAlert(1));
  expect(screen.get(1)).toMatchObject(expected);
});

test('what is read while the system is still asked about its surroundings is not shown any more', async () => {
  const { alerts, screen, log } = desktop();
  const [read, unread] = [alerts.alert(anAlert(1)), alerts.alert(anAlert(2))];
  alerts.clear(1);
  expect(await Promise.all([read, unread])).toEqual(['suppressed_read', 'shown']);
  expect([...screen.keys()]).toEqual([2]);
  expect(log.map(({ outcome }) => outcome)).toEqual(['suppressed_read', 'shown']);
});
