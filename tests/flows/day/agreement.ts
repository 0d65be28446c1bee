import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { AlertEntry } from '../../../protocol/desktop';
import { call } from '../../desktop/bridge';
import { note, WAIT, type Day } from './day';
import type { Model, Silence } from './model';

const TRAY_ROWS = 5;

/** What may become of an alert, by what the user has set; anything else would be a silence without its reason. */
const OUTCOMES: Record<Silence, readonly AlertEntry['outcome'][]> = {
  none: ['shown', 'replaced', 'folded'],
  paused: ['suppressed_paused'],
  quiet_hours: ['suppressed_quiet_hours'],
};

/**
 * Nothing owed is forgotten, no count lies, nothing was silent without a reason: the database, the console, tray and badge all say what
 * the plain model says. Waits until they do: facts are still on their way when a deed is done.
 */
export async function allAgree(day: Day): Promise<void> {
  if (day.isWatched) for (const order of await day.desk.shown()) day.model.read(order);
  let logged: AlertEntry[] = [];
  await expect.poll(async () => quarrel(day, (logged = (await call(day.desk.page, 'getAlertLog')).entries)), WAIT).toEqual({});

  const known = day.done.get('logged alerts') ?? 0;
  const seen = day.isWatched ? (['suppressed_in_view', 'suppressed_read'] as const) : [];
  for (const { kind, outcome } of logged.slice(known)) {
    note(day, `${kind} ${outcome}`);
    if (kind === 'message') expect([...OUTCOMES[day.model.silence], ...seen]).toContain(outcome);
  }
  day.done.set('logged alerts', logged.length);
}

/** Who says what against the model. */
async function quarrel(day: Day, logged: readonly AlertEntry[]): Promise<Record<string, { says: unknown; should: unknown }>> {
  const [says, should] = [await told(day, logged), expected(day.model)];
  const names = Object.keys(should) as (keyof typeof should)[];
  return Object.fromEntries(names.filter((name) => !isDeepStrictEqual(says[name], should[name])).map((name) => [name, { says: says[name], should: should[name] }]));
}

function expected(model: Model) {
  const [owed, unread, promised] = [model.owed(), model.unread(), model.promised()];
  const total = Object.values(unread).reduce((sum, count) => sum + count, 0);
  return {
    database: { owed, unread, promised },
    console: { owed, owed_count: owed.length, wrong_rows: [], connection: 'online', is_caught_up: 'true' },
    desktop: { rows: owed.slice(0, TRAY_ROWS), owed_count: owed.length, badge: total, title: total === 0 ? 'Orderline' : `(${total}) Orderline`, doubled: [] },
    log: model.told(),
  };
}

async function told(day: Day, logged: readonly AlertEntry[]) {
  const [database, onScreen, onDesktop] = await Promise.all([inDatabase(day), inList(day), inSystem(day)]);
  const log: Record<string, number> = {};
  for (const { kind, order } of logged) if (kind === 'message') log[String(order)] = (log[String(order)] ?? 0) + 1;
  return { database, console: onScreen, desktop: onDesktop, log };
}

/** Read off the tables, not off the server's own answers. */
async function inDatabase({ server, expert }: Day) {
  const rows = await server.app.parts.db.rows<{ order: number; is_owed: boolean; unread: number; is_promised: boolean }>(
    null,
    `SELECT r."order", r.owed_since IS NOT NULL AND NOT r.is_done AND NOT coalesce(r.snoozed_until > now(), false) AS is_owed,
            (SELECT count(*)::int FROM messages m WHERE m.room = r.id AND m.seq > p.read_seq AND m.sender <> p."user" AND m.deleted_at IS NULL) AS unread,
            EXISTS (SELECT 1 FROM promises w WHERE w.room = r.id AND w.closed_at IS NULL) AS is_promised
       FROM rooms r JOIN participants p ON p.room = r.id AND p."user" = $1 ORDER BY r.owed_since, r.id`,
    [expert],
  );
  const orders = (fits: (row: (typeof rows)[number]) => boolean) => rows.filter(fits).map(({ order }) => order);
  return {
    owed: orders(({ is_owed }) => is_owed),
    unread: Object.fromEntries(rows.filter(({ unread }) => unread > 0).map(({ order, unread }) => [order, unread])),
    promised: orders(({ is_promised }) => is_promised).sort((one, two) => one - two),
  };
}

/** What the list shows; the window is high enough for all rooms that owe an answer. */
async function inList({ desk: { page }, model }: Day) {
  const rows = await page.locator('.room-row').evaluateAll((nodes) =>
    nodes.map((row) => ({
      order: Number(/#(\d+)/.exec(row.querySelector('.room-title')?.textContent ?? '')?.[1]),
      is_owed: row.querySelector('.owed-mark') !== null,
      unread: Number(row.querySelector('.badge [aria-hidden]')?.textContent ?? 0),
      is_promised: row.querySelector('.due-mark:not(.is-offered)') !== null,
    })),
  );
  const status = page.locator('.status');
  const count = await page.locator('.filter-bar .choice', { hasText: 'Ждут' }).locator('.choice-count').textContent();
  return {
    owed: rows.filter(({ is_owed }) => is_owed).map(({ order }) => order),
    owed_count: Number(count),
    wrong_rows: rows.filter(({ order, unread, is_promised }) => model.room(order).unread !== unread || model.room(order).is_promised !== is_promised),
    connection: await status.getAttribute('data-connection'),
    is_caught_up: await status.getAttribute('data-caught-up'),
  };
}

/** What the system around the program shows: tray, badge, title, and no room with two notifications. */
async function inSystem({ driver }: Day) {
  const { tray, badge, windows, notifications } = await driver.surface();
  const orders = notifications.filter(({ state }) => state === 'shown').flatMap(({ title }) => orderIn(title));
  return {
    rows: tray?.menu.flatMap(({ label }) => orderIn(label)),
    owed_count: Number(/(\d+) чат\S* жд/.exec(tray?.tooltip ?? '')?.[1] ?? 0),
    badge,
    title: windows[0]?.title,
    doubled: orders.filter((order, index) => orders.indexOf(order) !== index),
  };
}

/** The order that this text names, if it names one. */
export function orderIn(text: string): number[] {
  const found = /#(\d+)/.exec(text)?.[1];
  return found === undefined ? [] : [Number(found)];
}
