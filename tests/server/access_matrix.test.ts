import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestName } from '../../protocol/requests';
import { httpAccess, socketAccess, type RouteName, type Rule } from '../../server/access';
import { connect, type Device } from '../support/people';
import type { TestServer } from '../support/server';
import { claimsOf } from '../support/tokens';
import { events } from './access/events';
import { routes } from './access/routes';
import { CALLERS, INSIDE, type Kind, type Row } from './access/rows';
import { NOTHING, SECRET_WORD, setScene, type Bearers, type Scene } from './access/scene';

/* Every route and event, asked by everybody who may come. What each is answered stands in access/routes.ts and access/events.ts. */

let server: TestServer;
let scene: Scene;
let bearers: Bearers;
let poorKeys: Map<string, string>;

beforeAll(async () => {
  ({ server, scene, bearers, poorKeys } = await setScene());
});
afterAll(() => server.close());

const bearerOf = (kind: Kind, rule: Rule): string | null =>
  kind === 'poor_key' ? poorKeys.get(rule.who === 'api_key' ? rule.scope : 'orders:read')! : bearers[kind];

/** A digest of everything that a refused request must leave as it is. */
async function digest(): Promise<string> {
  const tables = ['users', 'orders', 'rooms', 'participants', 'messages', 'room_events', 'invites', 'attachments', 'notes', 'drafts', 'promises', 'labels', 'views', 'teams', 'webhook_endpoints', 'webhook_deliveries', 'transfers'];
  const parts = tables.map((table) => `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) AS sum FROM ${table} t`);
  return JSON.stringify(await server.app.parts.db.rows(null, parts.join(' UNION ALL ')));
}

type Answered = { outcome: string; body: unknown };

async function overHttp(name: RouteName, kind: Kind, about: Scene): Promise<Answered> {
  const { path, body, headers } = routes[name];
  const [method, plain] = name.split(' ') as [string, string];
  const bearer = bearerOf(kind, httpAccess[name]);
  const given = body?.(about);
  const response = await fetch(server.url + (path?.(about) ?? plain), {
    method,
    headers: { ...(given !== undefined && { 'Content-Type': 'application/json' }), ...(bearer !== null && { Authorization: `Bearer ${bearer}` }), ...headers?.(about) },
    ...(given !== undefined && { body: JSON.stringify(given) }),
  });
  const text = await response.text();
  if (response.status < 300) return { outcome: 'ok', body: text };
  const refused = text === '' ? undefined : (JSON.parse(text) as { code: string });
  return { outcome: refused?.code ?? { 401: 'unauthorized', 404: 'not_found' }[response.status] ?? '', body: refused };
}

const open = new Map<string, Device | string>();

async function overSocket(name: RequestName, kind: Kind, about: Scene): Promise<Answered> {
  if (!open.has(kind)) {
    const token = bearerOf(kind, socketAccess[name]);
    open.set(kind, await connect(server.url, token as string).catch((error: Error & { data?: { code: string } }) => String(error.data?.code)));
  }
  const device = open.get(kind)!;
  if (typeof device === 'string') return { outcome: device, body: null };
  const answer = await device.ask(name, events[name].payload(about) as never);
  return { outcome: answer.ok ? 'ok' : answer.error.code, body: answer };
}

/** Asks as everybody, and compares with the row; who is refused has changed nothing and learned nothing. */
async function walk(row: Row, ask: (kind: Kind, about: Scene) => Promise<Answered>, reads: readonly Kind[] = []): Promise<void> {
  const found: Partial<Row> = {};
  for (const kind of CALLERS) {
    const before = await digest();
    const { outcome, body } = await ask(kind, scene);
    found[kind] = outcome;
    if (outcome !== 'ok') expect([kind, await digest()]).toEqual([kind, before]);
    if (![...INSIDE, ...reads].includes(kind)) expect([kind, JSON.stringify(body ?? null)]).toEqual([kind, expect.not.stringContaining(SECRET_WORD)]);
    // What is somebody else's is answered as what does not exist.
    if (outcome === 'not_found') expect([kind, (await ask(kind, { ...scene, ...NOTHING })).body]).toEqual([kind, body]);
  }
  expect(found).toEqual(row);
}

describe('sockets', () => {
  afterAll(() => {
    for (const device of open.values()) if (typeof device !== 'string') device.close();
  });

  it('have a row for every event', () => {
    expect(Object.keys(events).sort()).toEqual(Object.keys(socketAccess).sort());
  });

  it.each(Object.keys(events) as RequestName[])('%s', async (name) => {
    await walk(events[name].row, (kind, about) => overSocket(name, kind, about), events[name].reads);
    await events[name].restore?.(scene);
  });

  it('do nothing any more for a session that has ended, though nobody has closed them yet', async () => {
    const going = await server.people.signIn(scene.anna.account.email);
    const device = await going.connect();
    await device.get('inbox:catch_up', {});
    // As if another server had ended it, and this one had not heard.
    await server.app.parts.db.sessions.update({ revoked_at: new Date() }, { where: { id: claimsOf(going.token).sid as number } });
    const before = await digest();
    const taken: string[] = [];
    for (const name of Object.keys(events) as RequestName[]) if ((await device.ask(name, events[name].payload(scene) as never)).ok) taken.push(name);
    device.close();
    expect(taken).toEqual([]);
    expect(await digest()).toBe(before);
  });

  it('tell those outside nothing', () => {
    for (const [kind, device] of open) {
      if (typeof device === 'string' || INSIDE.includes(kind as Kind)) continue;
      const about = device.facts.filter(({ payload }) => JSON.stringify(payload).includes(`"room":${scene.room}`) || JSON.stringify(payload).includes(SECRET_WORD));
      expect([kind, about]).toEqual([kind, []]);
    }
  });
});

describe('HTTP', () => {
  it('has a row for every route', () => {
    expect(Object.keys(routes).sort()).toEqual(Object.keys(httpAccess).sort());
  });

  it.each(Object.keys(routes) as RouteName[])('%s', async (name) => {
    await walk(routes[name].row, (kind, about) => overHttp(name, kind, about));
  });

  it('checks the credentials before it reads the body', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      // Whoever signs is known by his bytes: tests/api/webhooks_in.test.ts.
      if (httpAccess[name].who === 'anyone' || httpAccess[name].who === 'signer' || /^(GET|HEAD)/.test(name) || name.startsWith('DELETE')) continue;
      const [method, plain] = name.split(' ') as [string, string];
      const response = await fetch(server.url + (routes[name].path?.(scene) ?? plain), { method, body: '{ broken', headers: { 'Content-Type': 'application/json' } });
      expect([name, response.status]).toEqual([name, 401]);
    }
  });
});
