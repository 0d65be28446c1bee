import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, tellingOf, type AlertCase, type Verdict } from '../../protocol/alerts/decision';

const plain: AlertCase = {
  kind: 'message',
  is_read: false,
  is_muted: false,
  in_view: false,
  is_focused: false,
  are_on: true,
  is_paused: false,
  is_quiet_time: false,
  do_not_disturb: 'unknown',
  is_supported: true,
  is_over_budget: false,
};

const table: [name: string, change: Partial<AlertCase>, verdict: Verdict][] = [
  ['nothing speaks against it', {}, 'show'],
  ['it was read before', { is_read: true }, 'suppressed_read'],
  ['the room is muted', { is_muted: true }, 'suppressed_muted'],
  ['it is on screen in the focused window', { in_view: true, is_focused: true }, 'suppressed_in_view'],
  ['it is on screen in a window without focus', { in_view: true }, 'show'],
  ['the window has the focus and another room is on screen', { is_focused: true }, 'show'],
  ['alerts are off', { are_on: false }, 'suppressed_disabled'],
  ['alerts are paused', { is_paused: true }, 'suppressed_paused'],
  ['these are quiet hours', { is_quiet_time: true }, 'suppressed_quiet_hours'],
  ['the system shows none', { is_supported: false }, 'suppressed_unsupported'],
  ['there are too many', { is_over_budget: true }, 'fold'],
  ['the system is on do-not-disturb', { do_not_disturb: 'on' }, 'show_quietly'],
  ['the system is not on do-not-disturb', { do_not_disturb: 'off' }, 'show'],
  ['too many under do-not-disturb', { is_over_budget: true, do_not_disturb: 'on' }, 'fold'],
  ['it was seen, and alerts are off', { in_view: true, is_focused: true, are_on: false }, 'suppressed_in_view'],
  ['muted in quiet hours', { is_muted: true, is_quiet_time: true }, 'suppressed_muted'],
  ['a reminder goes by the same table', { kind: 'reminder', is_quiet_time: true }, 'suppressed_quiet_hours'],
  ['a test does not mind what the user has set', { kind: 'test', are_on: false, is_paused: true, is_quiet_time: true, is_over_budget: true }, 'show'],
  ['a test minds the system', { kind: 'test', is_supported: false }, 'suppressed_unsupported'],
  ['a test under do-not-disturb', { kind: 'test', do_not_disturb: 'on' }, 'show_quietly'],
];

test.each(table)('%s', (_name, change, verdict) => {
  expect(decide({ ...plain, ...change })).toBe(verdict);
});

const anyCase: fc.Arbitrary<AlertCase> = fc.record({
  kind: fc.constantFrom('message', 'mention', 'reminder', 'digest', 'test'),
  is_read: fc.boolean(),
  is_muted: fc.boolean(),
  in_view: fc.boolean(),
  is_focused: fc.boolean(),
  are_on: fc.boolean(),
  is_paused: fc.boolean(),
  is_quiet_time: fc.boolean(),
  do_not_disturb: fc.constantFrom('on', 'off', 'unknown'),
  is_supported: fc.boolean(),
  is_over_budget: fc.boolean(),
});

test('every state has one verdict: shown, folded, or silent for a reason that is so', () => {
  const isSo: Record<Verdict, (one: AlertCase) => boolean> = {
    show: (one) => one.is_supported && (one.kind === 'test' || (one.are_on && !one.is_paused && !one.is_quiet_time && !one.is_muted && !(one.in_view && one.is_focused))),
    show_quietly: (one) => one.do_not_disturb === 'on' && one.is_supported,
    fold: (one) => one.is_over_budget,
    suppressed_read: (one) => one.is_read,
    suppressed_muted: (one) => one.is_muted,
    suppressed_in_view: (one) => one.in_view && one.is_focused,
    suppressed_disabled: (one) => !one.are_on,
    suppressed_paused: (one) => one.is_paused,
    suppressed_quiet_hours: (one) => one.is_quiet_time,
    suppressed_unsupported: (one) => !one.is_supported,
  };
  fc.assert(fc.property(anyCase, (one) => isSo[decide(one)](one)), { numRuns: 2000 });
});

test.each([
  ['never', false, 'all'],
  ['never', true, 'all'],
  ['when_locked', false, 'all'],
  ['when_locked', true, 'nothing'],
  ['always', false, 'no_text'],
  ['always', true, 'nothing'],
] as const)('hiding %s with the screen locked: %s tells %s', (hide, isLocked, expected) => {
  expect(tellingOf(hide, isLocked)).toBe(expected);
});
