import { describe, expect, it } from 'vitest';
import { alertOf } from '../../../renderer/console/alerts';
import { silenceReason } from '../../../renderer/console/browser_alerts';
import { DEFAULT_SETTINGS } from '../../../renderer/console/host';
import { aMessage, aRoom } from './rooms';

describe('an alert', () => {
  it('names the client, the order and what was said, on one line', () => {
    const alert = alertOf(aMessage({ message: 'Добрый\n  день', seq: 3 }), aRoom(), false, 'ru');
    expect(alert).toEqual({ room: 1, seq: 3, title: 'Мария Кузнецова · #1042', body: 'Добрый день', in_view: false });
  });

  it('cuts long text, never through the middle of a character, and drops what could mislead', () => {
    const alert = alertOf(aMessage({ message: `a\u202e${'😀'.repeat(400)}` }), aRoom(), true, 'en');
    expect(alert.body.length).toBeLessThanOrEqual(300);
    expect(alert.body.isWellFormed()).toBe(true);
    expect(alert.body).not.toContain('\u202e');
    expect(alert.in_view).toBe(true);
  });
});

describe('the reason for silence', () => {
  const now = { settings: DEFAULT_SETTINGS, paused_until: null, focused: true, permission: 'granted' as const, at: 1_000_000 };

  it('is being in view only when the window has the focus too', () => {
    expect(silenceReason({ in_view: true }, now)).toBe('suppressed_in_view');
    expect(silenceReason({ in_view: true }, { ...now, focused: false })).toBeNull();
    expect(silenceReason({ in_view: false }, now)).toBeNull();
  });

  it('is the setting, the pause, or a browser that does not allow it', () => {
    expect(silenceReason({ in_view: false }, { ...now, settings: { ...DEFAULT_SETTINGS, alerts: false } })).toBe('suppressed_disabled');
    expect(silenceReason({ in_view: false }, { ...now, paused_until: new Date(now.at + 1).toISOString() })).toBe('suppressed_paused');
    expect(silenceReason({ in_view: false }, { ...now, paused_until: new Date(now.at - 1).toISOString() })).toBeNull();
    for (const permission of ['ask', 'denied', 'unsupported'] as const) expect(silenceReason({ in_view: false }, { ...now, permission })).toBe('suppressed_unsupported');
  });
});
